// Step control of frame-based chips: layers hand frames on to each other, without a barrier across the chip.
//
// Every layer receives a frame, message by message. When the frame is complete, the units of the layer send their
// results to the next layer, which receives them meanwhile. A layer begins to send a frame when
//   - the previous layer has sent all of that frame, and all its messages have been processed;
//   - its own units have sent all of the previous frame;
//   - the next layer has begun to send the previous frame, so that its accumulators are free for this one.
// Layers therefore work on different frames at the same time, up to `frames_in_flight`. Layer 0 is the host's, which
// has no inputs; after the last layer comes the host again, and a frame ends when the host has received the whole
// result.
//
// Models: the time until a layer knows that its frame is complete. Does not model how a layer detects this (real chips
// count events or send markers), or units of one layer that begin at different times.
#pragma once

#include <cstdint>
#include <systemc>
#include <vector>

#include "models/calendar/calendar.h"
#include "models/monitor/cause_recorder.h"
#include "models/sync/handover_config.h"
#include "models/sync/step_control.h"

namespace floorline::models {

class LayerHandover final : public StepControl, private CalendarClient {
 public:
  LayerHandover(const sc_core::sc_module_name& name, Calendar& calendar, const HandoverConfig& config);

  void add_participant(StepParticipant& participant, std::uint32_t layer) override;
  void restart() override;
  void run(std::uint64_t steps) override;
  Picoseconds quiet_ps() const override { return layers_.back().complete.time_ps; }
  void record_causes() override;

  void message_sent(std::uint32_t layer) override { ++layers_[layer + 1].in_flight; }
  void message_done(std::uint32_t layer, Picoseconds time_ps) override;
  void unit_done(std::uint32_t layer, Picoseconds time_ps) override;

  std::uint64_t messages_in_flight() const override;
  std::size_t units_busy() const override;

 private:
  struct Moment {
    Picoseconds time_ps = 0;
    EventId event = 0;  // the event at that time, if the chip records causes
  };
  struct Layer {
    std::vector<StepParticipant*> units;
    std::uint64_t begun = 0;      // frames that its units have begun to send
    std::uint64_t sent = 0;       // of these, frames that all of them have finished sending
    std::size_t units_busy = 0;   // still sending; one more while units are being started
    std::uint64_t in_flight = 0;  // messages for this layer
    bool due = false;             // begins when the hand-over time has passed
    Moment complete;  // the previous layer has sent all of the next frame, and its last message was processed
    Moment free;      // its own units have sent the previous frame, and the next layer has begun to send it
  };

  bool can_begin(std::size_t layer) const;
  void check(std::size_t layer);
  void begin(std::size_t layer);
  void end_frame();
  void note(Moment& latest, Picoseconds time_ps) const;
  Picoseconds complete_ps(std::size_t layer) const;
  Picoseconds begin_time_ps(std::size_t layer) const;
  void on_calendar(std::uint32_t tag) override;

  Calendar& calendar_;
  const HandoverConfig config_;
  // The last one is the receiving host, which has no units; a frame that it "begins" has ended.
  std::vector<Layer> layers_;
  std::uint64_t last_step_ = 0;
  Picoseconds begin_ps_ = 0;  // of the oldest frame
  UnitId unit_ = 0;
};

}  // namespace floorline::models
