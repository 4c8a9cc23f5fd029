// A sending node of the network testbench: an unbounded source queue in front of a link.
//
// The queue needs no memory: creation times do not depend on the network, so each packet is created, with its creation
// time in the past, when the previous one has left.
#pragma once

#include <cstdint>
#include <systemc>

#include "models/calendar/calendar.h"
#include "models/noc/output_port.h"
#include "testbenches/noc/packet.h"

namespace floorline::testbenches {

// Supplies the packets of a source in chronological order.
class PacketMaker {
 public:
  // The next packet of this source, held once, or null if there is none; created_ps is its time.
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
  // Drops the queue, except a packet that is already being sent.
  void discard();
  // The waiting or next packet; null if there is none.
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
  std::uint32_t flits_sent_ = 0;  // of this packet
  bool woken_ = false;            // a call is scheduled
};

}  // namespace floorline::testbenches
