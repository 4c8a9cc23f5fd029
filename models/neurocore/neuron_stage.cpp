#include "models/neurocore/neuron_stage.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace floorline::models {

NeuronStage::NeuronStage(Calendar& calendar, const NeurocoreConfig& config, Timing timing, std::uint64_t memory_base,
                         std::uint64_t memory_bytes)
    : calendar_(calendar),
      update_times_ps_(config.neuron_update_ps),
      memory_("neuron_memory", memory_base, memory_bytes, timing, *this) {}

void NeuronStage::configure(const CoreDescriptor& descriptor, std::unique_ptr<NeuronProgram> program) {
  descriptor_ = descriptor;
  program_ = std::move(program);
  update_ps_ = update_times_ps_[static_cast<std::uint32_t>(descriptor.program)];
  state_row_bytes_ = program_->state_fields() * neurons_per_row * static_cast<std::uint32_t>(sizeof(std::int32_t));
  rows_ = neuron_rows(descriptor.neuron_count);
  pooling_.configure(descriptor.pooling, descriptor.neuron_count);
}

unsigned char* NeuronStage::bytes() {
  if (bytes_ == nullptr)
    bytes_ = memory_.bytes();
  return bytes_;
}

std::int32_t* NeuronStage::accumulators(std::uint32_t parity) {
  const std::size_t array_bytes = std::size_t{rows_} * neurons_per_row * sizeof(std::int32_t);
  return reinterpret_cast<std::int32_t*>(bytes() + descriptor_.accumulator_offset + parity * array_bytes);
}

void NeuronStage::begin_step(std::uint64_t step) {
  working_ = true;
  step_ = step;
  row_ = 0;
  entered_ps_ = updated_ps_ = calendar_.now_ps();
  ledger_.spend(UnitState::barrier, entered_ps_);
  pending_next_ = pending_count_ = 0;
  if (const CauseRecorder* causes = calendar_.causes())
    last_ = causes->current();
  fetch_row();
  advance();
}

void NeuronStage::note_progress(Picoseconds now_ps) {
  if (CauseRecorder* causes = calendar_.causes()) {
    last_ = causes->add(last_, unit_, now_ps);
    causes->set_current(last_);
  }
}

// Requests the states of row_ for the time at which the previous row entered the update engine.
void NeuronStage::fetch_row() {
  const Picoseconds now_ps = calendar_.now_ps();
  row_fetched_ = true;
  row_fetched_ps_ = now_ps;
  if (row_ == rows_ || state_row_bytes_ == 0)
    return;
  sc_core::sc_time delay = to_sc_time(entered_ps_ - now_ps);
  row_fetched_ =
      memory_.request_burst(descriptor_.state_offset + std::uint64_t{row_} * state_row_bytes_, state_row_bytes_, delay);
  row_fetched_ps_ = now_ps + to_picoseconds(delay);
}

void NeuronStage::on_burst_complete() {
  row_fetched_ = true;
  row_fetched_ps_ = calendar_.now_ps();
  if (waiting_for_row_) {
    waiting_for_row_ = false;
    advance();
  }
}

// Continues until it has to wait for the time of an activation, for room in the queue, or for states.
void NeuronStage::advance() {
  const Picoseconds now_ps = calendar_.now_ps();
  if (refused_)
    return;
  for (;;) {
    while (pending_next_ < pending_count_) {
      const Pending& pending = pending_[pending_next_];
      if (pending.time_ps > now_ps) {
        calendar_.schedule(pending.time_ps, Phase::arrive, *this, next_activation);
        return;
      }
      note_progress(now_ps);
      if (!output_->offer(pending.activation)) {
        refused_ = true;
        refused_ps_ = now_ps;
        ledger_.spend(UnitState::busy, now_ps);
        return;
      }
      ++pending_next_;
    }
    if (row_ == rows_) {
      calendar_.schedule(updated_ps_, Phase::arrive, *this, all_done);
      return;
    }
    if (!row_fetched_) {
      waiting_for_row_ = true;
      return;
    }
    update_row();
    fetch_row();
  }
}

void NeuronStage::update_row() {
  const Picoseconds start_ps = std::max(updated_ps_, row_fetched_ps_);
  ledger_.spend(UnitState::busy, updated_ps_);
  ledger_.spend(UnitState::state_memory, start_ps);
  const std::uint32_t first = row_ * neurons_per_row;
  const std::uint32_t count = std::min(neurons_per_row, descriptor_.neuron_count - first);
  auto* state =
      reinterpret_cast<std::int32_t*>(bytes() + descriptor_.state_offset + std::size_t{row_} * state_row_bytes_);
  std::int32_t* arrived = accumulators(static_cast<std::uint32_t>(step_ & 1)) + first;
  std::int32_t sent[neurons_per_row];
  program_->update_row(state, arrived, sent, step_);
  std::fill(arrived, arrived + neurons_per_row, 0);

  pending_next_ = pending_count_ = 0;
  for (std::uint32_t lane = 0; lane < count; ++lane) {
    Activation activation{first + lane, sent[lane]};
    if (pooling_.enabled() ? pooling_.collect(first + lane, sent[lane], activation) : sent[lane] != 0)
      pending_[pending_count_++] = {activation, start_ps + (lane + 1) * update_ps_};
  }
  entered_ps_ = start_ps;
  updated_ps_ = start_ps + count * update_ps_;
  counters_.updates += count;
  ++row_;
}

// The engine was stalled while its activation was refused: everything planned is delayed by that time.
void NeuronStage::on_queue_room() {
  if (!refused_)
    return;
  refused_ = false;
  const Picoseconds stood_ps = calendar_.now_ps() - refused_ps_;
  ledger_.spend(UnitState::downstream_buffer, calendar_.now_ps());
  if (const CauseRecorder* causes = calendar_.causes())
    last_ = causes->current();
  updated_ps_ += stood_ps;
  for (std::uint32_t index = pending_next_; index < pending_count_; ++index)
    pending_[index].time_ps += stood_ps;
  advance();
}

void NeuronStage::on_calendar(std::uint32_t tag) {
  if (tag == next_activation) {
    advance();
    return;
  }
  working_ = false;
  ledger_.spend(UnitState::busy, calendar_.now_ps());
  note_progress(calendar_.now_ps());
  listener_->on_neurons_done();
}

}  // namespace floorline::models
