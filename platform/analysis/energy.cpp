#include "platform/analysis/energy.h"

namespace floorline::platform {
namespace {

constexpr double joules_per_picojoule = 1e-12;
constexpr double seconds_per_picosecond = 1e-12;

double joules(std::uint64_t count, double cost_pj) {
  return static_cast<double>(count) * cost_pj * joules_per_picojoule;
}

}  // namespace

EnergyReport energy_of(const OperationCounts& counts, Picoseconds time_ps, const EnergyConfig& costs) {
  EnergyReport energy;
  // Weights that fall on no neuron take time, but change no state.
  energy.synops = joules(counts.cores.synops - counts.cores.wasted_synops, costs.synop_pj);
  energy.neuron_updates = joules(counts.cores.neuron_updates, costs.neuron_update_pj);
  energy.activations = joules(counts.cores.spikes, costs.activation_pj);
  energy.messages = joules(counts.cores.messages_out, costs.message_pj);
  energy.hops =
      joules(counts.horizontal_hops, costs.horizontal_hop_pj) + joules(counts.vertical_hops, costs.vertical_hop_pj);
  energy.static_energy = static_cast<double>(time_ps) * seconds_per_picosecond * costs.static_w;
  return energy;
}

}  // namespace floorline::platform
