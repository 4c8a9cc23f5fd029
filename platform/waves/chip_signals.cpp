#include "platform/waves/chip_signals.h"

#include <fmt/core.h>

#include <set>
#include <utility>

#include "models/monitor/state_ledger.h"

namespace floorline::platform {

using models::TimeLabel;
using models::Timing;

namespace {

// Rows of the waves in the window that a save file opens (gtkwave_save.cpp).
constexpr std::size_t rows_on_screen = 36;
constexpr std::size_t analogue_rows = 3;
constexpr unsigned fill_bits = 16, synop_bits = 32, step_bits = 32;

WaveEnumeration unit_states() {
  constexpr WaveColour colours[models::unit_state_count] = {
      WaveColour::green,     // busy
      WaveColour::blue,      // weight_memory
      WaveColour::indigo,    // state_memory
      WaveColour::standard,  // message
      WaveColour::violet,    // downstream_buffer
      WaveColour::red,       // link
      WaveColour::standard,  // barrier
  };
  WaveEnumeration states{"unit_state", {}};
  for (std::uint32_t state = 0; state < models::unit_state_count; ++state)
    states.states.push_back({models::unit_state_names[state], colours[state]});
  return states;
}

WaveEnumeration bottlenecks() {
  WaveEnumeration labels{"bottleneck", {}};
  for (std::uint32_t label = 0; label < models::time_label_count; ++label)
    labels.states.push_back({models::time_label_names[label], colour_of(static_cast<TimeLabel>(label))});
  labels.states.push_back({"idle"});
  return labels;
}

class ChipSignalsMaker {
 public:
  explicit ChipSignalsMaker(const Chip& chip)
      : chip_(chip), is_approximate_(chip.timing() == Timing::approximately_timed) {
    unit_state_ = table().add(unit_states());
    bottleneck_ = table().add(bottlenecks());
    barrier_state_ = table().add(
        WaveEnumeration{"barrier", {{"idle"}, {"running", WaveColour::green}, {"barrier", WaveColour::yellow}}});
  }

  void add_chip() {
    const std::string scope = chip_.basename();
    begin_group("chip", 4);
    signals_.step = add({scope, "step", IntegerSignal{step_bits}});
    signals_.bottleneck = add({scope, "bottleneck", StateSignal{bottleneck_}});
    signals_.critical_path = add({scope, "critical_path", TextSignal{}});
    signals_.barrier = add({scope, "barrier", StateSignal{barrier_state_}});
  }

  void add_host() {
    const std::string scope = scope_of(chip_.host());
    begin_group("host", 3 + (is_approximate_ ? analogue_rows : 0));
    signals_.inject = add({scope, "inject", StateSignal{unit_state_}});
    signals_.receive = add({scope, "receive", StateSignal{unit_state_}});
    signals_.host_buffer = add_buffer(scope);
  }

  void add_core(const WatchedCore& watched) {
    const models::Neurocore& core = chip_.core(watched.core);
    const std::string scope = scope_of(core);
    CoreSignals signals;
    signals.core = watched.core;
    begin_group(watched.note.empty() ? fmt::format("core {}", watched.core)
                                     : fmt::format("core {}, {}", watched.core, watched.note),
                7 + (is_approximate_ ? 2 : 1) * analogue_rows);
    signals.first_stage = add({scope, "decoder", StateSignal{unit_state_}});
    for (const char* stage : {"synapses", "neurons", "output"})
      add({scope, stage, StateSignal{unit_state_}});
    signals.synops = add({scope, "synops", IntegerSignal{synop_bits, NumberFormat::analogue}});
    signals.buffer = add_buffer(scope);
    signals_.cores.push_back(signals);
    for (const bool of_synapses : {true, false}) {
      if (memory(of_synapses).cores_per_bank == 1)
        add_bank(of_synapses, watched.core);
    }
  }

  // The bank that serves this core, unless it is there.
  void add_shared_bank(bool of_synapses, std::uint32_t core) {
    const std::uint32_t cores = memory(of_synapses).cores_per_bank;
    const std::uint32_t first = core / cores * cores;
    if (cores == 1 || !shared_banks_.emplace(of_synapses, first).second)
      return;
    begin_group(fmt::format(of_synapses ? "synapse memory of cores {} to {}" : "neuron memory of cores {} to {}", first,
                            first + cores - 1),
                memory(of_synapses).bank.ports);
    add_bank(of_synapses, first);
  }

