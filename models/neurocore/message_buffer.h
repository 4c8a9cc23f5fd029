// First stage of a neurocore: the buffer for incoming spike messages, and the decoder that looks up their axons.
//
// The decoder handles waiting messages in order, one per message_decode_ps, while earlier ones are still in the synapse
// stage. A message occupies its slot until the synapse stage takes it. A full buffer makes senders wait, or drops its
// oldest message (NeurocoreConfig::drops_when_full).
#pragma once

#include <algorithm>

#include "models/monitor/state_ledger.h"
#include "models/neurocore/neurocore_config.h"
#include "models/noc/input_buffer.h"

namespace floorline::models {

class MessageBuffer {
 public:
  MessageBuffer(Calendar& calendar, const NeurocoreConfig& config, PacketTarget& owner, std::uint32_t flits_per_message)
      : calendar_(calendar),
        buffer_("from_network", calendar,
                {config.message_buffer_depth * flits_per_message, config.buffer_credit_latency_ps}, owner, 0),
        decode_ps_(config.message_decode_ps),
        drops_when_full_(config.drops_when_full) {}

  tlm::tlm_target_socket<>& socket() { return buffer_.socket; }
  bool empty() const { return buffer_.empty(); }
  const InputBuffer& buffer() const { return buffer_; }
  void set_observer(BufferObserver* observer, std::uint32_t buffer) { buffer_.set_observer(observer, buffer); }

  // Decodes a message that arrived at arrival_ps and returns the time at which it is decoded. Call once per message, in
  // the order of arrival. `cause` is the cause of its arrival, if the chip records causes.
  Picoseconds decode(Picoseconds arrival_ps, EventId cause) {
    const bool waited = decoded_until_ps_ > arrival_ps;
    const Picoseconds start_ps = std::max(decoded_until_ps_, arrival_ps);
    decoded_until_ps_ = start_ps + decode_ps_;
    ledger_.spend(UnitState::message, start_ps);
    ledger_.spend(UnitState::busy, decoded_until_ps_);
    if (CauseRecorder* causes = calendar_.causes())
      decoded_ = causes->add(waited ? decoded_ : cause, unit_, decoded_until_ps_);
    return decoded_until_ps_;
  }
  // The event at which the last message was decoded.
  EventId decoded() const { return decoded_; }
  void record_causes(UnitId unit) {
    unit_ = unit;
    buffer_.record_causes();
  }

  struct Message {
    tlm::tlm_generic_payload* payload;  // held by the caller
    Picoseconds decoded_ps;
  };
  // Takes the oldest message; it may still be in the decoder (decoded_ps in the future).
  Message take() {
    const Picoseconds decoded_ps = decode(buffer_.front_arrival_ps(), buffer_.front_cause());
    return {&buffer_.pop(), decoded_ps};
  }

  // Called when the buffer is full. Drops the oldest message if so configured, and returns whether it did.
  bool drop_when_full() {
    if (!drops_when_full_)
      return false;
    buffer_.pop().release();
    ++dropped_;
    return true;
  }
  std::uint64_t dropped() const { return dropped_; }

  void begin_step(Picoseconds now_ps) { ledger_.spend(UnitState::barrier, now_ps); }
  void end_step(Picoseconds quiet_ps, Picoseconds now_ps) {
    ledger_.spend(UnitState::message, quiet_ps);
    ledger_.spend(UnitState::barrier, now_ps);
  }

  // The ledger of the decoder. A message is booked when it is taken from the buffer, possibly after it was decoded.
  const StateLedger& ledger() const { return ledger_; }
  StateLedger& ledger() { return ledger_; }

 private:
  Calendar& calendar_;
  InputBuffer buffer_;
  const Picoseconds decode_ps_;
  const bool drops_when_full_;
  std::uint64_t dropped_ = 0;
  Picoseconds decoded_until_ps_ = 0;
  StateLedger ledger_;
  UnitId unit_ = 0;
  EventId decoded_ = 0;
};

}  // namespace floorline::models
