// Images as spikes through a published network on the timed Speck model.
#include <algorithm>

#include "platform/network/event_executor.h"
#include "platform/network/idx.h"
#include "testbenches/golden/speck/digits.h"

namespace floorline::testbenches {
namespace {

// Of 1000 images, 980 that way; 977 with the scales that Speck's tools choose (heavy_digits_test.cpp).
TEST_F(DigitsOnSpeck, FirstImagesEqualTheEventExecutor) {
  SpeckRun speck(event_network_of("mnist_cnn_speck.nir", least_squares()));
  platform::EventExecutor executor(speck.network());
  for (std::size_t image = 0; image < 20; ++image) {
    const platform::EventWindow window = window_of(image);
    std::vector<std::int32_t> events;
    for (const platform::InputEvent& event : window.events)
      events.push_back(event.neuron);
    executor.reset();
    executor.run(events);
    const std::vector<std::int64_t> expected = executor.spike_counts(5);
    const std::vector<int> counts = speck.counts_of(window);
    ASSERT_EQ(std::vector<std::int64_t>(counts.begin(), counts.end()), expected) << image;
  }
}

}  // namespace
}  // namespace floorline::testbenches
