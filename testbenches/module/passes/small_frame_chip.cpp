#include "testbenches/module/passes/small_frame_chip.h"

#include "platform/config/load_chip.h"
#include "platform/network/frame_executor.h"
#include "platform/network/frame_workload.h"
#include "testbenches/support/source_directory.h"

namespace floorline::testbenches {

platform::ChipConfig small_frame_chip(std::uint32_t cores, std::uint32_t synapse_words) {
  platform::ChipConfig chip = platform::load_chip("akd1000", {testbenches::source_directory() + "/platform/chips"});
  chip.noc.columns = chip.noc.rows = 1;
  chip.noc.cores_per_router = cores;
  chip.synapse_memory.cores_per_bank = chip.neuron_memory.cores_per_bank = cores;
  chip.limits.synapse_words = synapse_words;
  return chip;
}

platform::Network small_frame_network() {
  using platform::Connection;
  platform::FrameSettings settings;
  settings.input = {1, 10, 10};
  settings.layers = {{Connection::convolution, 4, 3, 1, 0.5},
                     {Connection::convolution, 6, 3, 2, 0.4},
                     {Connection::separable, 8, 3, 1, 0.3},
                     {Connection::convolution, 4, 1, 1, 0.4},
                     {Connection::dense, 6, 1, 1, 0.2}};
  return platform::make_frame_workload(settings).network;
}

std::vector<std::vector<std::int32_t>> some_frames(const platform::Network& network, std::size_t count) {
  const platform::Layer& input = network.layers.front();
  std::vector<std::vector<std::int32_t>> frames;
  std::uint32_t state = 1;
  for (std::size_t frame = 0; frame < count; ++frame) {
    frames.emplace_back();
    for (std::int64_t neuron = 0; neuron < input.shape.neuron_count(); ++neuron) {
      state = state * 1664525u + 1013904223u;
      const auto value = static_cast<std::int32_t>(state >> 16) % (input.neuron.highest + 1);
      frames.back().push_back((state >> 8) % 3 == 0 ? 0 : value);
    }
  }
  return frames;
}

std::vector<std::vector<std::int32_t>> expected_outputs(const platform::Network& network,
                                                        const std::vector<std::vector<std::int32_t>>& frames) {
  platform::FrameExecutor executor(network);
  std::vector<std::vector<std::int32_t>> outputs;
  for (const std::vector<std::int32_t>& frame : frames) {
    executor.run(frame);
    outputs.push_back(executor.values(static_cast<int>(network.layers.size()) - 1));
  }
  return outputs;
}

}  // namespace floorline::testbenches
