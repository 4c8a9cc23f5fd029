// Weights: one event sweeps a row, and the last of its weights makes a neuron send. Each weight in front of that one
// makes the event come out later by its own time.
#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "platform/characterise/event_benches.h"
#include "platform/characterise/sweep.h"

namespace floorline::platform {

namespace {

constexpr std::int32_t small_weight = -1;

// Two sets of rows, of which the second one is the control.
std::vector<int> row_lengths() {
  return {8, 16, 24, 32, 40, 48, 56, 64};
}
std::vector<int> other_row_lengths() {
  return {5, 11, 19, 29, 41, 53, 61};
}

Sweep over_weights(BenchChip& chip, int core, std::int32_t weight, const std::vector<int>& lengths) {
  return sweep(lengths, [&](int length) { return gate_ns(chip, {core, length, weight}, 0); });
}

// A zero may take no time at all, so a flat line is an answer.
void check_weights(MeasuredConstant& constant, double control_ns, double not_above_ns) {
  if (std::abs(constant.value_ns) < BenchChip::resolution_ns && std::abs(control_ns) < BenchChip::resolution_ns)
    constant.control_ns = control_ns;
  else
    check(constant, control_ns, not_above_ns);
}

MeasuredConstant weight_constant(BenchChip& chip, int core, std::int32_t weight, const std::string& kind) {
  const Sweep weights = over_weights(chip, core, weight, row_lengths());
  MeasuredConstant constant = slope_of(weights);
  constant.how = fmt::format(
      "one event sweeps a row of 8 to 64 weights, {} but for the last one, which makes its neuron send: when that "
      "comes "
      "out; control: rows of other lengths",
      kind);
  constant.x_title = "weights in a row";
  constant.y_title = "time until the event comes out";
  check_weights(constant, over_weights(chip, core, weight, other_row_lengths()).fit.slope,
                weights.points.back().y / weights.points.back().x);
  return constant;
}

double synop_ns(int core, const Constants& constants) {
  return constants.find(synop_name(core))->value_ns;
}

}  // namespace

std::vector<int> cores_of_one_router(const ChipStructure& chip) {
  std::vector<int> cores;
  cores.reserve(static_cast<std::size_t>(chip.cores_per_router));
  for (int index = 0; index < chip.cores_per_router; ++index)
    cores.push_back(chip.core_at(0, 0, index));
  return cores;
}

double gate_ns(BenchChip& chip, const Gate& wanted, int quiet_events) {
  std::vector<std::int32_t> events(static_cast<std::size_t>(quiet_events), quiet_event);
  events.push_back(gate_event);
  return chip.output_times_ns(gate(wanted), events).back();
}

int fastest_core(const std::vector<int>& cores, const Constants& constants) {
  return *std::min_element(cores.begin(), cores.end(),
                           [&](int one, int other) { return synop_ns(one, constants) < synop_ns(other, constants); });
}

int slowest_core(const std::vector<int>& cores, const Constants& constants) {
  return *std::max_element(cores.begin(), cores.end(),
                           [&](int one, int other) { return synop_ns(one, constants) < synop_ns(other, constants); });
}

void measure_event_synops(BenchChip& chip, Constants& constants) {
  for (int row = 0; row < chip.structure().rows; ++row) {
    for (int column = 0; column < chip.structure().columns; ++column) {
      for (int index = 0; index < chip.structure().cores_per_router; ++index) {
        const int core = chip.structure().core_at(column, row, index);
        MeasuredConstant synop = weight_constant(chip, core, small_weight, "not zero");
        synop.name = synop_name(core);
        synop.what = "one weight that is not zero: read, and its neuron updated";
        constants.add(synop);
        MeasuredConstant zero = weight_constant(chip, core, 0, "zeros");
        zero.name = zero_synop_name(core);
        zero.what = "one weight that is zero: read and left";
        constants.add(zero);
      }
    }
  }
}

}  // namespace floorline::platform
