// Published NIR networks on a time-stepped chip, held against recordings of other simulators and of Loihi.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "platform/events/event_file.h"
#include "platform/network/reference_executor.h"
#include "platform/nir/nir_file.h"
#include "platform/nir/nir_step_network.h"
#include "platform/run/event_sequence.h"
#include "testbenches/golden/nir/lif_trace.h"
#include "testbenches/golden/nir/nmnist_table.h"
#include "testbenches/support/data_directory.h"

namespace floorline::testbenches {
namespace {

platform::Network imported(const std::string& file, double dt_s) {
  const std::string path = data_file("nir/" + file);
  platform::NirStepOptions options;
  options.dt_s = dt_s;
  return platform::nir_step_network(platform::read_nir(path), path, options);
}

// Steps in which the only neuron of the last layer spikes.
std::vector<int> spike_steps(const platform::Network& network, const std::vector<TraceStep>& trace) {
  platform::ReferenceExecutor executor(network);
  std::vector<int> steps;
  for (std::size_t step = 0; step < trace.size(); ++step) {
    executor.set_input({static_cast<std::int32_t>(trace[step].input)});
    executor.step();
    if (!executor.spikes(1).empty())
      steps.push_back(static_cast<int>(step));
  }
  return steps;
}

std::vector<int> spike_steps(const std::vector<TraceStep>& trace) {
  std::vector<int> steps;
  for (std::size_t step = 0; step < trace.size(); ++step) {
    if (trace[step].output != 0)
      steps.push_back(static_cast<int>(step));
  }
  return steps;
}

class StepNetworks : public DataTest {};

// Lava has the delay of a step that a chip's synapses have. Its traces in fixed point, one of them of a Loihi, have a
// weight of 10 and a decay of 163 of 4096, the imported network one of 254 and of 164.
TEST_F(StepNetworks, OneLeakyNeuronSpikesWithLavaAndLoihi) {
  const platform::Network network = imported("lif_norse.nir", 1e-4);
  platform::Network coarse = network;
  coarse.layers[1].weights = {10};
  coarse.layers[1].neuron.threshold = 25;
  coarse.layers[1].neuron.voltage_decay = 163;
  for (const char* name :
       {"lif_trace_lava_cpu_float.csv", "lif_trace_lava_cpu_fixed.csv", "lif_trace_lava_loihi_fixed.csv"}) {
    const std::vector<TraceStep> trace = read_trace(name);
    ASSERT_EQ(trace.size(), 1000U) << name;
    EXPECT_EQ(spike_steps(network, trace), spike_steps(trace)) << name;
    EXPECT_EQ(spike_steps(coarse, trace), spike_steps(trace)) << name;
    EXPECT_EQ(spike_steps(trace).size(), 4U);
  }
}

// The recordings in steps of a millisecond. The network was trained for several spikes per step and a reset by
// subtraction; a time-stepped chip has one spike and a reset to zero.
TEST_F(StepNetworks, RecordingsOfDigits) {
  const platform::Network network = imported("nmnist_cnn_sinabs.nir", 1e-3);
  platform::ReferenceExecutor executor(network);
  const int last = static_cast<int>(network.layers.size()) - 1;
  const platform::Shape& input = network.layers.front().shape;
  int correct = 0;
  const std::vector<NmnistLine> table = read_nmnist_table();
  ASSERT_EQ(table.size(), 61U);
  for (const NmnistLine& line : table) {
    const auto frames = platform::event_counts(
        platform::event_windows(platform::read_event_file(line.recording()), input, 1'000'000'000, line.sample),
        input.neuron_count());
    executor.reset();
    std::vector<int> spikes(10, 0);
    for (std::size_t step = 0; step < frames.size() + static_cast<std::size_t>(last); ++step) {
      executor.set_input(step < frames.size() ? frames[step] : std::vector<std::int32_t>(frames[0].size(), 0));
      executor.step();
      for (const platform::Spike& spike : executor.spikes(last))
        ++spikes[static_cast<std::size_t>(spike.neuron)];
    }
    correct += std::max_element(spikes.begin(), spikes.end()) - spikes.begin() == line.label ? 1 : 0;
  }
  EXPECT_EQ(correct, 61);
}

}  // namespace
}  // namespace floorline::testbenches
