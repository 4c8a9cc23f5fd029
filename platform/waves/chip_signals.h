// The signals of a chip: what waves of it show, where they lie in its hierarchy, and how they are looked at.
//
//   chip        step, bottleneck, barrier, critical_path
//   host        what its two sides do, fill of its buffer, messages that arrive
//   a core      what each of its stages does, fill of its buffer, synops of the step so far, messages that arrive, and
//               for each port of its memory banks which core is served; banks that cores share are apart
//   a router    for each port what its outgoing link does, and the fill of its input buffer
//
// Scopes are the names of the SystemC modules, from the chip's own on. Routers, and fills, only approximately timed:
// loosely timed links and buffers have no states. Knows nothing of values; chip_waves.h writes them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/monitor/cause_recorder.h"
#include "platform/chip/chip.h"
#include "platform/waves/signal_table.h"

namespace floorline::platform {

// A core that is to be seen. `note` says what it holds ("layer 3 (conv)"); it stands in the heading of its group.
struct WatchedCore {
  std::uint32_t core = 0;
  std::string note;
};

// Values of the state `barrier` of the chip.
enum class BarrierState : std::uint8_t { idle, running, barrier };
// Value of `bottleneck` while no step runs; the others are those of models::TimeLabel.
inline constexpr std::uint64_t no_bottleneck = models::time_label_count;
// What a critical path's label is drawn in, as in the pictures (platform/plot).
WaveColour colour_of(models::TimeLabel label);
// Colours in turn, for messages by their axons, so one per source population, and for requesters of a bank.
WaveColour colour_of_turn(std::uint32_t number);

inline constexpr SignalIndex no_signal = ~SignalIndex{0};

// A buffer for messages from the network.
struct BufferSignals {
  SignalIndex fill = no_signal;
  SignalIndex messages = no_signal;
};

struct CoreSignals {
  std::uint32_t core = 0;
  SignalIndex first_stage = 0;  // of four: decoder, synapses, neurons, output
  SignalIndex synops = 0;
  BufferSignals buffer;
};

struct BankSignals {
  bool of_synapses = false;      // or of neurons
  std::uint32_t first_core = 0;  // the lowest of those that it serves
  std::uint32_t core_count = 0;
  SignalIndex first_port = 0;  // of all its ports, in their order
};

struct RouterPortSignals {
  SignalIndex state = 0;
  SignalIndex fill = 0;
};
struct RouterSignals {
  std::uint32_t router = 0;
  std::vector<RouterPortSignals> ports;  // all of them
};

struct ChipSignals {
  SignalTable table;
  SignalIndex step = 0, bottleneck = 0, barrier = 0, critical_path = 0;
  SignalIndex inject = 0, receive = 0;
  BufferSignals host_buffer;
  std::vector<CoreSignals> cores;
  std::vector<BankSignals> banks;
  std::vector<RouterSignals> routers;
};

// Of the cores, each given once, of their banks and of the routers that they sit at. Folds the groups that would not
// fit on a screen.
ChipSignals chip_signals(const Chip& chip, const std::vector<WatchedCore>& cores);

}  // namespace floorline::platform
