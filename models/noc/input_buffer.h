// The receiving end of a link: a finite buffer of flits behind a TLM target socket.
//
// Protocol (base protocol, request side only, since a spike is a posted write; flit_phases.h for packets of several
// flits):
//  * BEGIN_REQ with a delay: the flit arrives in the buffer after that delay. Its slot is occupied at once.
//  * If another slot is free, the answer is TLM_COMPLETED.
//  * If it was the last slot, the answer is TLM_ACCEPTED. The request stays open until a slot is free again *and* the
//    credit for it has travelled back; then BEGIN_RESP is sent on the backward path. The base protocol forbids a second
//    request while one is open, so a sender always knows whether there is room and never sends a flit that does not
//    fit.
//
// There are two kinds of owners. A router handles flits (FlitTarget) and is notified when they are sent, which saves
// one event per flit; an endpoint handles whole packets (PacketTarget) and is notified when the last flit has arrived.
//
// Does not model: several flits in parallel on one link, or packets whose flits interleave on one channel.
//
// A BufferObserver can follow the fill level and the packets that arrive.
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

// The unit that owns input buffers, which are identified by channel number.
class LinkTarget {
 public:
  virtual void blocking_transport(std::uint32_t channel, tlm::tlm_generic_payload& payload,
                                  sc_core::sc_time& delay) = 0;
  virtual unsigned debug_transport(std::uint32_t channel, tlm::tlm_generic_payload& payload) = 0;

 protected:
  ~LinkTarget() = default;
};

// A slot of a buffer. `route` is for use by the owner, for the first flit of a packet.
struct alignas(cache_line_bytes / 2) BufferedFlit {
  tlm::tlm_generic_payload* payload = nullptr;
  Picoseconds arrival_ps = 0;  // of a free slot: when the sender may use it
  std::uint16_t route = 0;
  FlitPlace place;
  // Why the flit arrived, or why the slot is free; only if the chip records causes.
  EventId cause = 0;
};

// An owner that handles flits.
class FlitTarget : public LinkTarget {
 public:
  // A flit has been sent. Returns whether it is accepted; if not, sets the response status of its payload. May set its
  // route. `is_front`: the buffer was empty.
  virtual bool admit_flit(std::uint32_t channel, BufferedFlit& flit, bool is_front) = 0;

 protected:
  ~FlitTarget() = default;
};

// An owner that handles whole packets.
class PacketTarget : public LinkTarget {
 public:
  // The first flit of a packet has been sent. Returns whether the packet is accepted; if not, sets the response status.
  virtual bool admit(std::uint32_t channel, tlm::tlm_generic_payload& payload) = 0;
  // The buffer held no complete packet, and now holds one.
  virtual void on_message(std::uint32_t channel) = 0;
  // All slots are occupied by packets that have arrived.
  virtual void on_full(std::uint32_t /*channel*/) {}

 protected:
  ~PacketTarget() = default;
};

// Receives the changes of the buffers that it observes; buffers are identified by number.
class BufferObserver {
 public:
  // From now on `fill` slots are occupied, including those of flits on the link. Not called in loosely timed networks,
  // which have no slots.
  virtual void fill_changed(std::uint32_t buffer, Picoseconds now_ps, std::uint32_t fill) = 0;
  // A packet was accepted; its last flit arrives at arrival_ps, now or later.
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

  // --- for owners that handle flits; flits on the link are included ----------------------------------------------
  bool holds_flit() const { return held_ > 0; }
  bool full() const { return held_ == depth_; }                     // includes flits on the link, not credits in flight
  const BufferedFlit& front_flit() const { return slots_[head_]; }  // there must be one
  // Removes the oldest flit, which must have arrived; with the last flit of a packet the caller holds the payload. The
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
  // The oldest flit without removing it.
  Taken front() const { return {slots_[head_].payload, slots_[head_].place}; }

  // --- for owners that handle packets ----------------------------------------------------------------------------
  // Packets that have arrived and have not been removed.
  std::uint32_t fill() const { return whole_; }
  bool empty() const { return whole_ == 0; }
  // Of the oldest packet; the buffer must not be empty.
  Picoseconds front_arrival_ps() const;
  EventId front_cause() const { return slots_[last_of_front()].cause; }
  // Removes the oldest packet; the caller holds it. Its slots are free from now on.
  tlm::tlm_generic_payload& pop();

  // Records the causes of flits and of free slots from now on. The calendar must have a recorder.
  void record_causes() { monitored_ = true; }
  // Takes effect now; `buffer` identifies this buffer to the observer. Null removes the observer.
  void set_observer(BufferObserver* observer, std::uint32_t buffer) {
    observer_ = observer;
    observed_as_ = buffer;
    monitored_ = observer != nullptr || calendar_.causes() != nullptr;
  }

  std::uint64_t messages() const { return messages_; }    // accepted in total
  std::uint32_t peak_fill() const { return peak_held_; }  // most slots occupied at once, including flits on the link

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
    // The sender waits for the slot after the newest flit; when all slots are occupied, that is the oldest flit's.
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

  // The fields needed for each flit come last, in one cache line and the beginning of the next: there they lie beside
  // the virtual base pointers, which the compiler puts at the end of the object and a call through the interface needs.
  alignas(cache_line_bytes) FlitTarget* const flit_owner_;
  Calendar& calendar_;
  const Picoseconds credit_latency_ps_;
  const std::uint32_t channel_;
  const std::uint32_t depth_;
  // A ring of slots. A free slot keeps the time from which the sender may use it.
  const std::unique_ptr<BufferedFlit[]> slots_;
  std::uint32_t head_ = 0;
  std::uint32_t held_ = 0;
  tlm::tlm_generic_payload* incoming_ = nullptr;  // a packet whose last flit has not yet been sent
  tlm::tlm_generic_payload* open_request_ = nullptr;
  bool monitored_ = false;  // causes are recorded or there is an observer: one test per flit for both

  std::uint64_t messages_ = 0;
  std::uint32_t peak_held_ = 0;
  std::uint32_t whole_ = 0;  // packets that have arrived, if the owner handles packets
  std::uint32_t observed_as_ = 0;
  BufferObserver* observer_ = nullptr;
};

}  // namespace floorline::models
