#include "models/neurocore/synapse_stage.h"

#include <algorithm>
#include <utility>

#include "models/message/address_map.h"
#include "models/message/spike_pool.h"
#include "models/neuron/fixed_point.h"
#include "models/synapse/accumulate.h"

namespace floorline::models {

SynapseStage::SynapseStage(Calendar& calendar, const NeurocoreConfig& config, Timing timing, std::uint64_t memory_base,
                           std::uint64_t memory_bytes, MessageBuffer& messages, StepControl& control,
                           Listener& listener)
    : calendar_(calendar),
      synop_ps_(config.synop_ps),
      sweeps_whole_kernel_(config.sweep_whole_kernel),
      memory_("synapse_memory", memory_base, memory_bytes, timing, *this),
      messages_(messages),
      control_(control),
      listener_(listener) {
  if (!config.updates_by_event)
    return;
  if (timing == Timing::loosely_timed)
    SC_REPORT_FATAL("/floorline/neurocore/config", "a core that runs freely can only be approximately timed");
  EventSweep::Listener& listener_of_rows = *this;
  sweep_ = std::make_unique<EventSweep>(calendar, config, ledger_, listener_of_rows);
}

void SynapseStage::configure(std::vector<Axon> axons, std::uint32_t neuron_count, std::uint32_t layer) {
  axons_ = std::move(axons);
  rows_ = {};
  neuron_count_ = neuron_count;
  layer_ = layer;
  weights_valid_ = false;
}

void SynapseStage::poll() {
  if (working_ || messages_.empty())
    return;
  const MessageBuffer::Message message = messages_.take();
  const std::uint64_t address = message.payload->get_address();
  const std::int32_t value = spike_value(*message.payload);
  message.payload->release();
  working_ = true;
  started_ = message.decoded_ps < calendar_.now_ps() ? done_ : messages_.decoded();
  start(address, value, std::max(message.decoded_ps, calendar_.now_ps()));
  if (sweep_ != nullptr) {
    sweep_->begin(fetch_ps_, started_);
    request_row(fetch_ps_);
    advance();
    return;
  }
  if (fetch_rows())
    calendar_.schedule(accumulated_ps_, Phase::arrive, *this);
}

Picoseconds SynapseStage::accept(std::uint64_t address, std::int32_t value, Picoseconds decoded_ps) {
  started_ = decoded_ps < accumulated_ps_ ? done_ : messages_.decoded();
  start(address, value, std::max(decoded_ps, accumulated_ps_));
  fetch_rows();
  note_done();
  return accumulated_ps_;
}

void SynapseStage::start(std::uint64_t address, std::int32_t value, Picoseconds start_ps) {
  value_ = value;
  fetch_ps_ = start_ps;
  accumulated_ps_ = start_ps;
  const std::uint32_t atom = atom_of(address);
  if (axon_of(address) >= axons_.size() || atom >= axons_[axon_of(address)].entry().atom_count) {
    ++counters_.dropped;
    rows_ = {};
    return;
  }
  if (!weights_valid_)
    attach_weights();
  ++counters_.messages;
  ledger_.spend(UnitState::message, start_ps);
  const Axon& axon = axons_[axon_of(address)];
  rows_ = axon.rows_of(atom);
  if (axon.entry().format == SynapseFormat::identity) {
    target_[atom] = wrapping_sum(target_[atom], value);
    accumulated_ps_ += synop_ps_;
    ledger_.spend(UnitState::busy, accumulated_ps_);
  }
  row_bytes_ = rows_.format().words() * synapse_word_bytes;
  row_ps_ = rows_.format().count * synop_ps_;
  taps_.clear();
  if (axon.entry().format == SynapseFormat::separable && !rows_.done()) {
    const WeightRow taps = weights_.row(axon.tap_row_of(atom), axon.tap_format());
    taps_.assign(taps.weights, taps.weights + axon.kernel_taps());
  }
  if (sweeps_whole_kernel_)
    sweep_in_vain(axon);
}

void SynapseStage::attach_weights() {
  weights_.attach(memory_.bytes(), static_cast<std::uint32_t>(memory_.size_bytes() / synapse_word_bytes),
                  neuron_count_);
  weights_valid_ = true;
}

// The engine goes through all taps, also through those that fall on no neuron of this core.
void SynapseStage::sweep_in_vain(const Axon& axon) {
  if (!has_kernel(axon.entry().format) || rows_.done())
    return;
  const std::uint32_t taps = axon.kernel_taps() - rows_.count();
  accumulated_ps_ += taps * row_ps_;
  const std::uint64_t synops = std::uint64_t{taps} * rows_.format().count;
  counters_.synops += synops;
  counters_.wasted_synops += synops;
  ledger_.spend(UnitState::busy, accumulated_ps_);
}

inline void SynapseStage::row_arrived(Picoseconds arrival_ps) {
  const RowAccess access = rows_.front();
  const std::uint32_t count = rows_.format().count;
  const WeightRow row = weights_.row(access.first_word, rows_.format());
  std::int32_t value = value_;
  std::uint32_t effective = row.nonzero;
  if (!taps_.empty()) {
    value = wrapping_product(value, taps_[access.tap]);
    effective = taps_[access.tap] != 0 ? effective : 0;
  }
  if (row.targets == nullptr)
    accumulate_run(target_ + access.first_neuron, row.weights, count, value);
  else
    accumulate_scattered(target_, row.targets, row.weights, count, value);

  // The register for the row after this one is free once the row before this one is accumulated.
  fetch_ps_ = std::max(arrival_ps, accumulated_ps_);
  accumulated_ps_ = fetch_ps_ + row_ps_;
  ++counters_.rows;
  counters_.synops += count;
  counters_.effective_synops += effective;
  ledger_.spend(UnitState::weight_memory, fetch_ps_);
  ledger_.spend(UnitState::busy, accumulated_ps_);
  rows_.pop();
}

// Requests rows until one has to be waited for; true when all of the message's rows have arrived.
bool SynapseStage::fetch_rows() {
  const Picoseconds now_ps = calendar_.now_ps();
  while (!rows_.done()) {
    const std::uint64_t offset = std::uint64_t{rows_.front().first_word} * synapse_word_bytes;
    sc_core::sc_time delay = to_sc_time(fetch_ps_ - now_ps);
    if (!memory_.request_burst(offset, row_bytes_, delay))
      return false;
    row_arrived(now_ps + to_picoseconds(delay));
  }
  return true;
}

// Of a free-running core: requests the next row, if there is one.
void SynapseStage::request_row(Picoseconds from_ps) {
  row_fetched_ = false;
  if (rows_.done())
    return;
  const Picoseconds now_ps = calendar_.now_ps();
  sc_core::sc_time delay = to_sc_time(from_ps - now_ps);
  row_fetched_ = memory_.request_burst(std::uint64_t{rows_.front().first_word} * synapse_word_bytes, row_bytes_, delay);
  row_fetched_ps_ = now_ps + to_picoseconds(delay);
}

// Of a free-running core: the row that is there updates neurons, and the one behind it is fetched meanwhile.
void SynapseStage::sweep_row() {
  const Picoseconds start_ps = std::max(sweep_->swept_ps(), row_fetched_ps_);
  const RowAccess access = rows_.front();
  const RowFormat format = rows_.format();
  const WeightRow row = weights_.row(access.first_word, format);
  rows_.pop();
  request_row(start_ps);
  ++counters_.rows;
  counters_.synops += format.count;
  counters_.effective_synops += row.nonzero;
  sweep_->sweep(row, access.first_neuron, format.count, value_, start_ps);
}

// Of a free-running core: goes on until something has to be waited for, a row or the time or the room for a spike.
void SynapseStage::advance() {
  while (sweep_->hand_on()) {
    if (rows_.done()) {
      accumulated_ps_ = sweep_->swept_ps();
      calendar_.schedule(accumulated_ps_, Phase::arrive, *this);
      return;
    }
    if (!row_fetched_) {
      waiting_for_row_ = true;
      return;
    }
    sweep_row();
  }
}

void SynapseStage::on_burst_complete() {
  if (sweep_ != nullptr) {
    row_fetched_ = true;
    row_fetched_ps_ = calendar_.now_ps();
    if (waiting_for_row_) {
      waiting_for_row_ = false;
      advance();
    }
    return;
  }
  row_arrived(calendar_.now_ps());
  if (fetch_rows())
    calendar_.schedule(accumulated_ps_, Phase::arrive, *this);
}

// Weights are fetched and accumulated from the start of a message to its end; which of the two it waits for makes no
// difference to the critical path.
void SynapseStage::note_done() {
  if (CauseRecorder* causes = calendar_.causes()) {
    done_ = causes->add(sweep_ == nullptr ? started_ : sweep_->cause(), unit_, accumulated_ps_);
    causes->set_current(done_);
  }
}

void SynapseStage::on_calendar(std::uint32_t /*tag*/) {
  working_ = false;
  note_done();
  if (sweep_ != nullptr)
    ledger_.spend(UnitState::busy, accumulated_ps_);
  poll();
  if (CauseRecorder* causes = calendar_.causes())
    causes->set_current(done_);
  if (sweep_ != nullptr)
    listener_.on_event_swept();
  else
    control_.message_done(layer_, calendar_.now_ps());
}

}  // namespace floorline::models
