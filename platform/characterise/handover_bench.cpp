// Chains of idle layers: the time from one layer to the next.
//
// A frame goes through all layers, so it takes longer by the same for each further one: the hand-over, the fetch of its
// first row of states, and the updates of its neurons, which are extrapolated to none.
#include <algorithm>

#include "platform/characterise/benches.h"
#include "platform/characterise/sites.h"
#include "platform/characterise/sweep.h"

namespace floorline::platform {

using models::NeuronProgramId;

namespace {

std::vector<int> chain_lengths(const ChipStructure& chip) {
  std::vector<int> lengths;
  for (int layers = 1; layers <= std::min(4, chip.core_count()); ++layers)
    lengths.push_back(layers);
  return lengths;
}

// What a further layer costs over the neurons of a layer, all in one row of states.
Sweep sweep_layers(BenchChip& chip, NeuronProgramId program, const std::vector<int>& cores) {
  const std::vector<int> neurons = {2, 4, 6, 8, 10, 12, 14, 16};
  return sweep(neurons, [&](int count) {
    return marginal_ns(chip, chain_lengths(chip.structure()),
                       [&](int layers) { return idle_layers(program, some_of(cores, 0, layers), count); });
  });
}

}  // namespace

void measure_handover(BenchChip& chip, Constants& constants) {
  const ChipStructure& structure = chip.structure();
  const NeuronProgramId program = *structure.bench_program();
  const Sweep layers = sweep_layers(chip, program, cores_around(structure, {0, 0}));
  MeasuredConstant handover = intercept_of(layers);
  handover.name = "handover_ns";
  handover.what = "from one layer to the next, the latency of neuron memory included";
  handover.how =
      "chains of idle layers, a core each: time of a frame over layers, then over their neurons, extrapolated to none, "
      "less the words of a row of states; control: on other cores";
  handover.x_title = "neurons in a layer";
  handover.y_title = "time a layer";
  const Sweep control = sweep_layers(chip, program, cores_around(structure, centre_of(structure)));
  check(handover, control.fit.intercept, layers.points.front().y);
  if (constants.find("state_word_ns") == nullptr)
    handover.finding = Finding::upper_bound;
  else
    handover.value_ns -= constants.measured_ns("state_word_ns") * structure.state_words_per_row(program);
  constants.add(handover);
}

}  // namespace floorline::platform
