#include "models/host/cpu_port.h"

#include "models/message/address_map.h"
#include "models/message/spike_pool.h"

namespace floorline::models {

tlm::tlm_sync_enum CpuPort::nb_transport_fw(tlm::tlm_generic_payload& payload, tlm::tlm_phase& phase,
                                            sc_core::sc_time& delay) {
  if (phase == tlm::BEGIN_REQ)
    b_transport(payload, delay);
  return tlm::TLM_COMPLETED;
}

void CpuPort::b_transport(tlm::tlm_generic_payload& payload, sc_core::sc_time& delay) {
  const std::uint64_t address = payload.get_address();
  if (region_of(address) != Region::axon) {
    injector_.socket()->b_transport(payload, delay);
    return;
  }
  payload.set_response_status(check_spike(payload));
  if (payload.is_response_ok())
    injector_.add({address, spike_value(payload)});
}

unsigned CpuPort::transport_dbg(tlm::tlm_generic_payload& payload) {
  return injector_.socket()->transport_dbg(payload);
}

bool CpuPort::get_direct_mem_ptr(tlm::tlm_generic_payload& payload, tlm::tlm_dmi& dmi) {
  payload.set_dmi_allowed(false);
  dmi.init();
  return false;
}

}  // namespace floorline::models
