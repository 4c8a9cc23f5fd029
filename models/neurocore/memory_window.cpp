#include "models/neurocore/memory_window.h"

#include <algorithm>

namespace floorline::models {

MemoryWindow::MemoryWindow(const char* socket_name, std::uint64_t base, std::uint64_t size_bytes, Timing timing,
                           MemoryWindowOwner& owner)
    : socket(socket_name), base_(base), size_bytes_(size_bytes), timing_(timing), owner_(owner) {
  socket.bind(*this);
  burst_.set_command(tlm::TLM_IGNORE_COMMAND);
  burst_.set_data_ptr(&nothing_);  // no data moves, but the base protocol requires a pointer
}

unsigned char* MemoryWindow::bytes() {
  tlm::tlm_generic_payload request;
  tlm::tlm_dmi dmi;
  request.set_command(tlm::TLM_WRITE_COMMAND);
  request.set_address(base_);
  if (!socket->get_direct_mem_ptr(request, dmi) || dmi.get_start_address() > base_ ||
      dmi.get_end_address() < base_ + size_bytes_ - 1)
    return nullptr;
  return dmi.get_dmi_ptr() + (base_ - dmi.get_start_address());
}

bool MemoryWindow::request_burst(std::uint64_t offset, std::uint32_t bytes, sc_core::sc_time& delay) {
  burst_.set_address(base_ + offset);
  burst_.set_data_length(bytes);
  burst_.set_streaming_width(bytes);
  burst_.set_response_status(tlm::TLM_INCOMPLETE_RESPONSE);
  if (timing_ == Timing::loosely_timed) {
    socket->b_transport(burst_, delay);
    return true;
  }
  tlm::tlm_phase phase = tlm::BEGIN_REQ;
  return socket->nb_transport_fw(burst_, phase, delay) == tlm::TLM_COMPLETED;
}

unsigned MemoryWindow::debug_transport(tlm::tlm_generic_payload& payload, std::uint32_t offset) {
  if (offset >= size_bytes_)
    return 0;
  const std::uint64_t address = payload.get_address();
  const unsigned length = payload.get_data_length();
  payload.set_address(base_ + offset);
  payload.set_data_length(static_cast<unsigned>(std::min<std::uint64_t>(length, size_bytes_ - offset)));
  const unsigned moved = socket->transport_dbg(payload);
  payload.set_address(address);
  payload.set_data_length(length);
  return moved;
}

void MemoryWindow::blocking_transport(tlm::tlm_generic_payload& payload, std::uint32_t offset,
                                      sc_core::sc_time& delay) {
  if (offset >= size_bytes_ || payload.get_data_length() > size_bytes_ - offset) {
    payload.set_response_status(tlm::TLM_ADDRESS_ERROR_RESPONSE);
    return;
  }
  const std::uint64_t address = payload.get_address();
  payload.set_address(base_ + offset);
  socket->b_transport(payload, delay);
  payload.set_address(address);
  payload.set_dmi_allowed(false);  // DMI granted by the bank is not valid for the initiator of this payload
}

tlm::tlm_sync_enum MemoryWindow::nb_transport_bw(tlm::tlm_generic_payload& /*payload*/, tlm::tlm_phase& /*phase*/,
                                                 sc_core::sc_time& /*delay*/) {
  owner_.on_burst_complete();
  return tlm::TLM_COMPLETED;
}

void MemoryWindow::invalidate_direct_mem_ptr(sc_dt::uint64 /*first*/, sc_dt::uint64 /*last*/) {
  owner_.on_memory_written();
}

}  // namespace floorline::models
