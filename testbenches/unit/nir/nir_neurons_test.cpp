// Neurons, thresholds and delays in time steps, against their formulas.
#include <gtest/gtest.h>

#include <cmath>

#include "testbenches/support/expect_user_error.h"
#include "testbenches/unit/nir/one_node_graph.h"

namespace floorline::testbenches {
namespace {

using platform::NirExecutor;
using platform::NirNode;
using platform::NirRunOptions;
using platform::NirValues;

NirNode integrate_and_fire(double r, double threshold) {
  return nir_node("n", "IF", {{"r", nir_scalar(r)}, {"v_threshold", nir_scalar(threshold)}});
}

NirNode leaky(const std::string& type, double tau, double r, double leak) {
  NirNode node = nir_node("n", type, {{"tau", nir_scalar(tau)}, {"r", nir_scalar(r)}, {"v_leak", nir_scalar(leak)}});
  return node;
}

TEST(NirNeurons, Integrators) {
  const NirNode node = nir_node("n", "I", {{"r", nir_scalar(3)}});
  EXPECT_EQ(run_one(node, step_of(0.5), {1, 1, 0, -4}), (NirValues{1.5, 3, 3, -3}));
  NirRunOptions per_step = step_of(0.5);
  per_step.integration = platform::NirIntegration::per_step;
  EXPECT_EQ(run_one(node, per_step, {1, 1, 0, -4}), (NirValues{3, 6, 6, -6}));
}

TEST(NirNeurons, IntegrateAndFireAboveTheThreshold) {
  // v: 1, 2 (not above), 3 fires, to 0
  EXPECT_EQ(run_one(integrate_and_fire(1, 2), step_of(1), {1, 1, 1, 1, 1, 1}), (NirValues{0, 0, 1, 0, 0, 1}));
  EXPECT_EQ(run_one(integrate_and_fire(4, 2), step_of(0.25), {1, 1, 1}), (NirValues{0, 0, 1}));
}

TEST(NirNeurons, ResetsToItsValue) {
  NirNode node = integrate_and_fire(1, 2);
  node.arrays["v_reset"] = nir_scalar(1);
  EXPECT_EQ(run_one(node, step_of(1), {1, 1, 1, 1, 1, 1}), (NirValues{0, 0, 1, 0, 1, 0}));
}

TEST(NirNeurons, ResetsBySubtraction) {
  NirRunOptions options = step_of(1);
  options.reset = platform::NirReset::by_subtraction;
  NirExecutor executor = executor_of(one_node_model({1}, integrate_and_fire(1, 2)), options);
  EXPECT_EQ(executor.step({7}), NirValues{1});
  EXPECT_EQ(executor.potentials("n"), NirValues{5});
  EXPECT_EQ(executor.step({0}), NirValues{1});
  EXPECT_EQ(executor.step({0}), NirValues{1});
  EXPECT_EQ(executor.potentials("n"), NirValues{1});
}

TEST(NirNeurons, SeveralSpikesInAStep) {
  NirRunOptions options = step_of(1);
  options.reset = platform::NirReset::by_subtraction;
  options.spikes = platform::NirSpikes::many_per_step;
  NirExecutor executor = executor_of(one_node_model({1}, integrate_and_fire(1, 2)), options);
  EXPECT_EQ(executor.step({7}), NirValues{3});
  EXPECT_EQ(executor.potentials("n"), NirValues{1});
  EXPECT_EQ(executor.step({1}), NirValues{1});  // at the threshold
  EXPECT_EQ(executor.step({-5}), NirValues{0});
  EXPECT_EQ(executor.potentials("n"), NirValues{-5});
  options.reset = platform::NirReset::to_v_reset;
  NirExecutor to_zero = executor_of(one_node_model({1}, integrate_and_fire(1, 2)), options);
  EXPECT_EQ(to_zero.step({7}), NirValues{3});
  EXPECT_EQ(to_zero.potentials("n"), NirValues{0});
}

TEST(NirNeurons, LowerBound) {
  NirRunOptions options = step_of(1);
  options.lower_bound = platform::NirLowerBound::minus_threshold;
  NirExecutor executor = executor_of(one_node_model({1}, integrate_and_fire(1, 2)), options);
  EXPECT_EQ(executor.step({-9}), NirValues{0});
  EXPECT_EQ(executor.potentials("n"), NirValues{-2});
  EXPECT_EQ(executor.step({4.5}), NirValues{1});
  // Nothing that does not fire is bounded.
  NirExecutor integrator = executor_of(one_node_model({1}, nir_node("n", "I", {{"r", nir_scalar(1)}})), options);
  EXPECT_EQ(integrator.step({-9}), NirValues{-9});
}

// Under a constant input, forward Euler has a closed form: v[k] = v_end (1 - (1 - dt / tau)^k).
TEST(NirNeurons, LeakyIntegrators) {
  const NirValues outputs = run_one(leaky("LI", 0.02, 3, 0.5), step_of(0.001), NirValues(50, 2.0));
  for (std::size_t k = 0; k < outputs.size(); ++k) {
    EXPECT_NEAR(outputs[k], (0.5 + 3 * 2) * (1 - std::pow(1 - 0.05, static_cast<double>(k + 1))), 1e-12) << k;
  }
}

TEST(NirNeurons, LeakyIntegrateAndFire) {
  NirNode node = leaky("LIF", 0.02, 3, 0.5);
  node.arrays["v_threshold"] = nir_scalar(4);
  node.arrays["v_reset"] = nir_scalar(-1);
  NirExecutor executor = executor_of(one_node_model({1}, node), step_of(0.001));
  double v = 0;
  int spikes = 0;
  for (int step = 0; step < 100; ++step) {
    v += 0.001 / 0.02 * (0.5 - v + 3 * 2);
    const bool fires = v > 4;
    v = fires ? -1 : v;
    spikes += fires ? 1 : 0;
    EXPECT_EQ(executor.step({2}), NirValues{fires ? 1. : 0.}) << step;
    EXPECT_NEAR(executor.potentials("n").front(), v, 1e-12) << step;
  }
  EXPECT_EQ(spikes, 4);
}

// An impulse decays in the current; the potential is the sum of two geometric series, and sees it in its own step.
TEST(NirNeurons, CurrentBasedLeakyIntegrators) {
  const NirNode node = nir_node("n", "CubaLI",
                                {{"tau_syn", nir_scalar(0.005)},
                                 {"tau_mem", nir_scalar(0.02)},
                                 {"r", nir_scalar(3)},
                                 {"v_leak", nir_scalar(0)},
                                 {"w_in", nir_scalar(7)}});
  NirValues inputs(40, 0.0);
  inputs[0] = 1;
  const NirValues outputs = run_one(node, step_of(0.001), inputs);
  for (std::size_t k = 0; k < outputs.size(); ++k) {
    double expected = 0;
    for (std::size_t i = 0; i <= k; ++i) {
      const double current = 0.2 * 7 * std::pow(0.8, static_cast<double>(i));
      expected += 0.05 * 3 * current * std::pow(0.95, static_cast<double>(k - i));
    }
    EXPECT_NEAR(outputs[k], expected, 1e-12) << k;
  }
}

TEST(NirNeurons, CurrentBasedLeakyIntegrateAndFire) {
  const NirNode node = nir_node("n", "CubaLIF",
                                {{"tau_syn", nir_scalar(1)},
                                 {"tau_mem", nir_scalar(2)},
                                 {"r", nir_scalar(4)},
                                 {"v_leak", nir_scalar(0)},
                                 {"v_threshold", nir_scalar(1)}});
  // dt = tau_syn: the current is the input, of weight 1. v: 0.5 * 4 = 2 fires, then 0
  EXPECT_EQ(run_one(node, step_of(1), {1, 0, 0.5, 0.25}), (NirValues{1, 0, 0, 0}));
  EXPECT_EQ(run_one(node, step_of(1), {1, 0, 0.5, 0.5}), (NirValues{1, 0, 0, 1}));
}

TEST(NirNeurons, ParametersForEachNeuron) {
  const NirNode node = nir_node(
      "n", "IF",
      {{"r", nir_floats({1, 2}, {1, 10})}, {"v_threshold", nir_floats({1, 2}, {5, 50})}, {"v_reset", nir_scalar(0)}});
  NirExecutor executor = executor_of(one_node_model({2}, node));
  EXPECT_EQ(executor.step({4, 6}), (NirValues{0, 1}));
  EXPECT_EQ(executor.potentials("n"), (NirValues{4, 0}));
}

TEST(NirNeurons, ResetOfTheExecutor) {
  const NirNode node = nir_node(
      "n", "CubaLI",
      {{"tau_syn", nir_scalar(4)}, {"tau_mem", nir_scalar(2)}, {"r", nir_scalar(1)}, {"v_leak", nir_scalar(1)}});
  NirExecutor executor = executor_of(one_node_model({1}, node));
  const NirValues first = executor.step({3});
  EXPECT_NE(executor.step({3}), first);
  executor.reset();
  EXPECT_EQ(executor.values("n"), NirValues{0});
  EXPECT_EQ(executor.potentials("n"), NirValues{0});
  EXPECT_EQ(executor.step({3}), first);
}

TEST(NirNeurons, StepsMustNotBeLongerThanTimeConstants) {
  NirNode node = leaky("LI", 0.0002, 1, 0);
  EXPECT_NO_THROW(executor_of(one_node_model({1}, node), step_of(0.0002)));
  node.arrays["tau"] = nir_floats({}, {static_cast<double>(0.0002F)});  // a little less
  EXPECT_NO_THROW(executor_of(one_node_model({1}, node), step_of(0.0002)));
  expect_user_error([&] { executor_of(one_node_model({1}, node), step_of(0.001)); },
                    {"f.nir", "'n' (LI)", "'tau'", "0.000199999995", "time step of 0.001 s"});
  node.arrays["tau"] = nir_scalar(-1);
  expect_user_error([&] { executor_of(one_node_model({1}, node), step_of(0.001)); }, {"'tau'", "-1"});
}

TEST(NirNeurons, ThresholdsThatOptionsNeedPositive) {
  const NirNode node = integrate_and_fire(1, 0);
  EXPECT_EQ(run_one(node, step_of(1), {0, 1}), (NirValues{0, 1}));
  NirRunOptions options = step_of(1);
  options.spikes = platform::NirSpikes::many_per_step;
  expect_user_error([&] { executor_of(one_node_model({1}, node), options); }, {"'v_threshold'", "0", "positive"});
  options = step_of(1);
  options.lower_bound = platform::NirLowerBound::minus_threshold;
  expect_user_error([&] { executor_of(one_node_model({1}, node), options); }, {"'v_threshold'", "0", "positive"});
}

TEST(NirNeurons, Threshold) {
  EXPECT_EQ(output_of({3}, nir_node("t", "Threshold", {{"threshold", nir_scalar(1)}}), {0.5, 1, 1.5}),
            (NirValues{0, 0, 1}));
}

TEST(NirNeurons, Delay) {
  const NirNode node = nir_node("d", "Delay", {{"delay", nir_floats({3}, {0, 0.1F, 0.3F})}});
  NirExecutor executor = executor_of(one_node_model({3}, node), step_of(0.1));
  EXPECT_EQ(executor.step({1, 1, 1}), (NirValues{1, 0, 0}));
  EXPECT_EQ(executor.step({2, 2, 2}), (NirValues{2, 1, 0}));
  EXPECT_EQ(executor.step({3, 3, 3}), (NirValues{3, 2, 0}));
  EXPECT_EQ(executor.step({4, 4, 4}), (NirValues{4, 3, 1}));
  executor.reset();
  EXPECT_EQ(executor.step({5, 5, 5}), (NirValues{5, 0, 0}));
  expect_user_error([&] { executor_of(one_node_model({3}, node), step_of(0.2)); },
                    {"f.nir", "'d' (Delay)", "'delay'", "0.1", "0.5", "steps of 0.2 s"});
  expect_user_error(
      [] {
        executor_of(one_node_model({1}, nir_node("d", "Delay", {{"delay", nir_scalar(-1)}})));
      },
      {"'delay'", "-1"});
  expect_user_error(
      [] {
        executor_of(one_node_model({1}, nir_node("d", "Delay", {{"delay", nir_scalar(1e9)}})));
      },
      {"'delay'"});
}

}  // namespace
}  // namespace floorline::testbenches
