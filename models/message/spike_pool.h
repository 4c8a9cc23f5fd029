// A pool of spike messages: TLM generic payloads, each with its 4 bytes of data.
//
// Each chip has one pool. It grows to the largest number of messages in flight at once and then allocates nothing more;
// a payload returns to it when the last holder releases it.
#pragma once

#include <cstdint>
#include <cstring>
#include <memory>
#include <tlm>
#include <vector>

#include "models/calendar/cache_line.h"
#include "models/message/address_map.h"

namespace floorline::models {

class SpikePool : public tlm::tlm_mm_interface {
 public:
  SpikePool() = default;
  ~SpikePool() override = default;
  SpikePool(const SpikePool&) = delete;
  SpikePool& operator=(const SpikePool&) = delete;
  SpikePool(SpikePool&&) = delete;
  SpikePool& operator=(SpikePool&&) = delete;

  // A posted write of `value` to `address`, held once by the caller.
  tlm::tlm_generic_payload& acquire(std::uint64_t address, std::int32_t value);

  void free(tlm::tlm_generic_payload* payload) override;

  std::size_t size() const { return spikes_.size(); }  // payloads ever made
  std::size_t in_use() const { return spikes_.size() - free_.size(); }

 private:
  // Aligned to a cache line, so that the fields that routers read lie in as few lines as possible.
  struct alignas(cache_line_bytes) Spike {
    explicit Spike(tlm::tlm_mm_interface* pool) : payload(pool) {}
    tlm::tlm_generic_payload payload;
    std::int32_t value = 0;
  };
  std::vector<std::unique_ptr<Spike>> spikes_;
  std::vector<tlm::tlm_generic_payload*> free_;
};

// The graded value that a spike message carries.
inline std::int32_t spike_value(const tlm::tlm_generic_payload& payload) {
  std::int32_t value;
  std::memcpy(&value, payload.get_data_ptr(), sizeof value);
  return value;
}

inline void set_spike_value(tlm::tlm_generic_payload& payload, std::int32_t value) {
  std::memcpy(payload.get_data_ptr(), &value, sizeof value);
}

// The response of a spike receiver to this transaction: OK, or the reason why it is not a spike.
tlm::tlm_response_status check_spike(const tlm::tlm_generic_payload& payload);

}  // namespace floorline::models
