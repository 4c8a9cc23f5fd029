// Changes of a step as observers report them, in any order, on their way into a wave file, which takes them in the
// order of time.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "platform/waves/wave_file.h"

namespace floorline::platform {

class StepChanges {
 public:
  // The signal has this value from then on. Of several at one time the one that was reported last counts.
  void set(SignalIndex signal, std::uint64_t time_ps, std::uint64_t number);
  void set(SignalIndex signal, std::uint64_t time_ps, std::string text);
  // The line of texts is idle from then on, unless another text is set at that time, before or after.
  void clear(SignalIndex signal, std::uint64_t time_ps);

  // Writes all up to this time, inclusive, and keeps the rest.
  void write(WaveFile& waves, std::uint64_t until_ps);

 private:
  enum class Kind : std::uint8_t { clear, number, text };
  struct Change {
    std::uint64_t time_ps;
    SignalIndex signal;
    Kind kind;
    std::uint64_t number;
    std::string text;
  };

  std::vector<Change> changes_;
};

}  // namespace floorline::platform
