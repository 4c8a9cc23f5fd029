#include "models/host/host_injector.h"

#include <algorithm>

namespace floorline::models {

HostInjector::HostInjector(Calendar& calendar, const HostConfig& config, const LinkTiming& injection, Timing timing,
                           SpikePool& pool, StepControl& control)
    : calendar_(calendar),
      inject_interval_ps_(config.inject_interval_ps),
      input_latency_ps_(config.input_latency_ps),
      control_(control),
      sender_(calendar, injection, timing, pool, control, *this) {}

void HostInjector::add(const HostMessage& message) {
  (injecting_ ? messages_ : for_next_step_).push_back(message);
  if (waiting_for_end_) {
    waiting_for_end_ = false;
    form();
  }
}

void HostInjector::begin_step(std::uint64_t step) {
  messages_.swap(for_next_step_);
  for_next_step_.clear();
  if (source_ != nullptr)
    least_step_ps_ = source_->messages_of_step(step, messages_);
  next_message_ = 0;
  injecting_ = true;
  begin_ps_ = calendar_.now_ps();
  sender_.ledger().spend(UnitState::barrier, begin_ps_);
  form();
}

// Prepares the next message, or reports that all of the step's messages have been sent.
void HostInjector::form() {
  if (next_message_ == messages_.size()) {
    if (begin_ps_ + least_step_ps_ > calendar_.now_ps()) {
      waiting_for_end_ = true;
      calendar_.schedule(begin_ps_ + least_step_ps_, Phase::arrive, *this);
      return;
    }
    finish();
    return;
  }
  const HostMessage& message = messages_[next_message_++];
  const Picoseconds available_ps = begin_ps_ + message.time_ps + input_latency_ps_;
  if (available_ps > calendar_.now_ps())
    wait_until(available_ps);
  ready_ps_ = available_ps + inject_interval_ps_;
  sender_.send(message.address, message.value, std::max(available_ps, calendar_.now_ps()) + inject_interval_ps_);
}

void HostInjector::finish() {
  injecting_ = false;
  messages_.clear();
  control_.unit_done(0, calendar_.now_ps());
}

// Nothing can be injected before that time, which is set outside of the chip.
void HostInjector::wait_until(Picoseconds time_ps) {
  sender_.ledger().spend(UnitState::message, time_ps);
  if (CauseRecorder* causes = calendar_.causes())
    causes->set_current(causes->add(causes->beginning(), input_unit_, time_ps));
}

void HostInjector::on_message_sent() {
  if (messages_[next_message_ - 1].time_ps != 0) {
    const Picoseconds delay_ps = calendar_.now_ps() - ready_ps_;
    counters_.delays_ps += delay_ps;
    counters_.longest_delay_ps = std::max(counters_.longest_delay_ps, delay_ps);
  }
  form();
}

void HostInjector::on_calendar(std::uint32_t /*tag*/) {
  // Not if a message has been added meanwhile, and is still being sent.
  if (!waiting_for_end_ || begin_ps_ + least_step_ps_ > calendar_.now_ps())
    return;
  waiting_for_end_ = false;
  wait_until(calendar_.now_ps());
  finish();
}

}  // namespace floorline::models
