// Whole graphs in time steps: sums, several inputs and outputs, recurrence, graphs inside graphs, refusals.
#include <gtest/gtest.h>

#include <limits>

#include "platform/nir/nir_order.h"
#include "testbenches/support/expect_user_error.h"
#include "testbenches/unit/nir/one_node_graph.h"

namespace floorline::testbenches {
namespace {

using platform::NirExecutor;
using platform::NirModel;
using platform::NirNode;
using platform::NirValues;

NirNode scale(const std::string& name, double factor) {
  return nir_node(name, "Scale", {{"scale", nir_scalar(factor)}});
}

NirNode affine(const std::string& name, double weight, double bias) {
  return nir_node(name, "Affine", {{"weight", nir_floats({1, 1}, {weight})}, {"bias", nir_floats({1}, {bias})}});
}

// v += input
NirNode integrator(const std::string& name) {
  return nir_node(name, "I", {{"r", nir_scalar(1)}});
}

NirNode delay(const std::string& name, double delay_s) {
  return nir_node(name, "Delay", {{"delay", nir_scalar(delay_s)}});
}

NirModel model_of(std::vector<NirNode> nodes, std::vector<platform::NirEdge> edges) {
  return {"1.0", nir_graph("", std::move(nodes), std::move(edges))};
}

NirValues run(const NirModel& model, const NirValues& inputs) {
  NirExecutor executor = executor_of(model);
  NirValues outputs;
  for (const double input : inputs) {
    outputs.push_back(executor.step({input}).front());
  }
  return outputs;
}

TEST(NirExecutor, SumsInputs) {
  EXPECT_EQ(run(model_of({nir_output(), scale("a", 10), scale("b", 100), nir_input({1})},
                         {{"input", "a"}, {"input", "b"}, {"b", "output"}, {"a", "output"}, {"input", "output"}}),
                {1, 2}),
            (NirValues{111, 222}));
}

TEST(NirExecutor, PassesTheWholeGraphInAStep) {
  EXPECT_EQ(run(model_of({nir_input({1}), affine("c", 1, 3), affine("b", 2, 0), integrator("a"), nir_output()},
                         {{"input", "a"}, {"a", "b"}, {"b", "c"}, {"c", "output"}}),
                {1, 0, 1}),
            (NirValues{5, 5, 7}));
}

TEST(NirExecutor, SeveralInputsAndOutputs) {
  NirExecutor executor = executor_of(model_of(
      {nir_input({1}, "left"), nir_input({2}, "right"), scale("a", 2), nir_output("first"), nir_output("second")},
      {{"left", "a"}, {"a", "first"}, {"right", "second"}}));
  EXPECT_EQ(executor.inputs(), (std::vector<std::string>{"left", "right"}));
  EXPECT_EQ(executor.outputs(), (std::vector<std::string>{"first", "second"}));
  executor.step_all({{"left", {4}}, {"right", {5, 6}}});
  EXPECT_EQ(executor.values("first"), NirValues{8});
  EXPECT_EQ(executor.values("second"), (NirValues{5, 6}));
  expect_user_error([&] { executor.step_all({{"left", {4}}}); }, {"f.nir", "'right'", "left, right"});
  expect_user_error([&] { executor.step_all({{"left", {4}}, {"right", {5}}}); }, {"'right'", "1 values", "[2]", "2"});
  expect_user_error([&] { executor.step_all({{"left", {4}}, {"right", {5, 6}}, {"a", {1}}}); }, {"'a'", "left, right"});
  expect_user_error([&] { executor.step_all({{"left", {4}}, {"rigth", {5, 6}}}); }, {"'rigth'", "left, right"});
  expect_user_error([&] { executor.step({4}); }, {"f.nir", "2 nodes of type Input"});
}

// v[t] = x[t] + 0.5 v[t - 1] + v[t - 1] of the integrator
TEST(NirExecutor, RecurrenceComesAStepLate) {
  EXPECT_EQ(run(model_of({scale("w", 0.5), integrator("n"), nir_input({1}), nir_output()},
                         {{"w", "n"}, {"input", "n"}, {"n", "w"}, {"n", "output"}}),
                {8, 0, 0, 0}),
            (NirValues{8, 12, 18, 27}));
}

// The edge that leaves the neurons is late, so that the bias behind it counts from the first step.
TEST(NirExecutor, RecurrentBiasCountsAtOnce) {
  EXPECT_EQ(run(model_of({nir_input({1}), integrator("n"), affine("w", 0, 5), nir_output()},
                         {{"input", "n"}, {"n", "w"}, {"w", "n"}, {"n", "output"}}),
                {0, 0}),
            (NirValues{5, 10}));
}

TEST(NirExecutor, NeuronsMayFeedThemselves) {
  EXPECT_EQ(
      run(model_of({nir_input({1}), integrator("n"), nir_output()}, {{"input", "n"}, {"n", "n"}, {"n", "output"}}),
          {1, 0, 0}),
      (NirValues{1, 2, 4}));
}

// Two layers that feed each other: forward in the same step, back in the next.
TEST(NirExecutor, FeedbackBetweenLayers) {
  NirExecutor executor = executor_of(model_of({integrator("b"), integrator("a"), nir_input({1}), nir_output()},
                                              {{"b", "a"}, {"a", "b"}, {"input", "a"}, {"b", "output"}}));
  EXPECT_EQ(executor.step({1}), NirValues{1});
  EXPECT_EQ(executor.values("a"), NirValues{1});
  EXPECT_EQ(executor.step({0}), NirValues{3});  // a = 1 + 1, b = 1 + 2
  executor.reset();
  EXPECT_EQ(executor.step({0}), NirValues{0});
}

TEST(NirExecutor, CyclesWithoutNeurons) {
  EXPECT_EQ(run(model_of({nir_input({1}), scale("a", 1), scale("b", 2), nir_output()},
                         {{"input", "a"}, {"a", "b"}, {"b", "a"}, {"a", "output"}}),
                {1, 0, 0}),
            (NirValues{1, 2, 4}));
}

// A Delay is all that a loop needs: two steps are two steps.
TEST(NirExecutor, DelaysInCyclesAreNoLonger) {
  EXPECT_EQ(run(model_of({nir_input({1}), scale("a", 3), delay("d", 2), nir_output()},
                         {{"input", "a"}, {"a", "d"}, {"d", "a"}, {"a", "output"}}),
                {1, 0, 0, 0, 0}),
            (NirValues{3, 0, 9, 0, 27}));
  // Also for what comes into it from elsewhere.
  EXPECT_EQ(run(model_of({nir_input({1}), scale("a", 3), delay("d", 1), nir_output()},
                         {{"input", "d"}, {"a", "d"}, {"d", "a"}, {"a", "output"}}),
                {1, 0, 0}),
            (NirValues{0, 3, 9}));
}

TEST(NirExecutor, SchedulesEveryNodeBehindItsSources) {
  const NirNode graph = nir_graph("", {integrator("b"), delay("d", 0), integrator("a"), nir_input({1})},
                                  {{"input", "a"}, {"a", "b"}, {"b", "d"}, {"d", "a"}, {"a", "a"}});
  const platform::NirSchedule schedule = platform::schedule_nir_nodes(graph, {false, false, false, false});
  EXPECT_EQ(schedule.order, (std::vector<std::size_t>{1, 3, 2, 0}));
  const auto late = [&](std::size_t node) {
    std::vector<std::size_t> sources;
    for (const platform::NirSource& source : schedule.sources[node]) {
      if (source.is_late) {
        sources.push_back(source.node);
      }
    }
    return sources;
  };
  EXPECT_EQ(late(1), std::vector<std::size_t>{0});
  EXPECT_EQ(late(2), std::vector<std::size_t>{2});
  EXPECT_EQ(schedule.sources[2].size(), 3U);
  EXPECT_TRUE(late(0).empty());
}

TEST(NirExecutor, GraphsInsideGraphs) {
  const NirNode inner =
      nir_graph("inner", {nir_output("out"), scale("a", 3), nir_input({1}, "in")}, {{"in", "a"}, {"a", "out"}});
  const NirNode middle = nir_graph("middle", {nir_input({1}, "in"), inner, nir_output("out")},
                                   {{"in", "inner"}, {"inner", "out"}, {"in", "out"}});
  const NirModel model = model_of({nir_input({1}), middle, nir_output()}, {{"input", "middle"}, {"middle", "output"}});
  EXPECT_EQ(run(model, {1, 2}), (NirValues{4, 8}));
  NirExecutor executor = executor_of(model);
  executor.step({5});
  EXPECT_EQ(executor.values("middle/inner/a"), NirValues{15});
  EXPECT_EQ(executor.inputs(), std::vector<std::string>{"input"});
}

TEST(NirExecutor, InnerGraphsNeedOneWayIn) {
  const NirNode inner = nir_graph("inner", {nir_input({1}, "in"), nir_input({1}, "other"), nir_output("out")},
                                  {{"in", "out"}, {"other", "out"}});
  expect_user_error(
      [&] {
        executor_of(model_of({nir_input({1}), inner}, {{"input", "inner"}}));
      },
      {"f.nir", "graph 'inner'", "2 nodes of type Input", "exactly one"});
  const NirNode closed = nir_graph("inner", {nir_input({1}, "in")}, {});
  expect_user_error(
      [&] {
        executor_of(model_of({nir_input({1}), closed, nir_output()}, {{"input", "inner"}, {"inner", "output"}}));
      },
      {"graph 'inner'", "0 nodes of type Output"});
}

TEST(NirExecutor, Refusals) {
  const NirModel model = one_node_model({2}, scale("a", 1));
  for (const double dt_s : {0.0, -1.0, std::numeric_limits<double>::quiet_NaN()}) {
    expect_user_error([&] { executor_of(model, step_of(dt_s)); }, {"f.nir", "time step", "in seconds"});
  }
  expect_user_error([] { executor_of(model_of({scale("a", 1)}, {})); }, {"f.nir", "no Input"});
  expect_user_error([] { executor_of({"1.0", scale("a", 1)}); }, {"f.nir", "single node", "Scale", "graph"});
  expect_user_error([] { executor_of(model_of({nir_input({1})}, {{"input", "lif"}})); }, {"f.nir", "'lif'"});
  NirExecutor executor = executor_of(model);
  const double infinity = std::numeric_limits<double>::infinity();
  expect_user_error([&] { executor.step({1}); }, {"'input'", "1 values", "[2]"});
  expect_user_error([&] { executor.step({1, infinity}); }, {"f.nir", "'input'", "value 1", "finite"});
  expect_user_error([&] { executor.values("b"); }, {"f.nir", "'b'", "a"});
  expect_user_error([&] { executor.potentials("a"); }, {"f.nir", "'a'", "not a neuron"});
  expect_user_error([&] { executor_of(model_of({nir_input({1})}, {})).step({1}); }, {"0 nodes of type Output"});
}

// The state is as before a step that was refused.
TEST(NirExecutor, RefusedStepsLeaveNoTrace) {
  NirExecutor executor = executor_of(one_node_model({2}, integrator("n")));
  executor.step({1, 2});
  expect_user_error([&] { executor.step({1}); }, {"'input'"});
  EXPECT_EQ(executor.step({1, 2}), (NirValues{2, 4}));
}

}  // namespace
}  // namespace floorline::testbenches
