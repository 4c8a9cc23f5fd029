#include "platform/analysis/unit_times.h"

#include <algorithm>
#include <set>

namespace floorline::platform {
namespace {

// The neighbour that each port of the router leads to; ports to neighbours come first, those of further fabrics
// following the first one's.
std::vector<std::optional<std::uint32_t>> neighbours_behind(const models::Mesh& mesh, std::uint32_t router) {
  std::vector<std::optional<std::uint32_t>> neighbours(mesh.router(router).port_count());
  const models::Position here = mesh.position(router);
  for (const models::Direction direction : models::all_directions) {
    if (!mesh.has_neighbour(here, direction))
      continue;
    const std::uint32_t first = mesh.port_to(router, direction);
    std::fill_n(neighbours.begin() + first, mesh.config().fabrics, mesh.index_of(models::neighbour(here, direction)));
  }
  return neighbours;
}

StateTimes times_of(const models::Router& router, std::uint32_t port, Picoseconds until_ps) {
  if (router.has_ledgers())
    return router.port_times(port, until_ps);
  StateTimes times;
  times[UnitState::busy] = std::min(router.link(port).busy_ps(), until_ps);
  times[UnitState::message] = until_ps - times[UnitState::busy];
  return times;
}

BankWaits waits_at(const models::MemoryBank& bank, const SharedMemoryConfig& config, std::uint32_t core) {
  const models::MemoryBank::Counters& counters = bank.counters(core % config.cores_per_bank);
  return {counters.wait_ps, counters.caused_wait_ps};
}

}  // namespace

const std::vector<UnitState>& states_of(Stage stage) {
  static const std::array<std::vector<UnitState>, stage_count> states = {{
      {UnitState::busy, UnitState::message, UnitState::barrier},
      {UnitState::busy, UnitState::weight_memory, UnitState::message, UnitState::downstream_buffer, UnitState::barrier},
      {UnitState::busy, UnitState::state_memory, UnitState::downstream_buffer, UnitState::barrier},
      {UnitState::busy, UnitState::message, UnitState::downstream_buffer, UnitState::link, UnitState::barrier},
  }};
  return states[static_cast<std::size_t>(stage)];
}

const std::vector<UnitState>& states_of_host_inject() {
  static const std::vector<UnitState> states = {UnitState::busy, UnitState::message, UnitState::downstream_buffer,
                                                UnitState::link, UnitState::barrier};
  return states;
}

const std::vector<UnitState>& states_of_host_receive() {
  static const std::vector<UnitState> states = {UnitState::busy, UnitState::message, UnitState::barrier};
  return states;
}

const std::vector<UnitState>& states_of_bank_port() {
  static const std::vector<UnitState> states = {UnitState::busy, UnitState::message};
  return states;
}

StageTimes stage_times(const models::Neurocore& core) {
  return {core.message_buffer().ledger().times(), core.synapse_stage().ledger().times(),
          core.neuron_stage().ledger().times(), core.output_stage().ledger().times()};
}

BankWaits synapse_bank_waits(const Chip& chip, std::uint32_t core) {
  return waits_at(chip.synapse_bank_of(core), chip.config().synapse_memory, core);
}

BankWaits neuron_bank_waits(const Chip& chip, std::uint32_t core) {
  return waits_at(chip.neuron_bank_of(core), chip.config().neuron_memory, core);
}

std::vector<BankReport> bank_reports(const Chip& chip, const std::vector<std::uint32_t>& cores, Picoseconds until_ps) {
  std::vector<BankReport> reports;
  std::set<const models::MemoryBank*> seen;
  for (const std::uint32_t core : cores) {
    for (const models::MemoryBank* bank : {&chip.synapse_bank_of(core), &chip.neuron_bank_of(core)}) {
      if (!seen.insert(bank).second)
        continue;
      reports.push_back({bank->basename(), {}});
      for (std::uint32_t port = 0; port < bank->config().ports; ++port)
        reports.back().ports.push_back(bank->port_times(port, until_ps));
    }
  }
  return reports;
}

std::vector<PortReport> port_reports(const Chip& chip, Picoseconds until_ps) {
  const models::Mesh& mesh = chip.mesh();
  std::vector<PortReport> reports;
  for (std::uint32_t index = 0; index < mesh.router_count(); ++index) {
    const models::Router& router = mesh.router(index);
    if (chip.timing() == models::Timing::approximately_timed && !router.has_ledgers())
      return {};
    const models::Position position = mesh.position(index);
    const auto neighbours = neighbours_behind(mesh, index);
    for (std::uint32_t port = 0; port < router.port_count(); ++port)
      reports.push_back({index, position.column, position.row, router.port_name(port), neighbours[port],
                         router.link(port).flits(), times_of(router, port, until_ps)});
  }
  return reports;
}

}  // namespace floorline::platform
