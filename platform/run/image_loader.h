// Programs a chip through its host port, the way a driver on a CPU would.
#pragma once

#include <tlm_utils/simple_initiator_socket.h>
#include <cstdint>
#include <systemc>
#include <tlm>

#include "platform/compile/chip_image.h"

namespace floorline::platform {

class ImageLoader : public sc_core::sc_module {
 public:
  explicit ImageLoader(const sc_core::sc_module_name& name) : sc_module(name), socket("socket") {}

  tlm_utils::simple_initiator_socket<ImageLoader> socket;  // to Host::cpu()

  // Writes all memories of all cores in the image, without simulated time (debug transport).
  void load(const ChipImage& image);
  // Only the neurons' states and accumulators, as they were before step 0.
  void load_states(const ChipImage& image);
  // Takes a core out of use, from the next start of the chip on.
  void clear(std::uint32_t core);
  // Writes or reads any address of the chip. Reports an error of type /floorline/loader/access if it cannot.
  void write(std::uint64_t address, const void* data, std::size_t bytes);
  void read(std::uint64_t address, void* data, std::size_t bytes);

 private:
  void access(tlm::tlm_command command, std::uint64_t address, unsigned char* data, std::size_t bytes);
};

}  // namespace floorline::platform
