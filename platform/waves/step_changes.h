// Changes of a step as observers report them, in any order, on their way into a wave file, which takes them in the
// order of time.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "platform/waves/wave_file.h"

namespace floorline::platform {

class StepChanges {
 public:
  // The signal has this value from then on. Of several at one time the one that was reported last counts.
  void set(SignalIndex signal, std::uint64_t time_ps, std::uint64_t number);
  // The line of texts shows this one until end_ps, which is later, or until another one begins; then it is idle.
  void show(SignalIndex signal, std::uint64_t begin_ps, std::uint64_t end_ps, std::string text);

  // Writes all up to this time, inclusive, and keeps the rest.
  void write(WaveFile& waves, std::uint64_t until_ps);

 private:
  enum class Kind : std::uint8_t { number, text, text_end };
  // Small, because sorting moves it: a step of a large chip has hundreds of thousands.
  struct Change {
    std::uint64_t time_ps;
    std::uint64_t number;  // a value; the place of a text; of the end of a text: when that began
    std::uint32_t signal;
    Kind kind;
  };

  void keep_from(std::vector<Change>::iterator first);

  std::vector<Change> changes_;
  std::vector<std::string> texts_;
  std::unordered_map<SignalIndex, std::uint64_t> text_begin_ps_;  // of the last text that was written
};

}  // namespace floorline::platform
