#include "platform/characterise/floorline_bench.h"

#include <fmt/core.h>

#include <algorithm>

#include "platform/characterise/sites.h"
#include "platform/characterise/sweep.h"

namespace floorline::platform {

namespace {

constexpr int neurons_on_floor = 1024;

int neurons_of(const ChipStructure& chip) {
  return std::min(neurons_on_floor, static_cast<int>(chip.neurons_per_core));
}

// Messages per step whose rows fit, a few per decade.
std::vector<int> message_counts(const ChipStructure& chip, int weights, int bits) {
  const auto words = models::synapse_row_words(static_cast<std::uint64_t>(weights), static_cast<std::uint32_t>(bits));
  const int most = std::min(128, static_cast<int>(chip.synapse_words_per_core / words));
  std::vector<int> counts;
  for (const int count : {1, 2, 4, 8, 12, 16, 24, 32, 40, 48, 56, 64, 72, 80, 96, 112, 128}) {
    if (count <= most)
      counts.push_back(count);
  }
  return counts;
}

// One core sends more or fewer messages to another one, each to all of its neurons.
Sweep over_synops(BenchChip& chip, int weights, int bits) {
  const std::vector<int> cores = cores_around(chip.structure(), centre_of(chip.structure()));
  std::vector<int> synops;
  for (const int messages : message_counts(chip.structure(), weights, bits))
    synops.push_back(messages * weights);
  return sweep(synops, [&](int count) {
    return chip.step_ns(broadcast(chip.structure(), {{{cores[1], count / weights}}, {cores[0]}, weights, bits}));
  });
}

// The neurons of one core send to more and more others, with one synop per message.
void add_traffic(BenchChip& chip, Characterisation& result) {
  const std::vector<int> cores = cores_around(chip.structure(), centre_of(chip.structure()));
  for (const int destinations : {4, 16, 64}) {
    if (destinations < static_cast<int>(cores.size())) {
      const double step_ns =
          chip.step_ns(broadcast(chip.structure(), {{{cores[0], result.neurons}}, some_of(cores, 1, destinations)}));
      result.series.push_back(
          {fmt::format("all send to {} cores", destinations), {{static_cast<double>(result.neurons), step_ns}}});
    }
  }
}

}  // namespace

void measure_floorline(BenchChip& chip, Characterisation& result) {
  result.neurons = neurons_of(chip.structure());
  result.program = *chip.structure().bench_program();
  const Sweep dense = over_synops(chip, result.neurons, 8);
  const Sweep binary = over_synops(chip, result.neurons, 1);

  MeasuredConstant slope = slope_of(dense);
  slope.name = "dense_8_bit_synop_ns";
  slope.what = "one weight of a dense row of 8-bit weights, its share of the row's fetch included";
  slope.how = fmt::format(
      "one core sends more and more messages to another one, dense rows for {} neurons; control: for half of them",
      result.neurons);
  slope.x_title = "synops";
  slope.y_title = "time of a step";
  check(slope, over_synops(chip, result.neurons / 2, 8).fit.slope, dense.points.back().y / dense.points.back().x);
  result.constants.add(slope);

  result.slope_ns_per_synop = result.constants.find("synop_ns")->value_ns;
  const std::string program = models::neuron_program_names[static_cast<std::size_t>(result.program)];
  result.floor_ns = result.constants.find("sustained_update_ns." + program)->value_ns * result.neurons;
  result.series.push_back({"rows of 8-bit weights", dense.points});
  result.series.push_back({"rows of 1-bit weights", binary.points});
  result.series.push_back({"one message to all", {dense.points.front()}});
  add_traffic(chip, result);
}

}  // namespace floorline::platform
