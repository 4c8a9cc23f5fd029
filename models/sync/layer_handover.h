// Layers that hand frames on to each other, without a barrier over the chip.
//
// Every layer takes a frame in, message by message, and when that is complete, its units send the frame's result to the
// next layer, which takes it in meanwhile. A layer begins to send a frame when
//   - the layer before has sent all of that frame, and all its messages have been worked off;
//   - its own units have sent all of the frame before;
//   - the next layer has begun to send the frame before, so that what it accumulates is free for this one.
// So layers work on different frames at the same time, as far as `frames_in_flight` allows. Layer 0 is the host's,
// which has nothing to take in; behind the last layer is the host again, and a frame ends when it has all of the
// result.
//
// Models: that it takes time until a layer knows that it has all of a frame. Does not model how a layer finds out: the
// chip's units count events or send marks; nor units of one layer that begin at different times.
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
    EventId event = 0;  // what happened then, if the chip records causes
  };
  struct Layer {
    std::vector<StepParticipant*> units;
    std::uint64_t begun = 0;      // frames that its units have begun to send
    std::uint64_t sent = 0;       // of these, that all of them have sent
    std::size_t units_busy = 0;   // that have not, one more while units are being started
    std::uint64_t in_flight = 0;  // messages for this layer
    bool due = false;             // it begins when the hand-over has taken its time
    Moment complete;              // the next frame's last message was worked off, the layer before has sent all of it
    Moment free;                  // its own units have sent the frame before, the next layer has begun that
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
  std::vector<Layer> layers_;  // the last one is the host that receives; it has no units, and begins what has ended
  std::uint64_t last_step_ = 0;
  Picoseconds begin_ps_ = 0;  // of the oldest frame
  UnitId unit_ = 0;
};

}  // namespace floorline::models
