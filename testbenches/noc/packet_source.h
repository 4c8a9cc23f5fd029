// A node of the network testbench that makes packets and sends them: an unbounded source queue in front of a link.
//
// The queue itself takes no room: when packets are made does not depend on the network, so each is made, with its time
// of creation in the past, when the one before it has left.
#pragma once

#include <cstdint>
#include <systemc>

#include "models/calendar/calendar.h"
#include "models/noc/output_port.h"
#include "testbenches/noc/packet.h"

namespace floorline::testbenches {

// What packets a source makes, in the order of their times.
class PacketMaker {
 public:
  // The next packet of this source, held once, or null if there is none; its created_ps says when.
  virtual Packet* next_packet(std::uint32_t source) = 0;

 protected:
  ~PacketMaker() = default;
};

class PacketSource final : public sc_core::sc_module, private models::CalendarClient, private models::LinkSource {
 public:
  PacketSource(const sc_core::sc_module_name& name, models::Calendar& calendar, const models::LinkTiming& link,
               models::Timing timing, PacketMaker& maker, std::uint32_t node);

  tlm::tlm_initiator_socket<>& socket() { return port_.socket(); }

  void start();
  // Forgets what is queued, but for a packet that is already on its way.
  void discard();
  // The packet that waits, or is to be made next; null if there is none.
  const Packet* next() const { return packet_; }

 private:
  void send();
  void send_flit(models::Picoseconds now_ps);
  void wake_at(models::Picoseconds time_ps);
  void on_calendar(std::uint32_t tag) override;
  void on_room(std::uint32_t channel) override;

  models::Calendar& calendar_;
  const models::Timing timing_;
  PacketMaker& maker_;
  const std::uint32_t node_;
  models::OutputPort port_;
  Packet* packet_ = nullptr;
  std::uint32_t flits_sent_ = 0;  // of it
  bool woken_ = false;            // a call is scheduled
};

}  // namespace floorline::testbenches
