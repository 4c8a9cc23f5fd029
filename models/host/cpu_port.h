// The chip as a CPU model sees it: reads and writes of the memories of all cores, and spikes as posted writes.
//
// A TLM-2.0 target (base protocol; b_transport, nb_transport completed at once, debug transport, no DMI). An access to
// a memory region goes through the network to its core, with the core's response and the time of its bank. A write to
// an axon is a spike: it is queued at the injector and answered OK. Does not model registers, interrupts, DMA, or the
// road between CPU and chip.
#pragma once

#include <systemc>
#include <tlm>

#include "models/host/host_injector.h"

namespace floorline::models {

class CpuPort final : private tlm::tlm_fw_transport_if<> {
 public:
  CpuPort(const char* socket_name, HostInjector& injector) : socket(socket_name), injector_(injector) {
    socket.bind(*this);
  }

  tlm::tlm_target_socket<> socket;

 private:
  tlm::tlm_sync_enum nb_transport_fw(tlm::tlm_generic_payload& payload, tlm::tlm_phase& phase,
                                     sc_core::sc_time& delay) override;
  void b_transport(tlm::tlm_generic_payload& payload, sc_core::sc_time& delay) override;
  unsigned transport_dbg(tlm::tlm_generic_payload& payload) override;
  bool get_direct_mem_ptr(tlm::tlm_generic_payload& payload, tlm::tlm_dmi& dmi) override;

  HostInjector& injector_;
};

}  // namespace floorline::models
