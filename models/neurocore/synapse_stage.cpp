#include "models/neurocore/synapse_stage.h"

#include <algorithm>
#include <utility>

#include "models/message/address_map.h"
#include "models/message/spike_pool.h"
#include "models/neuron/fixed_point.h"
#include "models/synapse/accumulate.h"

namespace floorline::models {

SynapseStage::SynapseStage(Calendar& calendar, const NeurocoreConfig& config, Timing timing, std::uint64_t memory_base,
                           std::uint64_t memory_bytes, MessageBuffer& messages, StepBarrier& barrier)
    : calendar_(calendar),
      synop_ps_(config.synop_ps),
      memory_("synapse_memory", memory_base, memory_bytes, timing, *this),
      messages_(messages),
      barrier_(barrier) {}

void SynapseStage::configure(std::vector<Axon> axons, std::uint32_t neuron_count) {
  axons_ = std::move(axons);
  neuron_count_ = neuron_count;
  rows_valid_ = false;
}

void SynapseStage::poll() {
  if (working_ || messages_.empty())
    return;
  const MessageBuffer::Message message = messages_.take();
  const std::uint64_t address = message.payload->get_address();
  const std::int32_t value = spike_value(*message.payload);
  message.payload->release();
  working_ = true;
  start(address, value, std::max(message.decoded_ps, calendar_.now_ps()));
  if (fetch_rows())
    calendar_.schedule(accumulated_ps_, Phase::arrive, *this);
}

Picoseconds SynapseStage::accept(std::uint64_t address, std::int32_t value, Picoseconds decoded_ps) {
  start(address, value, std::max(decoded_ps, accumulated_ps_));
  fetch_rows();
  return accumulated_ps_;
}

void SynapseStage::start(std::uint64_t address, std::int32_t value, Picoseconds start_ps) {
  if (!rows_valid_) {
    rows_.attach(memory_.bytes(), static_cast<std::uint32_t>(memory_.size_bytes() / synapse_word_bytes), neuron_count_);
    rows_valid_ = true;
  }
  ++counters_.messages;
  value_ = value;
  accesses_.clear();
  next_access_ = 0;
  fetch_ps_ = start_ps;
  accumulated_ps_ = start_ps;
  const Axon& axon = axons_[axon_of(address)];
  const std::uint32_t atom = atom_of(address);
  if (axon.entry().format == SynapseFormat::identity) {
    target_[atom] = wrapping_sum(target_[atom], value);
    accumulated_ps_ += synop_ps_;
    counters_.busy_ps += synop_ps_;
  } else {
    axon.rows_of(atom, accesses_);
  }
}

// Requests rows until one has to be waited for; true when all of the message's rows have arrived.
bool SynapseStage::fetch_rows() {
  const Picoseconds now_ps = calendar_.now_ps();
  while (next_access_ < accesses_.size()) {
    const RowLocation& location = accesses_[next_access_].location;
    sc_core::sc_time delay = to_sc_time(fetch_ps_ - now_ps);
    if (!memory_.request_burst(std::uint64_t{location.first_word} * synapse_word_bytes,
                               location.words() * synapse_word_bytes, delay))
      return false;
    row_arrived(now_ps + to_picoseconds(delay));
  }
  return true;
}

void SynapseStage::row_arrived(Picoseconds arrival_ps) {
  const RowAccess& access = accesses_[next_access_++];
  const WeightRow row = rows_.row(access.location);
  if (row.targets == nullptr)
    accumulate_run(target_ + access.first_neuron, row.weights, row.count, value_);
  else
    accumulate_scattered(target_, row.targets, row.weights, row.count, value_);

  // The register for the row after this one is free once the row before this one is accumulated.
  fetch_ps_ = std::max(arrival_ps, accumulated_ps_);
  counters_.weight_wait_ps += fetch_ps_ - accumulated_ps_;
  const Picoseconds time_ps = row.count * synop_ps_;
  accumulated_ps_ = fetch_ps_ + time_ps;
  counters_.busy_ps += time_ps;
  ++counters_.rows;
  counters_.synops += row.count;
  counters_.effective_synops += row.nonzero;
}

void SynapseStage::on_burst_complete() {
  row_arrived(calendar_.now_ps());
  if (fetch_rows())
    calendar_.schedule(accumulated_ps_, Phase::arrive, *this);
}

void SynapseStage::on_calendar(std::uint32_t /*tag*/) {
  working_ = false;
  poll();
  barrier_.message_done(calendar_.now_ps());
}

}  // namespace floorline::models
