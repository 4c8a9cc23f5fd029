// Steps in which next to nothing is done: the time of the barrier.
//
// Relay neurons have no states that would have to be fetched, so that their number can be extrapolated to none.
#include "platform/characterise/benches.h"
#include "platform/characterise/sweep.h"

namespace floorline::platform {

using models::NeuronProgramId;

namespace {

// One core at each of so many routers.
std::vector<int> one_core_per_router(const ChipStructure& chip, int routers) {
  std::vector<int> cores;
  cores.reserve(static_cast<std::size_t>(routers));
  for (int router = 0; router < routers; ++router)
    cores.push_back(chip.core_at(router % chip.columns, router / chip.columns, 0));
  return cores;
}

Sweep sweep_neurons(BenchChip& chip, int core, int first) {
  const std::vector<int> neurons = {first + 2, first + 4, first + 6, first + 8, first + 10, first + 12, first + 14};
  return sweep(neurons, [&](int n) { return chip.step_ns(idle_neurons(NeuronProgramId::relay, {core}, n)); });
}

Sweep sweep_routers(BenchChip& chip, int neurons_per_core) {
  const int all = chip.structure().columns * chip.structure().rows;
  std::vector<int> further = {0};
  for (int part = 1; part <= 6; ++part) {
    if (const int next = (all - 1) * part / 6; next > further.back())
      further.push_back(next);
  }
  if (further.size() < 4)
    return {};
  return sweep(further, [&](int n) {
    return chip.step_ns(
        idle_neurons(NeuronProgramId::relay, one_core_per_router(chip.structure(), n + 1), neurons_per_core));
  });
}

}  // namespace

void measure_barrier(BenchChip& chip, Constants& constants) {
  const ChipStructure& structure = chip.structure();
  const Sweep neurons = sweep_neurons(chip, structure.core_at(0, 0, 0), 0);
  const int far = structure.core_at(structure.columns - 1, structure.rows - 1, structure.cores_per_router - 1);
  const Sweep control = sweep_neurons(chip, far, 16);

  MeasuredConstant update = slope_of(neurons);
  update.name = "neuron_update_ns.relay";
  update.what = "one update of a relay neuron";
  update.how = "idle relay neurons on one core; control: on another core, more of them";
  update.x_title = "neurons";
  update.y_title = "time of a step";
  check(update, control.fit.slope, neurons.points.back().y / neurons.points.back().x);

  MeasuredConstant base = intercept_of(neurons);
  base.name = "barrier_base_ns";
  base.what = "the barrier, with one router in use";
  base.how = "as neuron_update_ns.relay, extrapolated to no neurons";
  base.x_title = update.x_title;
  base.y_title = update.y_title;
  check(base, control.fit.intercept, neurons.points.front().y);
  constants.add(base);

  const Sweep routers = sweep_routers(chip, 1);
  if (!routers.points.empty()) {
    MeasuredConstant further = slope_of(routers);
    further.name = "barrier_further_router_ns";
    further.what = "the barrier, for each further router in use";
    further.how = "one idle relay neuron at each of several routers; control: eight";
    further.x_title = "further routers";
    further.y_title = "time of a step";
    check(further, sweep_routers(chip, 8).fit.slope, routers.points.back().y / routers.points.back().x);
    constants.add(further);
  }
  constants.add(update);
}

}  // namespace floorline::platform
