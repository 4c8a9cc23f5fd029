// The thousand images that the published figure is of, on the timed Speck model: 98.1 % in floating point and in steps.
#include <algorithm>

#include "testbenches/golden/speck/digits.h"

namespace floorline::testbenches {
namespace {

class AllDigitsOnSpeck : public DigitsOnSpeck {
 protected:
  int correct(const platform::NirEventOptions& options) const {
    SpeckRun speck(event_network_of("mnist_cnn_speck.nir", options));
    int correct = 0;
    for (std::size_t image = 0; image < 1000; ++image) {
      const std::vector<int> counts = speck.counts_of(window_of(image));
      correct += std::max_element(counts.begin(), counts.end()) - counts.begin() == labels_[image] ? 1 : 0;
    }
    return correct;
  }
};

TEST_F(AllDigitsOnSpeck, WeightsOfLeastSquaresReach98Percent) {
  EXPECT_EQ(correct(least_squares()), 980);
}

TEST_F(AllDigitsOnSpeck, ScalesOfTheChipsTools) {
  EXPECT_EQ(correct({}), 977);
}

}  // namespace
}  // namespace floorline::testbenches
