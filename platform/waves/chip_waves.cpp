#include "platform/waves/chip_waves.h"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "models/message/address_map.h"
#include "models/message/spike_pool.h"
#include "platform/waves/gtkwave_save.h"

namespace floorline::platform {

using models::Picoseconds;
using models::UnitState;

namespace {

const models::CauseRecorder& recorder_of(const Chip& chip) {
  if (chip.calendar().causes() == nullptr)
    throw std::invalid_argument("waves show what each step waited for, which the chip has to record");
  return *chip.calendar().causes();
}

// A message is shown for as long as its receiver takes for it, or it takes on the last link.
Picoseconds message_ps(const models::NocConfig& noc, Picoseconds receiver_ps) {
  const models::LinkTiming link = noc.with_flits(noc.ejection);
  return std::max(receiver_ps, link.flits(models::spike_bytes) * link.flit_interval_ps());
}

}  // namespace

ChipWaves::ChipWaves(Chip& chip, const std::string& path, const WaveSelection& selection)
    : chip_(chip),
      causes_(recorder_of(chip)),
      first_step_(selection.first_step),
      last_step_(selection.last_step),
      signals_(chip_signals(chip, selection.cores)),
      waves_(path, signals_.table),
      core_of_stage_(signals_.table.signals().size()),
      synops_before_(signals_.cores.size()),
      fills_(signals_.table.signals().size()) {
  constexpr SignalIndex synapses = 1;  // second of the stages
  for (std::size_t place = 0; place < signals_.cores.size(); ++place)
    core_of_stage_[signals_.cores[place].first_stage + synapses] = place;
  for (const BankSignals& bank : signals_.banks) {
    std::vector<std::string>& texts = requester_texts_.emplace_back();
    for (std::uint32_t requester = 0; requester < bank.core_count; ++requester)
      texts.push_back(coloured(colour_of_turn(requester), "core_" + std::to_string(bank.first_core + requester)));
  }
  for (const RouterSignals& router : signals_.routers) {
    if (!chip_.mesh().router(router.router).has_ledgers())
      chip_.mesh().router(router.router).open_ledgers();
  }
  chip_.calendar().causes()->add_observer(*this);
  chip_.step_control().add_observer(*this);
  if (is_wanted(0))
    watch();
}

ChipWaves::~ChipWaves() {
  if (watching_)
    set_observers(false);
}

// From now on, between two steps; so nothing is on its way.
void ChipWaves::watch() {
  watching_ = true;
  begin_ps_ = end_ps_ = chip_.calendar().now_ps();
  for (const RouterSignals& router : signals_.routers)
    chip_.mesh().router(router.router).book_ports();
  set_observers(true);
  changes_.set(signals_.bottleneck, begin_ps_, no_bottleneck);
  changes_.set(signals_.barrier, begin_ps_, static_cast<std::uint64_t>(BarrierState::idle));
  for (const Buffer& buffer : buffers_) {
    if (buffer.signals.fill != no_signal)
      changes_.set(buffer.signals.fill, begin_ps_, 0);
  }
}

// Units are known to their observer by the numbers of their signals, banks and buffers by their places here.
void ChipWaves::set_observers(bool watching) {
  const auto number = [](std::size_t index) { return static_cast<std::uint32_t>(index); };
  models::StateObserver* const states = watching ? this : nullptr;
  models::BankObserver* const banks = watching ? this : nullptr;
  models::BufferObserver* const buffers = watching ? this : nullptr;
  const Picoseconds core_message_ps = message_ps(chip_.config().noc, chip_.config().neurocore.message_decode_ps);
  buffers_.clear();
  for (std::size_t place = 0; place < signals_.cores.size(); ++place) {
    const CoreSignals& signals = signals_.cores[place];
    models::Neurocore& core = chip_.core(signals.core);
    core.observe_states(states, number(signals.first_stage));
    core.observe_buffer(buffers, add_buffer(signals.buffer, core_message_ps));
    synops_before_[place] = core.synapse_stage().counters().synops;
  }
  for (std::size_t place = 0; place < signals_.banks.size(); ++place) {
    const BankSignals& signals = signals_.banks[place];
    models::MemoryBank& bank =
        signals.of_synapses ? chip_.synapse_bank_of(signals.first_core) : chip_.neuron_bank_of(signals.first_core);
    bank.set_observer(banks, number(place));
  }
  for (const RouterSignals& signals : signals_.routers) {
    models::Router& router = chip_.mesh().router(signals.router);
    for (std::uint32_t port = 0; port < router.port_count(); ++port) {
      router.set_port_observer(port, states, number(signals.ports[port].state));
      for (std::uint32_t channel = 0; channel < router.channel_count(port); ++channel)
        router.set_buffer_observer(port, channel, buffers, add_buffer({signals.ports[port].fill, no_signal}, 0));
    }
  }
  models::Host& host = chip_.host();
  host.injector().sender().ledger().set_observer(states, number(signals_.inject));
  host.receiver().ledger().set_observer(states, number(signals_.receive));
  host.receiver().buffer().set_observer(
      buffers,
      add_buffer(signals_.host_buffer, message_ps(chip_.config().noc, chip_.config().host.receive_interval_ps)));
}

std::uint32_t ChipWaves::add_buffer(const BufferSignals& signals, Picoseconds message_ps) {
  buffers_.push_back({signals, message_ps});
  return static_cast<std::uint32_t>(buffers_.size() - 1);
}

// A synapse stage counts the synops of a row before it books the time that they take.
void ChipWaves::unit_spent(std::uint32_t unit, UnitState state, Picoseconds begin_ps, Picoseconds end_ps) {
  changes_.set(unit, begin_ps, static_cast<std::uint64_t>(state));
  if (state != UnitState::busy || !core_of_stage_[unit])
    return;
  const std::size_t place = *core_of_stage_[unit];
  const CoreSignals& signals = signals_.cores[place];
  changes_.set(signals.synops, end_ps,
               chip_.core(signals.core).synapse_stage().counters().synops - synops_before_[place]);
}

void ChipWaves::burst_served(std::uint32_t bank, std::uint32_t port, std::uint32_t requester, Picoseconds begin_ps,
                             Picoseconds end_ps) {
  changes_.show(signals_.banks[bank].first_port + port, begin_ps, end_ps, requester_texts_[bank][requester]);
}

void ChipWaves::fill_changed(std::uint32_t buffer, Picoseconds now_ps, std::uint32_t fill) {
  Buffer& changed = buffers_[buffer];
  std::uint32_t& sum = fills_[changed.signals.fill];
  sum += fill - changed.fill;
  changed.fill = fill;
  changes_.set(changed.signals.fill, now_ps, sum);
}

void ChipWaves::packet_coming(std::uint32_t buffer, Picoseconds arrival_ps, const tlm::tlm_generic_payload& packet) {
  const Buffer& lane = buffers_[buffer];
  if (lane.signals.messages == no_signal)
    return;
  const std::uint32_t axon = models::axon_of(packet.get_address());
  const std::string text = "axon " + std::to_string(axon) + " atom " +
                           std::to_string(models::atom_of(packet.get_address())) + " = " +
                           std::to_string(models::spike_value(packet));
  changes_.show(lane.signals.messages, arrival_ps, arrival_ps + lane.message_ps, coloured(colour_of_turn(axon), text));
}

const std::string& ChipWaves::path_text(models::UnitId unit) {
  if (path_texts_.empty()) {
    const std::size_t prefix = std::string(chip_.name()).size() + 1;
    for (const models::PathUnit& named : causes_.units())
      path_texts_.push_back(coloured(colour_of(named.label), named.name.substr(prefix)));
  }
  return path_texts_[unit];
}

void ChipWaves::critical_path(std::uint64_t /*step*/, const std::vector<models::PathSegment>& path) {
  if (!watching_ || path.empty())
    return;
  std::array<Picoseconds, models::time_label_count> times_ps{};
  for (const models::PathSegment& segment : path) {
    times_ps[static_cast<std::size_t>(causes_.units()[segment.unit].label)] += segment.end_ps - segment.begin_ps;
    changes_.show(signals_.critical_path, segment.begin_ps, segment.end_ps, path_text(segment.unit));
  }
  const auto largest = std::max_element(times_ps.begin(), times_ps.end()) - times_ps.begin();
  changes_.set(signals_.bottleneck, path.front().begin_ps, static_cast<std::uint64_t>(largest));
}

void ChipWaves::step_ended(std::uint64_t step, Picoseconds begin_ps, Picoseconds end_ps) {
  ++steps_ended_;
  if (watching_) {
    for (const RouterSignals& router : signals_.routers)
      chip_.mesh().router(router.router).book_ports();
    const Picoseconds quiet_ps = chip_.step_control().quiet_ps();
    changes_.set(signals_.step, begin_ps, step);
    changes_.set(signals_.barrier, begin_ps, static_cast<std::uint64_t>(BarrierState::running));
    changes_.set(signals_.barrier, quiet_ps, static_cast<std::uint64_t>(BarrierState::barrier));
    changes_.set(signals_.barrier, end_ps, static_cast<std::uint64_t>(BarrierState::idle));
    changes_.set(signals_.bottleneck, end_ps, no_bottleneck);
    for (std::size_t place = 0; place < signals_.cores.size(); ++place) {
      const CoreSignals& signals = signals_.cores[place];
      const std::uint64_t synops = chip_.core(signals.core).synapse_stage().counters().synops;
      changes_.set(signals.synops, begin_ps, 0);
      // Those that took no time were not booked.
      changes_.set(signals.synops, quiet_ps, synops - synops_before_[place]);
      synops_before_[place] = synops;
    }
    changes_.write(waves_, end_ps);
    end_ps_ = end_ps;
  }
  if (watching_ && !is_wanted(steps_ended_)) {
    watching_ = false;
    set_observers(false);
  } else if (!watching_ && is_wanted(steps_ended_)) {
    watch();
  }
}

void ChipWaves::close() {
  if (watching_)
    set_observers(false);
  watching_ = false;
  closed_ = true;
  changes_.write(waves_, ~std::uint64_t{0});
  // GTKWave does not open at a range that ends where the waves do, unless it begins there too.
  constexpr Picoseconds margin_divisor = 20;
  waves_.close(end_ps_ + (end_ps_ - begin_ps_) / margin_divisor);
  write_gtkwave_save(signals_.table, waves_.path(), {begin_ps_, end_ps_});
}

}  // namespace floorline::platform
