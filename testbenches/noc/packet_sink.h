// A receiving node of the network testbench: always ready, or with a finite flit buffer that returns one credit per
// flit.
#pragma once

#include <cstdint>
#include <systemc>
#include <tlm>

#include "models/calendar/calendar.h"
#include "models/noc/input_buffer.h"
#include "testbenches/noc/packet.h"

namespace floorline::testbenches {

// Notified of every packet with the time at which its last flit is delivered, then or earlier.
class PacketListener {
 public:
  virtual void on_packet(const Packet& packet, models::Picoseconds delivered_ps) = 0;

 protected:
  ~PacketListener() = default;
};

// Always has room.
class EndlessSink final : public sc_core::sc_module, private tlm::tlm_fw_transport_if<> {
 public:
  EndlessSink(const sc_core::sc_module_name& name, models::Calendar& calendar, PacketListener& listener);

  tlm::tlm_target_socket<> socket;

 private:
  tlm::tlm_sync_enum nb_transport_fw(tlm::tlm_generic_payload& payload, tlm::tlm_phase& phase,
                                     sc_core::sc_time& delay) override;
  void b_transport(tlm::tlm_generic_payload& payload, sc_core::sc_time& delay) override;
  unsigned transport_dbg(tlm::tlm_generic_payload& /*payload*/) override { return 0; }
  bool get_direct_mem_ptr(tlm::tlm_generic_payload& /*payload*/, tlm::tlm_dmi& /*dmi*/) override { return false; }

  models::Calendar& calendar_;
  PacketListener& listener_;
};

// Removes every flit when it arrives.
class BufferedSink final : public sc_core::sc_module, private models::FlitTarget, private models::CalendarClient {
 public:
  BufferedSink(const sc_core::sc_module_name& name, models::Calendar& calendar, const models::BufferConfig& config,
               PacketListener& listener);

  tlm::tlm_target_socket<>& socket() { return buffer_.socket; }

 private:
  bool admit_flit(std::uint32_t channel, models::BufferedFlit& flit, bool is_front) override;
  void blocking_transport(std::uint32_t channel, tlm::tlm_generic_payload& payload, sc_core::sc_time& delay) override;
  unsigned debug_transport(std::uint32_t /*channel*/, tlm::tlm_generic_payload& /*payload*/) override { return 0; }
  void on_calendar(std::uint32_t tag) override;

  models::Calendar& calendar_;
  PacketListener& listener_;
  models::InputBuffer buffer_;
};

}  // namespace floorline::testbenches
