// A TLM initiator that follows the script of a test, including protocol violations, and records all responses.
#pragma once

#include <cstdint>
#include <functional>
#include <systemc>
#include <tlm>
#include <utility>
#include <vector>

#include "models/calendar/calendar.h"

namespace floorline::testbenches {

class InitiatorTester : public sc_core::sc_module, private tlm::tlm_bw_transport_if<> {
 public:
  InitiatorTester(const sc_core::sc_module_name& name, const models::Calendar& calendar)
      : sc_module(name), socket("socket"), calendar_(calendar) {
    socket.bind(*this);
  }

  tlm::tlm_initiator_socket<> socket;

  // A call on the backward path, with its time.
  struct Response {
    models::Picoseconds time_ps;
    tlm::tlm_generic_payload* payload;
    tlm::tlm_phase_enum phase;
  };
  std::vector<Response> responses;
  std::vector<std::pair<std::uint64_t, std::uint64_t>> invalidations;  // first and last address
  std::function<void()> on_response;                                   // called within the backward call

  // BEGIN_REQ with this delay; the returned delay is stored in last_delay_ps.
  tlm::tlm_sync_enum begin(tlm::tlm_generic_payload& payload, models::Picoseconds delay_ps = 0) {
    tlm::tlm_phase phase = tlm::BEGIN_REQ;
    sc_core::sc_time delay = models::to_sc_time(delay_ps);
    const tlm::tlm_sync_enum answer = socket->nb_transport_fw(payload, phase, delay);
    last_delay_ps = models::to_picoseconds(delay);
    return answer;
  }
  models::Picoseconds last_delay_ps = 0;

  // A separate transaction by b_transport or transport_dbg.
  struct Outcome {
    tlm::tlm_response_status status;
    models::Picoseconds delay_ps;
    unsigned moved;
    bool untouched;  // address, length and pointer are unchanged
    bool dmi_hint;
  };
  enum class Way { blocking, debug };
  Outcome access(Way way, tlm::tlm_command command, std::uint64_t address, void* data, unsigned length,
                 models::Picoseconds delay_ps = 0, unsigned streaming_width = ~0u, unsigned char* enables = nullptr) {
    tlm::tlm_generic_payload payload;
    auto* const bytes = static_cast<unsigned char*>(data);
    payload.set_command(command);
    payload.set_address(address);
    payload.set_data_ptr(bytes);
    payload.set_data_length(length);
    payload.set_streaming_width(streaming_width == ~0u ? length : streaming_width);
    payload.set_byte_enable_ptr(enables);
    payload.set_byte_enable_length(enables != nullptr ? 1 : 0);
    sc_core::sc_time delay = models::to_sc_time(delay_ps);
    unsigned moved = 0;
    if (way == Way::blocking)
      socket->b_transport(payload, delay);
    else
      moved = socket->transport_dbg(payload);
    const bool untouched = payload.get_address() == address && payload.get_data_ptr() == bytes &&
                           payload.get_data_length() == length && payload.get_command() == command;
    return {payload.get_response_status(), models::to_picoseconds(delay), moved, untouched, payload.is_dmi_allowed()};
  }
  Outcome write(std::uint64_t address, const void* data, unsigned length, models::Picoseconds delay_ps = 0) {
    return access(Way::blocking, tlm::TLM_WRITE_COMMAND, address, const_cast<void*>(data), length, delay_ps);
  }
  Outcome read(std::uint64_t address, void* data, unsigned length, models::Picoseconds delay_ps = 0) {
    return access(Way::blocking, tlm::TLM_READ_COMMAND, address, data, length, delay_ps);
  }
  unsigned debug_write(std::uint64_t address, const void* data, unsigned length) {
    return access(Way::debug, tlm::TLM_WRITE_COMMAND, address, const_cast<void*>(data), length).moved;
  }
  unsigned debug_read(std::uint64_t address, void* data, unsigned length) {
    return access(Way::debug, tlm::TLM_READ_COMMAND, address, data, length).moved;
  }

 private:
  tlm::tlm_sync_enum nb_transport_bw(tlm::tlm_generic_payload& payload, tlm::tlm_phase& phase,
                                     sc_core::sc_time& delay) override {
    responses.push_back({calendar_.now_ps() + models::to_picoseconds(delay), &payload,
                         static_cast<tlm::tlm_phase_enum>(static_cast<unsigned>(phase))});
    if (on_response)
      on_response();
    return tlm::TLM_COMPLETED;
  }
  void invalidate_direct_mem_ptr(sc_dt::uint64 first, sc_dt::uint64 last) override {
    invalidations.emplace_back(first, last);
  }

  const models::Calendar& calendar_;
};

}  // namespace floorline::testbenches
