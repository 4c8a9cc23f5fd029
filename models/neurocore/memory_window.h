// A neurocore's share of a memory bank, seen through a TLM initiator socket: timed bursts, and bytes through DMI.
#pragma once

#include <cstdint>
#include <tlm>

#include "models/calendar/time.h"
#include "models/noc/noc_config.h"

namespace floorline::models {

// The stage that reads through a window.
class MemoryWindowOwner {
 public:
  virtual void on_burst_complete() = 0;  // of a burst that was not answered at once
  virtual void on_memory_written() = 0;  // by another initiator: pointers and decoded data are stale

 protected:
  ~MemoryWindowOwner() = default;
};

class MemoryWindow final : public tlm::tlm_bw_transport_if<> {
 public:
  // The share is [base, base + size) of the bank's addresses.
  MemoryWindow(const char* socket_name, std::uint64_t base, std::uint64_t size_bytes, Timing timing,
               MemoryWindowOwner& owner);
  ~MemoryWindow() override = default;
  MemoryWindow(const MemoryWindow&) = delete;
  MemoryWindow& operator=(const MemoryWindow&) = delete;
  MemoryWindow(MemoryWindow&&) = delete;
  MemoryWindow& operator=(MemoryWindow&&) = delete;

  tlm::tlm_initiator_socket<> socket;

  std::uint64_t size_bytes() const { return size_bytes_; }

  // The share's bytes, or null if the bank refuses DMI.
  unsigned char* bytes();

  // Requests the timing of a read at now + delay. True: `delay` is now the time of completion. False:
  // on_burst_complete() follows at the time of completion.
  bool request_burst(std::uint64_t offset, std::uint32_t bytes, sc_core::sc_time& delay);

  // Accesses by other initiators, with offsets relative to the share; addresses are restored afterwards.
  unsigned debug_transport(tlm::tlm_generic_payload& payload, std::uint32_t offset);
  void blocking_transport(tlm::tlm_generic_payload& payload, std::uint32_t offset, sc_core::sc_time& delay);

 private:
  tlm::tlm_sync_enum nb_transport_bw(tlm::tlm_generic_payload& payload, tlm::tlm_phase& phase,
                                     sc_core::sc_time& delay) override;
  void invalidate_direct_mem_ptr(sc_dt::uint64 first, sc_dt::uint64 last) override;

  const std::uint64_t base_;
  const std::uint64_t size_bytes_;
  const Timing timing_;
  MemoryWindowOwner& owner_;
  tlm::tlm_generic_payload burst_;
  unsigned char nothing_ = 0;
};

}  // namespace floorline::models
