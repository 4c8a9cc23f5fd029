// Packets of the network testbench: TLM payloads with their time of creation, and a pool of them.
#pragma once

#include <cstdint>
#include <memory>
#include <tlm>
#include <vector>

#include "models/calendar/cache_line.h"
#include "models/calendar/time.h"
#include "models/message/address_map.h"

namespace floorline::testbenches {

// Aligned to a cache line, because a network contains many of them.
struct alignas(models::cache_line_bytes) Packet : tlm::tlm_generic_payload {
  explicit Packet(tlm::tlm_mm_interface* pool) : tlm_generic_payload(pool) {}
  models::Picoseconds created_ps = 0;
  std::uint32_t source = 0;
  std::uint32_t destination = 0;
  std::uint32_t flits = 1;
  std::uint64_t number = 0;  // in the order of creation in a run
  bool measured = false;
};

class PacketPool final : public tlm::tlm_mm_interface {
 public:
  PacketPool() = default;
  ~PacketPool() override = default;
  PacketPool(const PacketPool&) = delete;
  PacketPool& operator=(const PacketPool&) = delete;
  PacketPool(PacketPool&&) = delete;
  PacketPool& operator=(PacketPool&&) = delete;

  // A packet held once by the caller; flit_bytes must be that of the network.
  Packet& acquire(std::uint32_t source, std::uint32_t destination, std::uint32_t flits, std::uint32_t flit_bytes) {
    if (free_.empty()) {
      packets_.push_back(std::make_unique<Packet>(this));
      Packet& packet = *packets_.back();
      packet.set_write();
      packet.set_data_ptr(&nothing_);  // the data of a packet is never read
      free_.push_back(&packet);
      free_.reserve(packets_.size());
    }
    Packet& packet = *free_.back();
    free_.pop_back();
    packet.source = source;
    packet.destination = destination;
    packet.flits = flits;
    packet.set_address(models::make_spike_address(destination, 0, 0));
    packet.set_data_length(flits * flit_bytes);
    packet.set_streaming_width(flits * flit_bytes);
    packet.set_response_status(tlm::TLM_INCOMPLETE_RESPONSE);
    packet.acquire();
    return packet;
  }
  void free(tlm::tlm_generic_payload* payload) override { free_.push_back(static_cast<Packet*>(payload)); }
  std::size_t in_use() const { return packets_.size() - free_.size(); }

 private:
  std::vector<std::unique_ptr<Packet>> packets_;
  std::vector<Packet*> free_;
  unsigned char nothing_ = 0;
};

}  // namespace floorline::testbenches
