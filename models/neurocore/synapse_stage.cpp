#include "models/neurocore/synapse_stage.h"

#include <algorithm>
#include <utility>

#include "models/message/address_map.h"
#include "models/message/spike_pool.h"
#include "models/neuron/fixed_point.h"

namespace floorline::models {

SynapseStage::SynapseStage(Calendar& calendar, const NeurocoreConfig& config, Timing timing, std::uint64_t memory_base,
                           std::uint64_t memory_bytes, MessageBuffer& messages, UpdatePolicy& policy)
    : calendar_(calendar),
      synop_ps_(config.synop_ps),
      sweeps_whole_kernel_(config.sweep_whole_kernel),
      memory_("synapse_memory", memory_base, memory_bytes, timing, *this),
      messages_(messages),
      policy_(policy) {}

void SynapseStage::configure(std::vector<Axon> axons, std::uint32_t neuron_count) {
  axons_ = std::move(axons);
  rows_ = {};
  neuron_count_ = neuron_count;
  weights_valid_ = false;
}

// Requests a row for the time at which its register is free.
inline void SynapseStage::request_row(const RowAccess& row, Picoseconds from_ps, Picoseconds now_ps) {
  const std::uint64_t offset = std::uint64_t{row.first_word} * synapse_word_bytes;
  sc_core::sc_time delay = to_sc_time(from_ps - now_ps);
  row_fetched_ = memory_.request_burst(offset, row_bytes_, delay);
  row_fetched_ps_ = now_ps + to_picoseconds(delay);
}

// Part of each of its two callers: it runs once per message, and a call costs as much as some of its lines.
[[gnu::always_inline]] inline void SynapseStage::start(std::uint64_t address, std::int32_t value, Picoseconds start_ps,
                                                       Picoseconds now_ps) {
  value_ = value;
  policy_.begin_message(start_ps, started_);
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
  if (axon.entry().format == SynapseFormat::identity)
    policy_.take_value(atom, value);
  row_bytes_ = rows_.format().words() * synapse_word_bytes;
  taps_.clear();
  if (axon.entry().format == SynapseFormat::separable && !rows_.done()) {
    const WeightRow taps = weights_.row(axon.tap_row_of(atom), axon.tap_format());
    taps_.assign(taps.weights, taps.weights + axon.kernel_taps());
  }
  if (sweeps_whole_kernel_)
    sweep_wasted_taps(axon);
  if (!rows_.done())
    request_row(rows_.front(), start_ps, now_ps);
}

void SynapseStage::poll() {
  if (working_ || messages_.empty())
    return;
  const MessageBuffer::Message message = messages_.take();
  const std::uint64_t address = message.payload->get_address();
  const std::int32_t value = spike_value(*message.payload);
  message.payload->release();
  working_ = true;
  const Picoseconds now_ps = calendar_.now_ps();
  started_ = message.decoded_ps < now_ps ? done_ : messages_.decoded();
  start(address, value, std::max(message.decoded_ps, now_ps), now_ps);
  if (advance(now_ps))
    schedule_end();
}

Picoseconds SynapseStage::accept(std::uint64_t address, std::int32_t value, Picoseconds decoded_ps,
                                 Picoseconds now_ps) {
  const Picoseconds free_ps = policy_.worked_ps();  // all messages so far are finished
  started_ = decoded_ps < free_ps ? done_ : messages_.decoded();
  start(address, value, std::max(decoded_ps, free_ps), now_ps);
  advance(now_ps);  // runs to the end of the message, because bursts complete at once
  note_done();
  return policy_.worked_ps();
}

void SynapseStage::attach_weights() {
  weights_.attach(memory_.bytes(), static_cast<std::uint32_t>(memory_.size_bytes() / synapse_word_bytes),
                  neuron_count_);
  weights_valid_ = true;
}

// The engine processes all taps, including those that fall on no neuron of this core.
void SynapseStage::sweep_wasted_taps(const Axon& axon) {
  if (!has_kernel(axon.entry().format) || rows_.done())
    return;
  const std::uint64_t synops = std::uint64_t{axon.kernel_taps() - rows_.count()} * rows_.format().count;
  counters_.synops += synops;
  counters_.wasted_synops += synops;
  policy_.spend_wasted(synops * synop_ps_);
}

// Works on rows until it has to wait for a row or for the policy; true at the end of the message.
bool SynapseStage::advance(Picoseconds now_ps) {
  if (rows_.done())
    return true;
  const RowFormat format = rows_.format();
  const bool has_taps = !taps_.empty();
  const bool knows_times_ahead = policy_.knows_times_ahead();
  RowAccess access = rows_.front();
  while (row_fetched_) {
    const WeightRow weights = weights_.row(access.first_word, format);
    std::int32_t value = value_;
    std::uint32_t effective = weights.nonzero;
    if (has_taps) {
      value = wrapping_product(value, taps_[access.tap]);
      effective = taps_[access.tap] != 0 ? effective : 0;
    }
    rows_.pop();
    ++counters_.rows;
    counters_.synops += format.count;
    counters_.effective_synops += effective;
    // The register for the next row is free once the previous row is finished, which is when this row starts.
    const Picoseconds start_ps = std::max(row_fetched_ps_, policy_.worked_ps());
    policy_.take_row(weights, access.first_neuron, format.count, value, start_ps);
    const bool was_last = rows_.done();
    if (!was_last) {
      access = rows_.front();
      request_row(access, start_ps, now_ps);
    }
    if (!knows_times_ahead && !policy_.work_on_row())
      return false;
    if (was_last)
      return true;
  }
  waiting_for_row_ = true;
  return false;
}

void SynapseStage::on_burst_complete() {
  row_fetched_ = true;
  row_fetched_ps_ = calendar_.now_ps();
  if (!waiting_for_row_)
    return;
  waiting_for_row_ = false;
  if (advance(calendar_.now_ps()))
    schedule_end();
}

void SynapseStage::on_next_row_wanted() {
  if (advance(calendar_.now_ps()))
    schedule_end();
}

void SynapseStage::schedule_end() {
  calendar_.schedule(policy_.worked_ps(), Phase::arrive, *this);
}

// From the start of a message to its end the stage fetches or processes weights; for the critical path it makes no
// difference which of the two it waits for.
void SynapseStage::note_done() {
  if (CauseRecorder* causes = calendar_.causes()) {
    done_ = causes->add(policy_.cause(), unit_, policy_.worked_ps());
    causes->set_current(done_);
  }
}

void SynapseStage::on_calendar(std::uint32_t /*tag*/) {
  working_ = false;
  note_done();
  policy_.finish_message(calendar_.now_ps());
  poll();
  if (CauseRecorder* causes = calendar_.causes())
    causes->set_current(done_);
  policy_.report_message(calendar_.now_ps());
}

}  // namespace floorline::models
