// Recordings in simple formats: Prophesee, and N-MNIST, which has no header and is known by its name.
#include "platform/events/event_file.h"
#include "testbenches/fuzz/fuzz_input.h"
#include "testbenches/fuzz/fuzz_target.h"
#include "testbenches/unit/events/aedat4_bytes.h"

namespace floorline::testbenches {

std::vector<std::string> fuzz_seeds() {
  const std::string events =
      little_endian(5, 4) + little_endian(0x10004003, 4) + little_endian(9, 4) + little_endian(0x00008001, 4);
  const std::string nmnist = {3, 4, '\x80', 0, 9, 3, '\xf0', 0, 0, 9, 7, 8, 0, 1, 0};
  return {"% Date 2020\n% Width 304\n" + std::string("\x00\x08", 2) + events, "%\n\x0c\x08" + events, nmnist};
}

void fuzz_one_input(const std::uint8_t* data, std::size_t size) {
  const std::string path = fuzz_file("events.bin", {reinterpret_cast<const char*>(data), size});
  is_taken([&] {
    platform::EventRecording recording = platform::read_event_file(path);
    platform::sort_by_time(recording);
  });
}

}  // namespace floorline::testbenches
