// A bank of on-chip memory with a limited number of ports, shared by any number of requesters.
//
// Models: real bytes; DMI and debug access to all of them; timed reads and writes as bursts that hold a port for one
// interval per word, with the data available one access latency later; arbitration between requesters; and, for each
// requester, the time that it waited because others were served. Does not model: refresh, banks inside the bank, or
// partial words (a burst is charged for whole words).
//
// A wait is booked twice: to the requester that waits, and to those that held the port that it was finally granted.
//
// Timed access:
//  * One requester alone: nb_transport_fw answers TLM_COMPLETED at once, with the time of completion added to the
//    delay. Requests may be annotated with a delay, in the order of their times.
//  * Several requesters: nb_transport_fw answers TLM_ACCEPTED; BEGIN_RESP follows on the backward path when the burst
//    is complete. A requester has at most one burst open.
//  * b_transport: each port has a next-free time, requesters are served in the order of their calls.
//  * TLM_IGNORE_COMMAND takes the time of a read and moves no data: for a requester that reads through DMI.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <systemc>
#include <tlm>
#include <vector>

#include "models/calendar/calendar.h"
#include "models/memory/memory_config.h"
#include "models/monitor/state_ledger.h"

namespace floorline::models {

// Notified of every burst of the banks that it observes; banks are identified by number.
class BankObserver {
 public:
  virtual void burst_served(std::uint32_t bank, std::uint32_t port, std::uint32_t requester, Picoseconds begin_ps,
                            Picoseconds end_ps) = 0;

 protected:
  ~BankObserver() = default;
};

class MemoryBank : public sc_core::sc_module, private CalendarClient {
 public:
  // `requesters` names the target sockets; bind one initiator to each.
  MemoryBank(const sc_core::sc_module_name& name, Calendar& calendar, const MemoryBankConfig& config,
             const std::vector<std::string>& requesters);
  ~MemoryBank() override;

  tlm::tlm_target_socket<>& socket(std::uint32_t requester);

  struct Counters {
    std::uint64_t bursts = 0;
    std::uint64_t words = 0;
    Picoseconds wait_ps = 0;  // from request to grant, while others held the ports
    // The waits of others while this one held the port. Over all requesters the sum is that of wait_ps.
    Picoseconds caused_wait_ps = 0;
  };
  const Counters& counters(std::uint32_t requester) const;
  std::uint32_t requester_count() const { return static_cast<std::uint32_t>(requesters_.size()); }
  const MemoryBankConfig& config() const { return config_; }

  // Notifies the observer of each burst when a port is granted. The time may lie in the future and covers the words,
  // without the access latency. Null removes the observer.
  void set_observer(BankObserver* observer, std::uint32_t bank) {
    observer_ = observer;
    bank_ = bank;
  }

  // How a port spent its time until now, or until the end of the bursts granted so far: serving, or waiting for a
  // request (UnitState::message).
  StateTimes port_times(std::uint32_t port, Picoseconds now_ps) const;

 private:
  class Requester;
  struct Booking {
    Picoseconds end_ps;
    std::uint32_t requester;
  };
  struct Port {
    Picoseconds free_ps = 0;
    Picoseconds busy_ps = 0;        // otherwise it waits for a request, so no ledger is needed
    std::vector<Booking> bookings;  // that others may wait for or have waited for; only with several requesters
  };

  tlm::tlm_sync_enum begin(Requester& requester, tlm::tlm_generic_payload& payload, sc_core::sc_time& delay);
  void blocking(Requester& requester, tlm::tlm_generic_payload& payload, sc_core::sc_time& delay);
  bool check(tlm::tlm_generic_payload& payload) const;
  void move_data(tlm::tlm_generic_payload& payload);
  unsigned debug(tlm::tlm_generic_payload& payload);
  void announce_write(std::uint64_t first, std::uint64_t last);
  bool give_pointer(tlm::tlm_generic_payload& payload, tlm::tlm_dmi& dmi);
  std::uint32_t words_of(std::uint32_t bytes) const { return (bytes + config_.word_bytes - 1) >> word_shift_; }
  Picoseconds burst_time_ps(std::uint32_t words) const {
    return words * config_.word_interval_ps + config_.access_latency_ps;
  }
  Port& next_port();
  Picoseconds reserve(Requester& requester, std::uint32_t words, Picoseconds request_ps, Picoseconds now_ps);
  void note_burst(Port& port, std::uint32_t requester, Picoseconds start_ps);
  void book_wait(const Port& port, Requester& requester, Picoseconds request_ps, Picoseconds start_ps);
  void on_calendar(std::uint32_t tag) override;
  void arrange_decision();
  void decide();

  Calendar& calendar_;
  const MemoryBankConfig config_;
  const std::uint32_t word_shift_;  // log2 of word_bytes
  const bool shared_;               // by several requesters
  std::vector<unsigned char> bytes_;
  std::vector<std::unique_ptr<Requester>> requesters_;
  std::vector<Port> ports_;
  std::vector<sc_core::sc_time> burst_times_;  // by number of words, for short bursts that find a port free
  std::uint32_t next_ = 0;                     // round robin: the requester that is considered first
  std::uint32_t waiting_ = 0;                  // requesters with a burst that has not been granted a port
  bool decision_due_ = false;
  BankObserver* observer_ = nullptr;
  std::uint32_t bank_ = 0;
};

}  // namespace floorline::models
