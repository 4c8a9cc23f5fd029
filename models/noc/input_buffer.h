// The receiving end of a link: a finite buffer of flits behind a TLM target socket.
//
// Protocol (base protocol, request side only, since a spike is a posted write; flit_phases.h for packets of several
// flits):
//  * BEGIN_REQ with a delay: the flit will be in the buffer after that delay. Its slot is taken at once.
//  * Room for another one left: answered TLM_COMPLETED.
//  * That was the last slot: answered TLM_ACCEPTED. The request stays open until a slot is free again *and* the credit
//    for it has travelled back; then BEGIN_RESP goes out on the backward path. As the base protocol forbids a second
//    request while one is open, a sender always knows whether there is room, and a grant is never made in vain.
//
// Two kinds of owners: a router looks at flits (FlitTarget) and is told of them when they are sent, which saves it an
// event a flit; an endpoint looks at whole packets (PacketTarget) and is told when the last flit has arrived.
//
// Does not model: several flits side by side on one link, or packets whose flits mix on one channel.
//
// An observer can follow how full it is and what comes (BufferObserver).
#pragma once

#include <cstdint>
#include <memory>
#include <tlm>

#include "models/calendar/cache_line.h"
#include "models/calendar/calendar.h"
#include "models/monitor/cause_recorder.h"
#include "models/noc/flit_phases.h"
#include "models/noc/noc_config.h"

namespace floorline::models {

// The unit that owns input buffers, told by channel number.
class LinkTarget {
 public:
  virtual void blocking_transport(std::uint32_t channel, tlm::tlm_generic_payload& payload,
                                  sc_core::sc_time& delay) = 0;
  virtual unsigned debug_transport(std::uint32_t channel, tlm::tlm_generic_payload& payload) = 0;

 protected:
  ~LinkTarget() = default;
};

// A slot of a buffer. `route` is the owner's, for the first flit of a packet.
struct alignas(cache_line_bytes / 2) BufferedFlit {
  tlm::tlm_generic_payload* payload = nullptr;
  Picoseconds arrival_ps = 0;  // of a slot that is free: when the sender may use it
  std::uint16_t route = 0;
  FlitPlace place;
  // Why it came, or why the slot is free; only if the chip records causes.
  EventId cause = 0;
};

// An owner that looks at flits.
class FlitTarget : public LinkTarget {
 public:
  // A flit has been sent. Whether it can be taken; sets the response status of its payload if not, and may set its
  // route. `is_front`: the buffer held nothing.
  virtual bool admit_flit(std::uint32_t channel, BufferedFlit& flit, bool is_front) = 0;

 protected:
  ~FlitTarget() = default;
};

// An owner that looks at whole packets.
class PacketTarget : public LinkTarget {
 public:
  // A packet's first flit has been sent. Whether it can be taken; sets the response status if not.
  virtual bool admit(std::uint32_t channel, tlm::tlm_generic_payload& payload) = 0;
  // The buffer held no whole packet, and now does.
  virtual void on_message(std::uint32_t channel) = 0;
  // All slots are taken by packets that have arrived.
  virtual void on_full(std::uint32_t /*channel*/) {}

 protected:
  ~PacketTarget() = default;
};

// Told of what goes on in buffers that it was given to, by number.
class BufferObserver {
 public:
  // From the present time on so many slots are taken, those of flits on the link included. Never loosely timed: there
  // are no slots then.
  virtual void fill_changed(std::uint32_t buffer, Picoseconds now_ps, std::uint32_t fill) = 0;
  // A packet was taken in, of which the last flit arrives at that time, now or later.
  virtual void packet_coming(std::uint32_t buffer, Picoseconds arrival_ps, const tlm::tlm_generic_payload& packet) = 0;

 protected:
  ~BufferObserver() = default;
};

class alignas(cache_line_bytes) InputBuffer final : public tlm::tlm_fw_transport_if<>, public CalendarClient {
 public:
  InputBuffer(const char* socket_name, Calendar& calendar, const BufferConfig& config, FlitTarget& owner,
              std::uint32_t channel);
  InputBuffer(const char* socket_name, Calendar& calendar, const BufferConfig& config, PacketTarget& owner,
              std::uint32_t channel);
  ~InputBuffer() override = default;
  InputBuffer(const InputBuffer&) = delete;
  InputBuffer& operator=(const InputBuffer&) = delete;
  InputBuffer(InputBuffer&&) = delete;
  InputBuffer& operator=(InputBuffer&&) = delete;

  tlm::tlm_target_socket<> socket;

