// One leaky neuron held against the recorded traces of other simulators of the same NIR file.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "platform/nir/nir_executor.h"
#include "platform/nir/nir_file.h"
#include "testbenches/golden/nir/lif_trace.h"
#include "testbenches/support/data_directory.h"

namespace floorline::testbenches {
namespace {

constexpr double recorded_dt_s = 1e-4;

std::vector<double> inputs_of(const std::vector<TraceStep>& trace) {
  std::vector<double> inputs;
  for (const TraceStep& step : trace) {
    inputs.push_back(step.input);
  }
  return inputs;
}

// Runs the neuron, each input lasting for `substeps` steps; one entry an input: its last potential and all its spikes.
std::vector<TraceStep> run(const std::string& file, const std::string& neuron, const std::vector<double>& inputs,
                           int substeps = 1) {
  const std::string path = data_file("nir/" + file);
  platform::NirRunOptions options;
  options.dt_s = recorded_dt_s / substeps;
  platform::NirExecutor executor(platform::read_nir(path), path, options);
  std::vector<TraceStep> trace;
  for (const double input : inputs) {
    TraceStep step{input, 0, 0};
    for (int i = 0; i < substeps; ++i) {
      step.output += executor.step({input}).front();
    }
    step.potential = executor.potentials(neuron).front();
    trace.push_back(step);
  }
  return trace;
}

// The largest difference of potentials; the spikes must be equal.
double difference(const std::vector<TraceStep>& trace, const std::vector<TraceStep>& expected) {
  EXPECT_EQ(trace.size(), 1000U);
  EXPECT_EQ(trace.size(), expected.size());
  double largest = 0;
  int spikes = 0;
  for (std::size_t i = 0; i < std::min(trace.size(), expected.size()); ++i) {
    EXPECT_EQ(trace[i].output, expected[i].output) << "step " << i;
    spikes += expected[i].output > 0 ? 1 : 0;
    largest = std::max(largest, std::abs(trace[i].potential - expected[i].potential));
  }
  EXPECT_EQ(spikes, 4);
  return largest;
}

class LifTraces : public DataTest {};

// Both simulators compute in single precision: the potentials are below 0.1, where it has 4e-9 at most between values.
TEST_F(LifTraces, Norse) {
  const std::vector<TraceStep> expected = read_trace("lif_trace_norse.csv");
  EXPECT_LT(difference(run("lif_norse.nir", "1", inputs_of(expected)), expected), 3e-8);
}

// Every synapse of Lava delays by a step.
TEST_F(LifTraces, LavaInFloatingPoint) {
  const std::vector<TraceStep> expected = read_trace("lif_trace_lava_cpu_float.csv");
  std::vector<double> inputs = inputs_of(expected);
  inputs.insert(inputs.begin(), 0);
  inputs.pop_back();
  EXPECT_LT(difference(run("lif_norse.nir", "1", inputs), expected), 4e-8);
}

// The exact solution takes each input for a current that lasts for the recorded step. Forward Euler comes as near as
// its own step lets it: in that, the potential climbs by dt / tau at most, which a spike may come late; and half as
// much is the bound of its error without spikes.
TEST_F(LifTraces, ApproachTheExactSolution) {
  const std::vector<TraceStep> expected = read_trace("lif_trace_exact.csv");
  constexpr double tau_s = 2.5e-3;
  for (const int substeps : {1, 10, 100, 1000}) {
    EXPECT_LT(difference(run("lif_norse.nir", "1", inputs_of(expected), substeps), expected),
              1.5 * recorded_dt_s / substeps / tau_s)
        << substeps;
  }
}

// Rockpool decays by exp(-dt / tau) after it has added the input, and says so in r. There is no trace of it; the first
// spike must raise the potential by what that makes of the weight 0.04.
TEST_F(LifTraces, RockpoolKeepsItsDecayInTheResistance) {
  const std::vector<TraceStep> trace = run("lif_rockpool.nir", "1_LIFNeuronTorch", {0, 1, 0});
  EXPECT_EQ(trace[0].potential, 0);
  EXPECT_NEAR(trace[1].potential, 0.04 * std::exp(-0.04), 1e-8);
  EXPECT_NEAR(trace[2].potential, 0.04 * std::exp(-0.04) * (1 - 0.04), 1e-8);
}

}  // namespace
}  // namespace floorline::testbenches
