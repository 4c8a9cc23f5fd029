#include "platform/characterise/event_floorline.h"

#include <fmt/core.h>

#include "platform/characterise/event_benches.h"

namespace floorline::platform {

namespace {

constexpr int weights_per_row = 64;

// More and more events that each sweep a row, all given at once; x counts the weights, none of which is zero.
FloorlineSeries bursts(BenchChip& chip, int core, int row) {
  FloorlineSeries series;
  series.name = fmt::format("core {}, {} {} an event", core, row, row == 1 ? "weight" : "weights");
  for (const int events : {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000})
    series.points.push_back({static_cast<double>(events * row), gate_ns(chip, {core, row, -1}, events - 1)});
  return series;
}

void add_left_out(const ChipStructure& chip, Constants& constants) {
  constants.left_out.insert(
      constants.left_out.end(),
      {"The pads apart: an event passes both, and only the sum of their times shows.",
       "Sending, routing and decoding of an event apart: core_latency_ns is their sum, spike_ns and message_decode_ns "
       "are what they take each where they are the slowest.",
       "Memories: reads of weights and potentials are parts of the synops."});
  if (chip.columns * chip.rows > 1)
    constants.left_out.emplace_back("Links between routers: all that has several cores is measured at one router.");
}

}  // namespace

void measure_event_floorline(BenchChip& chip, Characterisation& result) {
  const std::vector<int> cores = cores_of_one_router(chip.structure());
  const int fastest = fastest_core(cores, result.constants);
  const int slowest = slowest_core(cores, result.constants);
  result.program = models::NeuronProgramId::integrate_fire;
  result.neurons = weights_per_row;
  result.slope_ns_per_synop = result.constants.find(synop_name(fastest))->value_ns;
  result.series.push_back(bursts(chip, fastest, weights_per_row));
  result.series.push_back(bursts(chip, fastest, 1));
  if (slowest != fastest)
    result.series.push_back(bursts(chip, slowest, weights_per_row));
  add_left_out(chip.structure(), result.constants);
}

}  // namespace floorline::platform
