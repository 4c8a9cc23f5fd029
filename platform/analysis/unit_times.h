// The time that the units of a chip spent in each state, for reports. models/monitor/README.md explains the states.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/monitor/state_ledger.h"
#include "platform/chip/chip.h"

namespace floorline::platform {

using models::Picoseconds;
using models::StateTimes;
using models::UnitState;

// The four stages of a core, each of which is busy or waits at every instant. They work at the same time.
enum class Stage : std::uint8_t { decoder, synapses, neurons, output };
inline constexpr std::size_t stage_count = 4;
inline constexpr std::array<const char*, stage_count> stage_names = {"decoder", "synapses", "neurons", "output"};
using StageTimes = std::array<StateTimes, stage_count>;
using StagePicoseconds = std::array<Picoseconds, stage_count>;

// The states that units of a kind can be in; their times in all others are zero.
const std::vector<UnitState>& states_of(Stage stage);
const std::vector<UnitState>& states_of_host_inject();
const std::vector<UnitState>& states_of_host_receive();
const std::vector<UnitState>& states_of_bank_port();

// Of a core, at a memory bank that it may share with others.
struct BankWaits {
  Picoseconds suffered_ps = 0;  // its requests waited because others held the ports
  Picoseconds caused_ps = 0;    // others waited because it held them
};

// The output of a router, and the link behind it.
struct PortReport {
  std::uint32_t router = 0;  // row by row
  std::uint32_t column = 0;
  std::uint32_t row = 0;
  std::string name;                        // "east", "core_5", "host"
  std::optional<std::uint32_t> to_router;  // nothing: to a core or the host
  std::uint64_t flits = 0;
  StateTimes times;  // busy, downstream_buffer: a flit has no room behind the link; message: nothing to carry
};

struct BankReport {
  std::string name;  // "synapse_memory_3"
  std::vector<StateTimes> ports;
};

StageTimes stage_times(const models::Neurocore& core);

BankWaits synapse_bank_waits(const Chip& chip, std::uint32_t core);
BankWaits neuron_bank_waits(const Chip& chip, std::uint32_t core);

// Each bank that one of these cores uses, once, in the order of the cores.
std::vector<BankReport> bank_reports(const Chip& chip, const std::vector<std::uint32_t>& cores, Picoseconds until_ps);

// All ports of all routers, until then. None where an approximately timed chip has not opened its port ledgers at the
// beginning. Loosely timed, links have no states: busy is what their flits took, and all the rest is `message`.
std::vector<PortReport> port_reports(const Chip& chip, Picoseconds until_ps);

}  // namespace floorline::platform
