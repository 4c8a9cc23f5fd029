// Published networks on the timed Speck model, in real time, against silicon and against the event executor.
#include <algorithm>

#include "platform/network/event_executor.h"
#include "platform/network/npy.h"
#include "testbenches/golden/nir/nmnist_table.h"
#include "testbenches/golden/nir/silicon_counts.h"
#include "testbenches/golden/speck/speck_run.h"

namespace floorline::testbenches {
namespace {

class OnSpeck : public DataTest {};

// The first layer, whose spikes were counted on a chip, for ten recordings of 300 ms each.
TEST_F(OnSpeck, FirstLayerSpikesAsOnSilicon) {
  const auto silicon = platform::read_npy(data_file("nir/speck_chip_layer1_spike_counts.npy"));
  platform::Network network = event_network_of("nmnist_cnn_sinabs.nir");
  network.layers.resize(2);
  SpeckRun speck(std::move(network));
  std::vector<Fit> found;
  for (std::size_t digit = 0; digit < std::size(recordings); ++digit) {
    const std::string recording = data_file("nmnist/test/" + std::string(recordings[digit]) + ".bin");
    const auto first = silicon.values.begin() + static_cast<std::ptrdiff_t>(digit * neuron_count);
    found.push_back(fit(speck.counts_of_recording(recording), {first, first + neuron_count}));
    // As fast as the events come: nothing of the recording is left when it is over.
    const platform::StepRecord& window = speck.run().steps().front();
    EXPECT_LT(window.end_ps - window.begin_ps, models::Picoseconds{400'000'000'000}) << digit;
  }
  EXPECT_TRUE(is_good(found, 0.998, 0.015)) << text(found);
  EXPECT_TRUE(is_good(found, 0.999, 0.003)) << text(found);
}

// The whole network, without and with the bound of the chip.
class NmnistOnSpeck : public DataTest {
 protected:
  // Recordings for which the chip predicts what the stepped reference does.
  static int agreeing(platform::NirLowerBound bound, char variant) {
    platform::NirEventOptions options;
    options.lower_bound = bound;
    SpeckRun speck(event_network_of("nmnist_cnn_sinabs.nir", options));
    platform::EventExecutor executor(speck.network());
    int agreeing = 0;
    for (const NmnistLine& line : read_nmnist_table()) {
      const std::vector<int> counts = speck.counts_of_recording(line.recording());
      const auto window = platform::event_windows(platform::read_event_file(line.recording()),
                                                  speck.network().layers.front().shape, 0, line.sample);
      std::vector<std::int32_t> events;
      for (const platform::InputEvent& event : window.front().events)
        events.push_back(event.neuron);
      executor.reset();
      executor.run(events);
      const std::vector<std::int64_t> expected = executor.spike_counts(5);
      EXPECT_EQ(std::vector<std::int64_t>(counts.begin(), counts.end()), expected) << line.sample;
      const auto prediction = std::max_element(counts.begin(), counts.end()) - counts.begin();
      agreeing += static_cast<double>(prediction) == line.values.at(variant)[0] ? 1 : 0;
    }
    return agreeing;
  }
};

TEST_F(NmnistOnSpeck, WithoutABoundPredictsAsTheSteppedReference) {
  EXPECT_EQ(agreeing(platform::NirLowerBound::none, 'A'), 61);
}

TEST_F(NmnistOnSpeck, WithTheBoundOfTheChipDiffersInThree) {
  EXPECT_EQ(agreeing(platform::NirLowerBound::minus_threshold, 'B'), 58);
}

}  // namespace
}  // namespace floorline::testbenches