  // The router, unless it is there.
  void add_router(std::uint32_t index) {
    if (!is_approximate_ || !routers_.insert(index).second)
      return;
    const models::Router& router = chip_.mesh().router(index);
    const models::Position place = chip_.mesh().position(index);
    const std::string scope = scope_of(router);
    begin_group(fmt::format("router in column {}, row {}", place.column, place.row), router.port_count() * 2);
    RouterSignals signals{index, {}};
    for (std::uint32_t port = 0; port < router.port_count(); ++port) {
      RouterPortSignals port_signals;
      port_signals.state = add({scope, router.port_name(port), StateSignal{unit_state_}});
      port_signals.fill = add({scope, router.port_name(port) + "_fill", IntegerSignal{fill_bits}});
      signals.ports.push_back(port_signals);
    }
    signals_.routers.push_back(std::move(signals));
  }

  ChipSignals take() { return std::move(signals_); }

 private:
  SignalTable& table() { return signals_.table; }
  const SharedMemoryConfig& memory(bool of_synapses) const {
    return of_synapses ? chip_.config().synapse_memory : chip_.config().neuron_memory;
  }

  // Names of modules inside the chip, without those of what it stands in.
  std::string scope_of(const sc_core::sc_object& object) const {
    return std::string(object.name()).substr(std::string(chip_.name()).size() - std::string(chip_.basename()).size());
  }

  void begin_group(const std::string& name, std::size_t rows) {
    rows_ += rows + 2;  // with its heading and end
    group_ = table().add(WaveGroup{name, rows_ <= rows_on_screen});
  }
  SignalIndex add(WaveSignal signal) {
    signal.group = group_;
    return table().add(std::move(signal));
  }

  BufferSignals add_buffer(const std::string& scope) {
    BufferSignals buffer;
    if (is_approximate_)
      buffer.fill =
          add({scope, "buffer_fill", IntegerSignal{fill_bits, NumberFormat::analogue}, {}, WaveColour::violet});
    buffer.messages = add({scope, "messages", TextSignal{}});
    return buffer;
  }

  void add_bank(bool of_synapses, std::uint32_t core) {
    const models::MemoryBank& bank = of_synapses ? chip_.synapse_bank_of(core) : chip_.neuron_bank_of(core);
    BankSignals signals{of_synapses, core, bank.requester_count(), table().signals().size()};
    for (std::uint32_t port = 0; port < memory(of_synapses).bank.ports; ++port)
      add({scope_of(bank), fmt::format(of_synapses ? "synapse_port_{}" : "neuron_port_{}", port), TextSignal{}});
    signals_.banks.push_back(signals);
  }

  const Chip& chip_;
  const bool is_approximate_;
  ChipSignals signals_;
  EnumerationIndex unit_state_ = 0, bottleneck_ = 0, barrier_state_ = 0;
  GroupIndex group_ = 0;
  std::size_t rows_ = 0;
  std::set<std::pair<bool, std::uint32_t>> shared_banks_;
  std::set<std::uint32_t> routers_;
};

}  // namespace

WaveColour colour_of(TimeLabel label) {
  switch (label) {
    case TimeLabel::memory:
      return WaveColour::blue;
    case TimeLabel::compute:
      return WaveColour::orange;
    case TimeLabel::traffic:
      return WaveColour::violet;
    case TimeLabel::synchronisation:
      break;
  }
  return WaveColour::yellow;
}

WaveColour colour_of_turn(std::uint32_t number) {
  constexpr WaveColour colours[] = {WaveColour::blue, WaveColour::green,  WaveColour::orange, WaveColour::violet,
                                    WaveColour::red,  WaveColour::indigo, WaveColour::yellow};
  return colours[number % std::size(colours)];
}

ChipSignals chip_signals(const Chip& chip, const std::vector<WatchedCore>& cores) {
  ChipSignalsMaker maker(chip);
  maker.add_chip();
  for (const WatchedCore& watched : cores)
    maker.add_core(watched);
  maker.add_host();
  for (const bool of_synapses : {true, false}) {
    for (const WatchedCore& watched : cores)
      maker.add_shared_bank(of_synapses, watched.core);
  }
  for (const WatchedCore& watched : cores)
    maker.add_router(chip.mesh().router_of(watched.core));
  return maker.take();
}

}  // namespace floorline::platform
