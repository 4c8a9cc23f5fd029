// AEDAT4 recordings. An input that begins with the byte 1 is the inside of a packet, which is then compressed: no
// fuzzer gets through LZ4 by itself.
#include "platform/events/event_file.h"
#include "testbenches/fuzz/fuzz_input.h"
#include "testbenches/fuzz/fuzz_target.h"
#include "testbenches/unit/events/aedat4_bytes.h"

namespace floorline::testbenches {
namespace {

constexpr char packet_mark = '\x01';

std::string file_of(const std::string& input) {
  if (input.empty() || input.front() != packet_mark)
    return input;
  const std::string packet = aedat4::with_header(aedat4::lz4_frame(input.substr(1)));
  return aedat4::file_of(1, packet + packet);
}

}  // namespace

std::vector<std::string> fuzz_seeds() {
  const std::string packet = aedat4::packet_of("EVTS", {{1605537493718345, 154, 204, false}, {16, 0, 32767, true}});
  const std::string other = aedat4::packet_of("IMUS", {{1605537493718345, 1, 2, false}});
  const std::string frames =
      aedat4::with_header(aedat4::lz4_frame(packet)) + aedat4::with_header(aedat4::lz4_frame(other));
  const std::string unfinished = aedat4::header_table(0, -1);
  return {aedat4::file_of(0, aedat4::with_header(packet) + aedat4::with_header(other), "what follows"),
          aedat4::file_of(1, frames),
          aedat4::file_of(2, frames),
          packet_mark + packet,
          packet_mark + other,
          aedat4::version + little_endian(unfinished.size(), 4) + unfinished + aedat4::with_header(packet)};
}

void fuzz_one_input(const std::uint8_t* data, std::size_t size) {
  const std::string path = fuzz_file("events.aedat4", file_of(std::string(reinterpret_cast<const char*>(data), size)));
  is_taken([&] {
    platform::EventRecording recording = platform::read_event_file(path);
    platform::sort_by_time(recording);
  });
}

}  // namespace floorline::testbenches
