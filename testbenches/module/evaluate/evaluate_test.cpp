// A run as a library call: the same outputs as the reference executor, callbacks, and an early end.
#include "platform/evaluate/evaluate.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "platform/evaluate/worker_pool.h"
#include "platform/mapping/make_mapping.h"
#include "platform/network/reference_executor.h"
#include "platform/network/synthetic_network.h"

namespace floorline::platform {
namespace {

constexpr std::uint64_t steps = 6;

Network small_network() {
  SyntheticSettings settings;
  settings.layers.resize(2);
  return make_synthetic_network(settings);
}

std::vector<std::int32_t> ramp(const Network& network) {
  std::vector<std::int32_t> values(static_cast<std::size_t>(network.layers.front().shape.neuron_count()));
  for (std::size_t index = 0; index < values.size(); ++index)
    values[index] = static_cast<std::int32_t>(index % 7) * 9;
  return values;
}

struct Evaluate : testing::Test {
  const Network network = small_network();
  const ChipConfig chip{};
  const Mapping mapping = make_mapping("packed", network, chip);
  const InputSequence input{network.layers.front().shape, {ramp(network)}};
};

TEST_F(Evaluate, GivesTheOutputsOfTheReferenceAndItsOwnTimes) {
  const RunReport report = evaluate(chip, network, mapping, {{input, steps}});
  ReferenceExecutor executor(network);
  executor.set_input(ramp(network));
  ASSERT_EQ(report.record.outputs.size(), steps);
  for (std::uint64_t step = 0; step < steps; ++step) {
    executor.step();
    EXPECT_EQ(report.record.outputs[step], executor.spikes(static_cast<int>(network.layers.size()) - 1));
  }
  ASSERT_EQ(report.record.steps.size(), steps);
  EXPECT_GT(report.time_per_step_ns(), 0);
  EXPECT_TRUE(report.shares().has_value());
}

TEST_F(Evaluate, StretchesBeginAfresh) {
  const RunReport report = evaluate(chip, network, mapping, {{input, steps}, {input, steps}});
  ASSERT_EQ(report.record.outputs.size(), 2 * steps);
  for (std::uint64_t step = 0; step < steps; ++step) {
    EXPECT_EQ(report.record.outputs[step], report.record.outputs[steps + step]);
    const StepRecord& first = report.record.steps[step];
    const StepRecord& second = report.record.steps[steps + step];
    EXPECT_EQ(first.end_ps - first.begin_ps, second.end_ps - second.begin_ps);
  }
}

struct Attachment final : RunAttachment {
  explicit Attachment(std::string& log) : log_(log) { log_ += "made "; }
  ~Attachment() override { log_ += "destroyed"; }
  void finish() override { log_ += "finished "; }
  std::string& log_;
};

TEST_F(Evaluate, ObserversComeAndGoInTheirOrder) {
  std::string log;
  EvaluationOptions options;
  options.attach = [&log](platform::Run&) { return std::make_unique<Attachment>(log); };
  options.on_finished = [&log](const platform::Run& run) { log += std::to_string(run.steps().size()) + " steps "; };
  evaluate(chip, network, mapping, {{input, steps}}, options);
  EXPECT_EQ(log, "made 6 steps finished destroyed");
}

TEST_F(Evaluate, EndsWhenTheStepCallbackSaysSo) {
  std::string log;
  std::uint64_t ended = 0;
  EvaluationOptions options;
  options.attach = [&log](platform::Run&) { return std::make_unique<Attachment>(log); };
  options.step_callback = [&ended] { return ++ended < 3; };
  EXPECT_THROW(evaluate(chip, network, mapping, {{input, 1'000'000'000'000}}, options), EvaluationStopped);
  EXPECT_GE(ended, 3U);
  EXPECT_EQ(log, "made destroyed");
}

TEST_F(Evaluate, ManyInProcessesOfTheirOwn) {
  std::vector<EvaluationCase> cases(3, {chip, network, mapping, {{input, steps}}, {}});
  cases[1].chip.neurocore.synop_ps *= 50;
  const std::vector<double> times_ns =
      evaluate_all<double>(cases, [](const RunReport& report) { return report.time_per_step_ns(); });
  EXPECT_EQ(times_ns[0], times_ns[2]);
  EXPECT_GT(times_ns[1], times_ns[0]);
}

}  // namespace
}  // namespace floorline::platform
