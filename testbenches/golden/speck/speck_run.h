// Recordings and images through a network on the timed Speck model, one window each.
#pragma once

#include <gtest/gtest.h>

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "platform/config/load_chip.h"
#include "platform/events/event_file.h"
#include "platform/mapping/make_mapping.h"
#include "platform/nir/nir_event_network.h"
#include "platform/nir/nir_file.h"
#include "platform/run/run.h"
#include "testbenches/support/data_directory.h"
#include "testbenches/support/source_directory.h"

namespace floorline::testbenches {

class SpeckRun {
 public:
  explicit SpeckRun(platform::Network network)
      : network_(std::move(network)),
        chip_(platform::load_chip("speck", {testbenches::source_directory() + "/platform/chips"})),
        run_("run", chip_, network_, platform::make_mapping("packed", network_, chip_),
             models::Timing::approximately_timed) {
    run_.chip().calendar().set_run_ahead(1'000'000'000);
    sc_core::sc_start(sc_core::SC_ZERO_TIME);
  }

  // What the last layer sends for each neuron, from potentials of zero on.
  std::vector<int> counts_of(const platform::EventWindow& window) {
    run_.begin(platform::EventSequence{window});
    run_.run(1);
    EXPECT_EQ(run_.steps().size(), 1u);
    std::vector<int> counts(static_cast<std::size_t>(network_.layers.back().shape.neuron_count()), 0);
    for (const auto& event : run_.output_events())
      ++counts[static_cast<std::size_t>(event.neuron)];
    return counts;
  }
  std::vector<int> counts_of_recording(const std::string& path) {
    return counts_of(
        platform::event_windows(platform::read_event_file(path), network_.layers.front().shape, 0, path).front());
  }

  platform::Run& run() { return run_; }
  const platform::Network& network() const { return network_; }
  const platform::ChipConfig& chip() const { return chip_; }

 private:
  const platform::Network network_;
  const platform::ChipConfig chip_;
  platform::Run run_;
};

inline platform::Network event_network_of(const std::string& file, const platform::NirEventOptions& options = {}) {
  const std::string path = data_file("nir/" + file);
  return platform::nir_event_network(platform::read_nir(path), path, options);
}

}  // namespace floorline::testbenches