  // --- for owners that look at flits; those on the link are among them -------------------------------------------
  bool holds_flit() const { return held_ > 0; }
  bool full() const { return held_ == depth_; }                     // those on the link are among them; credits are not
  const BufferedFlit& front_flit() const { return slots_[head_]; }  // there must be one
  // Takes the oldest flit out, which must have arrived; with the last one of a packet the caller holds the payload. Its
  // slot is free from now on.
  struct Taken {
    tlm::tlm_generic_payload* payload;
    FlitPlace place;
  };
  Taken pop_flit(Picoseconds now_ps) {
    const Taken taken = front();
    free_slot(now_ps);
    return taken;
  }
  // The same, but left where it is.
  Taken front() const { return {slots_[head_].payload, slots_[head_].place}; }

  // --- for owners that look at packets ---------------------------------------------------------------------------
  // Packets that have arrived and were not yet taken.
  std::uint32_t fill() const { return whole_; }
  bool empty() const { return whole_ == 0; }
  // Of the oldest packet; the buffer must not be empty.
  Picoseconds front_arrival_ps() const;
  EventId front_cause() const { return slots_[last_of_front()].cause; }
  // Takes the oldest packet out; the caller holds it from now on. Its slots are free from now on.
  tlm::tlm_generic_payload& pop();

  // Keeps the causes of flits and of room from now on, for an owner that records them. The calendar has a recorder.
  void record_causes() { monitored_ = true; }
  // From now on; `buffer` is the number under which the observer knows this one. Null: nobody.
  void set_observer(BufferObserver* observer, std::uint32_t buffer) {
    observer_ = observer;
    observed_as_ = buffer;
    monitored_ = observer != nullptr || calendar_.causes() != nullptr;
  }

  std::uint64_t messages() const { return messages_; }    // taken in, ever
  std::uint32_t peak_fill() const { return peak_held_; }  // most slots taken at once, flits on the link included

 private:
  enum Tag : std::uint32_t { arrival, credit };
  InputBuffer(const char* socket_name, Calendar& calendar, const BufferConfig& config, LinkTarget& owner,
              FlitTarget* flit_owner, PacketTarget* packet_owner, std::uint32_t channel);
  tlm::tlm_sync_enum nb_transport_fw(tlm::tlm_generic_payload& payload, tlm::tlm_phase& phase,
                                     sc_core::sc_time& delay) override;
  void b_transport(tlm::tlm_generic_payload& payload, sc_core::sc_time& delay) override;
  unsigned transport_dbg(tlm::tlm_generic_payload& payload) override;
  bool get_direct_mem_ptr(tlm::tlm_generic_payload& payload, tlm::tlm_dmi& dmi) override;
  void on_calendar(std::uint32_t tag) override;
  bool admit(BufferedFlit& flit);
  std::uint32_t last_of_front() const;
  void free_slot(Picoseconds now_ps) {
    if (monitored_)
      note_free_slot(now_ps);
    const Picoseconds usable_ps = now_ps + credit_latency_ps_;
    slots_[head_].arrival_ps = usable_ps;
    head_ = wrapped(head_ + 1);
    // The sender waits for the slot behind the newest flit; with all slots taken that was the oldest one's.
    if (held_-- == depth_ && open_request_ != nullptr)
      calendar_.schedule(usable_ps, Phase::arrive, *this, credit);
  }
  void note_taken_slot(BufferedFlit& flit, Picoseconds now_ps);
  void note_free_slot(Picoseconds now_ps);
  void transport_observed(tlm::tlm_generic_payload& payload, sc_core::sc_time& delay);
  void return_credit();
  std::uint32_t wrapped(std::uint32_t index) const { return index < depth_ ? index : index - depth_; }

  LinkTarget& owner_;
  PacketTarget* const packet_owner_;  // this or flit_owner_

  // What is needed for each flit comes last, in a cache line and the beginning of the next one: there it lies beside
  // the pointers that a call through the interface needs, which the compiler puts at the end of the object.
  alignas(cache_line_bytes) FlitTarget* const flit_owner_;
  Calendar& calendar_;
  const Picoseconds credit_latency_ps_;
  const std::uint32_t channel_;
  const std::uint32_t depth_;
  // A ring of slots. A slot that is not taken keeps the time from which on the sender may use it.
  const std::unique_ptr<BufferedFlit[]> slots_;
  std::uint32_t head_ = 0;
  std::uint32_t held_ = 0;
  tlm::tlm_generic_payload* incoming_ = nullptr;  // a packet whose last flit has not been sent yet
  tlm::tlm_generic_payload* open_request_ = nullptr;
  bool monitored_ = false;  // causes are recorded, or there is an observer: one test a flit for both

  std::uint64_t messages_ = 0;
  std::uint32_t peak_held_ = 0;
  std::uint32_t whole_ = 0;  // packets that have arrived, if the owner looks at packets
  std::uint32_t observed_as_ = 0;
  BufferObserver* observer_ = nullptr;
};

}  // namespace floorline::models
