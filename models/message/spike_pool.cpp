#include "models/message/spike_pool.h"

namespace floorline::models {

tlm::tlm_generic_payload& SpikePool::acquire(std::uint64_t address, std::int32_t value) {
  if (free_.empty()) {
    spikes_.push_back(std::make_unique<Spike>(this));
    Spike& spike = *spikes_.back();
    spike.payload.set_command(tlm::TLM_WRITE_COMMAND);
    spike.payload.set_data_ptr(reinterpret_cast<unsigned char*>(&spike.value));
    spike.payload.set_data_length(spike_bytes);
    spike.payload.set_streaming_width(spike_bytes);
    free_.push_back(&spike.payload);
    free_.reserve(spikes_.size());
  }
  tlm::tlm_generic_payload& payload = *free_.back();
  free_.pop_back();
  payload.set_address(address);
  payload.set_response_status(tlm::TLM_INCOMPLETE_RESPONSE);
  payload.set_dmi_allowed(false);
  set_spike_value(payload, value);
  payload.acquire();
  return payload;
}

// Nothing in the chip attaches extensions to a spike; initiators outside the chip may.
void SpikePool::free(tlm::tlm_generic_payload* payload) {
  payload->free_all_extensions();
  free_.push_back(payload);
}

tlm::tlm_response_status check_spike(const tlm::tlm_generic_payload& payload) {
  if (!payload.is_write())
    return tlm::TLM_COMMAND_ERROR_RESPONSE;
  if (payload.get_byte_enable_ptr() != nullptr)
    return tlm::TLM_BYTE_ENABLE_ERROR_RESPONSE;
  if (payload.get_data_length() != spike_bytes || payload.get_streaming_width() < spike_bytes)
    return tlm::TLM_BURST_ERROR_RESPONSE;
  if ((offset_of(payload.get_address()) & ~spike_offset_bits) != 0)
    return tlm::TLM_ADDRESS_ERROR_RESPONSE;
  return tlm::TLM_OK_RESPONSE;
}

}  // namespace floorline::models
