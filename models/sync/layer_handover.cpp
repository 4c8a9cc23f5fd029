#include "models/sync/layer_handover.h"

#include <algorithm>

namespace floorline::models {

LayerHandover::LayerHandover(const sc_core::sc_module_name& name, Calendar& calendar, const HandoverConfig& config)
    : StepControl(name), calendar_(calendar), config_(config), layers_(2) {}

void LayerHandover::add_participant(StepParticipant& participant, std::uint32_t layer) {
  if (layer + 2 > layers_.size())
    layers_.resize(std::size_t{layer} + 2);
  layers_[layer].units.push_back(&participant);
}

void LayerHandover::restart() {
  if (running_)
    SC_REPORT_FATAL("/floorline/sync/run", "layers cannot be restarted while frames are in progress");
  layers_.assign(2, Layer{});
  step_ = 0;
}

void LayerHandover::run(std::uint64_t steps) {
  if (running_)
    SC_REPORT_FATAL("/floorline/sync/run", "frames are already in progress");
  if (steps == 0)
    return;
  running_ = true;
  last_step_ = step_ + steps;
  begin_ps_ = calendar_.now_ps();
  if (CauseRecorder* causes = calendar_.causes())
    causes->begin_step(begin_ps_);
  for (Layer& layer : layers_) {
    note(layer.complete, begin_ps_);
    note(layer.free, begin_ps_);
  }
  check(0);
}

void LayerHandover::record_causes() {
  unit_ = calendar_.causes()->add_unit(name(), TimeLabel::synchronisation);
}

// One of the conditions that a frame waits for is fulfilled; the latest decides when the frame begins.
void LayerHandover::note(Moment& latest, Picoseconds time_ps) const {
  if (time_ps <= latest.time_ps)
    return;
  latest.time_ps = time_ps;
  if (const CauseRecorder* causes = calendar_.causes())
    latest.event = causes->current();
}

void LayerHandover::message_done(std::uint32_t layer, Picoseconds time_ps) {
  note(layers_[layer].complete, time_ps);
  if (--layers_[layer].in_flight == 0)
    check(layer);
}

void LayerHandover::unit_done(std::uint32_t layer, Picoseconds time_ps) {
  note(layers_[layer].free, time_ps);
  note(layers_[layer + 1].complete, time_ps);
  if (--layers_[layer].units_busy != 0)
    return;
  ++layers_[layer].sent;
  check(layer + 1);
  check(layer);
}

bool LayerHandover::can_begin(std::size_t layer) const {
  const Layer& own = layers_[layer];
  const bool is_first = layer == 0;
  const bool is_last = layer + 1 == layers_.size();
  const std::uint64_t frame = own.begun;
  if (own.due || own.sent != frame)
    return false;
  if (is_first) {
    if (frame == last_step_ || (config_.frames_in_flight != 0 && frame - step_ >= config_.frames_in_flight))
      return false;
  } else if (layers_[layer - 1].sent == frame || own.in_flight != 0) {
    return false;
  }
  return is_last || layers_[layer + 1].begun >= frame;
}

// When the layer knows that its next frame is complete; the host knows at once.
Picoseconds LayerHandover::complete_ps(std::size_t layer) const {
  const bool is_host = layer == 0 || layer + 1 == layers_.size();
  return layers_[layer].complete.time_ps + (is_host ? 0 : config_.handover_ps);
}

Picoseconds LayerHandover::begin_time_ps(std::size_t layer) const {
  return std::max(complete_ps(layer), layers_[layer].free.time_ps);
}

void LayerHandover::check(std::size_t layer) {
  if (!running_ || !can_begin(layer))
    return;
  layers_[layer].due = true;
  calendar_.schedule(begin_time_ps(layer), Phase::arrive, *this, static_cast<std::uint32_t>(layer));
}

void LayerHandover::on_calendar(std::uint32_t tag) {
  const Picoseconds now_ps = calendar_.now_ps();
  layers_[tag].due = false;
  // A message that a non-participant has sent in the meantime also belongs to this frame.
  if (!can_begin(tag) || begin_time_ps(tag) > now_ps)
    return check(tag);
  if (tag + 1 == layers_.size())
    end_frame();
  else
    begin(tag);
}

void LayerHandover::begin(std::size_t layer) {
  const Picoseconds now_ps = calendar_.now_ps();
  CauseRecorder* const causes = calendar_.causes();
  const Moment& last =
      complete_ps(layer) >= layers_[layer].free.time_ps ? layers_[layer].complete : layers_[layer].free;
  const EventId begun = causes == nullptr ? 0 : causes->add(last.event, unit_, now_ps);
  const std::uint64_t frame = layers_[layer].begun++;
  layers_[layer].units_busy = layers_[layer].units.size() + 1;
  for (StepObserver* observer : observers_)
    observer->layer_began(static_cast<std::uint32_t>(layer), frame, now_ps);
  for (StepParticipant* unit : layers_[layer].units) {
    if (causes != nullptr)
      causes->set_current(begun);
    unit->end_step(now_ps, now_ps);
    unit->begin_step(frame);
  }
  if (causes != nullptr)
    causes->set_current(begun);
  if (layer > 0) {
    note(layers_[layer - 1].free, now_ps);
    check(layer - 1);
  }
  unit_done(static_cast<std::uint32_t>(layer), now_ps);
}

void LayerHandover::end_frame() {
  const Picoseconds now_ps = calendar_.now_ps();
  Layer& host = layers_.back();
  ++host.begun;
  ++host.sent;
  const bool is_end = step_ + 1 == last_step_;
  if (is_end) {
    for (Layer& layer : layers_) {
      for (StepParticipant* unit : layer.units)
        unit->end_step(now_ps, now_ps);
    }
  }
  CauseRecorder* const causes = calendar_.causes();
  if (causes != nullptr)
    causes->end_step(step_, causes->add(host.complete.event, unit_, now_ps));
  for (StepObserver* observer : observers_)
    observer->step_ended(step_, begin_ps_, now_ps);
  ++step_;
  begin_ps_ = now_ps;
  if (is_end) {
    running_ = false;
    calendar_.notify(finished_);
    return;
  }
  if (causes != nullptr)
    causes->begin_step(now_ps);
  note(layers_[layers_.size() - 2].free, now_ps);
  check(layers_.size() - 2);
  note(layers_.front().free, now_ps);
  check(0);
}

std::uint64_t LayerHandover::messages_in_flight() const {
  std::uint64_t messages = 0;
  for (const Layer& layer : layers_)
    messages += layer.in_flight;
  return messages;
}

std::size_t LayerHandover::units_busy() const {
  std::size_t units = 0;
  for (const Layer& layer : layers_)
    units += layer.units_busy;
  return units;
}

}  // namespace floorline::models
