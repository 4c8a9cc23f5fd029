// Recorded packets.
#include "platform/run/packet_trace.h"
#include "testbenches/fuzz/fuzz_input.h"
#include "testbenches/fuzz/fuzz_target.h"

namespace floorline::testbenches {

std::vector<std::string> fuzz_seeds() {
  const std::string header = std::string(platform::packet_trace_header) + "\n";
  return {header + "0,0,1,1\n10,2,3,65536\n18446744073709551615,15,0,7\n", header + "5,1,2,3", header};
}

void fuzz_one_input(const std::uint8_t* data, std::size_t size) {
  const std::string path = fuzz_file("trace.csv", {reinterpret_cast<const char*>(data), size});
  is_taken([&] { platform::read_packet_trace(path, 16); });
}

}  // namespace floorline::testbenches
