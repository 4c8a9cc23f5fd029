// The sending half of an endpoint's network interface. It handles one message at a time, from forming it until it has
// left.
//
// Models: a message register that is occupied until the link is free and the router has room, flit by flit. Reports
// every message to the step control. A message that the network refuses at once, because no endpoint has its address,
// is counted and dropped: a spike is a posted write, so its writer gets no error.
#pragma once

#include <cstdint>

#include "models/calendar/calendar.h"
#include "models/message/spike_pool.h"
#include "models/monitor/cause_recorder.h"
#include "models/monitor/state_ledger.h"
#include "models/noc/endpoint_directory.h"
#include "models/noc/noc_config.h"
#include "models/noc/output_port.h"
#include "models/sync/step_control.h"

namespace floorline::models {

// Notified of every packet when its first flit leaves.
class TrafficObserver {
 public:
  virtual void on_packet_sent(Picoseconds time_ps, std::uint32_t source, std::uint32_t destination,
                              std::uint32_t flits) = 0;

 protected:
  ~TrafficObserver() = default;
};

// The unit that sends the messages.
class SenderListener {
 public:
  virtual void on_message_sent() = 0;  // the next message can be sent

 protected:
  ~SenderListener() = default;
};

class NetworkSender final : private CalendarClient, private LinkSource {
 public:
  enum class State { idle, forming, waiting_for_link, waiting_for_room };  // for the next flit

  struct Counters {
    std::uint64_t messages = 0;  // sent, including refused ones
    std::uint64_t refused = 0;
    std::uint64_t copies = 0;    // delivered to destinations, of messages that were not refused
    Picoseconds blocked_ps = 0;  // from forming a message until its first flit leaves
  };

  NetworkSender(Calendar& calendar, const LinkTiming& injection, Timing timing, SpikePool& pool, StepControl& control,
                SenderListener& listener);

  tlm::tlm_initiator_socket<>& socket() { return port_.socket(); }

  // Sends a message that is formed at formed_ps, which must not lie in the past; on_message_sent() follows when it has
  // left. Call only while idle.
  void send(std::uint64_t address, std::int32_t value, Picoseconds formed_ps);

  // Reports every flit to the calendar's recorder of causes, as this unit.
  void record_causes(UnitId unit) { unit_ = unit; }

  // Takes effect now; `endpoint` is the number of this sender. Null removes the observer.
  void set_observer(TrafficObserver* observer, std::uint32_t endpoint) {
    observer_ = observer;
    endpoint_ = endpoint;
  }

  // The layer (step_control.h) that these messages come from.
  void set_layer(std::uint32_t layer) { layer_ = layer; }

  // For networks with multicast; without a directory each message has one destination.
  void set_directory(const EndpointDirectory& directory) { directory_ = &directory; }

  State state() const { return state_; }
  const Counters& counters() const { return counters_; }
  // The ledger of the unit that contains the sender; the unit books its time while the sender is idle. Forming a
  // message is booked as busy, then waiting for room or for the link, including while the link carries the flits of the
  // same message.
  const StateLedger& ledger() const { return ledger_; }
  StateLedger& ledger() { return ledger_; }

 private:
  void try_send();
  UnitState unit_state() const;
  void begin(Picoseconds now_ps);
  void finish();
  void on_calendar(std::uint32_t tag) override;
  void on_room(std::uint32_t channel) override;
  EventId note_flit(Picoseconds now_ps);

  Calendar& calendar_;
  const Timing timing_;
  SpikePool& pool_;
  StepControl& control_;
  SenderListener& listener_;
  OutputPort port_;

  const EndpointDirectory* directory_ = nullptr;
  TrafficObserver* observer_ = nullptr;
  std::uint32_t endpoint_ = 0;
  std::uint32_t layer_ = 0;

  State state_ = State::idle;
  std::uint64_t address_ = 0;
  std::int32_t value_ = 0;
  Picoseconds formed_ps_ = 0;
  tlm::tlm_generic_payload* payload_ = nullptr;  // some of its flits have left
  std::uint32_t flits_left_ = 0;
  std::uint32_t copies_ = 1;  // of the message that will arrive
  // Causes, if the chip records them: why the message was formed, the last flit that left, why there is room again.
  UnitId unit_ = 0;
  EventId formed_ = 0;
  EventId sent_ = 0;
  EventId room_ = 0;
  Picoseconds room_ps_ = 0;

  StateLedger ledger_;
  Counters counters_;
};

}  // namespace floorline::models
