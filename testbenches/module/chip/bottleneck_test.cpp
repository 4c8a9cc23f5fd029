// The label of the critical path predicts what would help: a chip on which one kind of work is slow is bound by that
// kind; doubling its speed shortens the steps by at least half of what the label's share predicts, and doubling another
// speed by at most what that share predicts plus two per cent.
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "platform/analysis/run_report.h"
#include "platform/mapping/make_mapping.h"
#include "platform/network/synthetic_network.h"
#include "platform/run/run.h"
#include "testbenches/experiments/chip_speed.h"

namespace floorline::platform {
namespace {

using models::TimeLabel;
using models::Timing;

ChipConfig plain_chip() {
  ChipConfig chip;
  chip.neurocore.synop_ps = 1000;
  chip.neurocore.neuron_update_ps.fill(5000);
  chip.neurocore.activation_out_ps = 3000;
  chip.neurocore.message_form_ps = 1000;
  chip.neurocore.message_decode_ps = 3000;
  chip.barrier = {60000, 5000};
  chip.host.inject_interval_ps = 3000;
  return chip;
}

class Bottleneck : public testing::TestWithParam<std::tuple<TimeLabel, Timing>> {
 protected:
  Bottleneck() {
    SyntheticSettings settings;
    settings.input = {96, 1, 1};
    settings.layers.resize(3);
    settings.layers[0].width = 160;
    settings.layers[1].width = 120;
    settings.layers[2].width = 40;
    network_ = make_synthetic_network(settings);
    for (const auto& events : make_synthetic_events(settings.input, 6, 0.5, 20, 3))
      frames_.push_back(input_values(settings.input, events));
  }

  // Before the simulation starts.
  std::size_t add(const ChipConfig& chip) {
    runs_.push_back(std::make_unique<platform::Run>(("run_" + std::to_string(runs_.size())).c_str(), chip, network_,
                                                    make_mapping("per_layer=2,4,3,1", network_, chip),
                                                    std::get<Timing>(GetParam())));
    runs_.back()->record_causes();
    return runs_.size() - 1;
  }
  RunReport report(std::size_t index) {
    platform::Run& run = *runs_[index];
    run.begin({network_.layers.front().shape, frames_});
    run.run(6);
    RunRecord record;
    record.append(run);
    return make_run_report(run, record, {});
  }

  Network network_;
  std::vector<std::vector<std::int32_t>> frames_;
  std::vector<std::unique_ptr<platform::Run>> runs_;
};

TEST_P(Bottleneck, IsWhatWouldHelp) {
  const TimeLabel slow = std::get<TimeLabel>(GetParam());
  ChipConfig chip = plain_chip();
  // Slow enough that it remains the slowest at twice the speed; between two kinds of nearly equal speed the label
  // predicts less.
  constexpr double factors[models::time_label_count] = {30, 100, 30, 2000};
  testbenches::scale_times(chip, slow, factors[static_cast<std::size_t>(slow)]);
  add(chip);
  for (std::uint32_t label = 0; label < models::time_label_count; ++label) {
    ChipConfig faster = chip;
    testbenches::scale_times(faster, static_cast<TimeLabel>(label), 0.5);
    add(faster);
  }
  sc_core::sc_start(sc_core::SC_ZERO_TIME);
  const RunReport report = this->report(0);
  EXPECT_EQ(report.bottleneck(), slow) << models::time_label_names[static_cast<std::size_t>(report.bottleneck())];
  const auto shares = report.shares().value();
  for (std::uint32_t label = 0; label < models::time_label_count; ++label) {
    const double gain = 1 - this->report(1 + label).time_per_step_ns() / report.time_per_step_ns();
    const double promise = shares[label] / 2;
    if (label == static_cast<std::uint32_t>(slow)) {
      EXPECT_GE(gain, promise / 2) << models::time_label_names[label];
    } else {
      EXPECT_LE(gain, promise + 0.02) << models::time_label_names[label];
    }
  }
}

INSTANTIATE_TEST_SUITE_P(
    Labels, Bottleneck,
    testing::Combine(testing::Values(TimeLabel::memory, TimeLabel::compute, TimeLabel::traffic,
                                     TimeLabel::synchronisation),
                     testing::Values(Timing::approximately_timed, Timing::loosely_timed)),
    [](const auto& instance) {
      return std::string(models::time_label_names[static_cast<std::size_t>(std::get<TimeLabel>(instance.param))]) +
             (std::get<Timing>(instance.param) == Timing::approximately_timed ? "_at" : "_lt");
    });

}  // namespace
}  // namespace floorline::platform
