// Recorded packets.
#include "platform/run/packet_trace.h"
#include "testbenches/fuzz/fuzz_input.h"
#include "testbenches/fuzz/fuzz_target.h"

std::vector<std::string> floorline::testbenches::fuzz_seeds() {
  const std::string header = std::string(platform::packet_trace_header) + "\n";
  return {header + "0,0,1,1\n10,2,3,65536\n18446744073709551615,15,0,7\n", header + "5,1,2,3", header};
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace floorline::testbenches;
  const std::string path = fuzz_file("trace.csv", {reinterpret_cast<const char*>(data), size});
  is_taken([&] { floorline::platform::read_packet_trace(path, 16); });
  return 0;
}
