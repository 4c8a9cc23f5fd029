#include "testbenches/experiments/label_trials.h"
#include "platform/evaluate/worker_pool.h"

#include <cmath>
#include <memory>
#include <string>

#include "testbenches/experiments/chip_speed.h"
#include "testbenches/experiments/random_workload.h"

namespace floorline::testbenches {

using models::TimeLabel;
using platform::ChipConfig;
using platform::Draw;

namespace {

constexpr models::Picoseconds even = 2;

LabelTrial run_trial(const ChipConfig& chip, std::uint64_t seed, models::Timing timing) {
  Draw draw(seed);
  const Case as_it_is{chip, random_workload(draw, chip), timing};
  MeasuredRun base("as_it_is", as_it_is);
  std::vector<std::unique_ptr<MeasuredRun>> faster;
  for (const TimeLabel resource : resources) {
    Case variant = as_it_is;
    scale_times(variant.chip, resource, 0.5);
    faster.push_back(
        std::make_unique<MeasuredRun>(models::time_label_names[static_cast<std::size_t>(resource)], variant));
  }
  sc_core::sc_start(sc_core::SC_ZERO_TIME);
  LabelTrial trial;
  trial.seed = seed;
  trial.as_it_is = base.measure();
  for (std::size_t index = 0; index < resources.size(); ++index)
    trial.twice_as_fast[index] = faster[index]->measure();
  return trial;
}

// The step with the label's resource and the next bottleneck's twice as fast.
double both_step_ns(const ChipConfig& chip, const LabelTrial& trial, models::Timing timing) {
  Draw draw(trial.seed);
  Case both{chip, random_workload(draw, chip), timing};
  const TimeLabel label = trial.as_it_is.bottleneck();
  for (const TimeLabel resource : {label, trial.twice_as_fast[static_cast<std::size_t>(label)].bottleneck()})
    scale_times(both.chip, resource, 0.5);
  return measure(both).step_ns;
}

bool is_overtaken(const LabelTrial& trial) {
  const TimeLabel label = trial.as_it_is.bottleneck();
  return label != TimeLabel::synchronisation &&
         trial.twice_as_fast[static_cast<std::size_t>(label)].bottleneck() != label;
}

}  // namespace

ChipConfig random_chip(const ChipConfig& chip, std::uint64_t seed) {
  Draw draw(seed);
  ChipConfig result = chip;
  result.name += "_" + std::to_string(seed);
  for (const TimeLabel resource : resources)
    scale_times(result, resource, std::exp2(static_cast<double>(draw.whole(-2000, 2000)) / 1000), even);
  return result;
}

LabelTrials run_label_trials(const ChipConfig& chip, std::uint32_t chips, std::uint32_t networks_per_chip,
                             models::Timing timing) {
  std::vector<ChipConfig> all;
  for (std::uint32_t index = 0; index < chips; ++index)
    all.push_back(random_chip(chip, 1 + index));
  LabelTrials result;
  result.rates = characterise_all(all);
  result.trials =
      platform::map_in_processes<LabelTrial>(std::size_t{chips} * networks_per_chip, [&](std::size_t index) {
        const auto number = static_cast<std::uint32_t>(index / networks_per_chip);
        LabelTrial trial = run_trial(all[number], 1'000'000 + index, timing);
        trial.chip = number;
        return trial;
      });
  std::vector<std::size_t> overtaken;
  for (std::size_t index = 0; index < result.trials.size(); ++index) {
    if (is_overtaken(result.trials[index]))
      overtaken.push_back(index);
  }
  const std::vector<double> times_ns = platform::map_in_processes<double>(overtaken.size(), [&](std::size_t index) {
    const LabelTrial& trial = result.trials[overtaken[index]];
    return both_step_ns(all[trial.chip], trial, timing);
  });
  for (std::size_t index = 0; index < overtaken.size(); ++index)
    result.trials[overtaken[index]].both_step_ns = times_ns[index];
  return result;
}

}  // namespace floorline::testbenches
