// Waves of a run: how the signals of a table changed over time, in a file for GTKWave or any other viewer.
//
// The format follows from the ending of the name: .fst (small, fast, needs GTKWave's writer at build time) or .vcd.
// Takes changes from an observer, in the order of time and whenever they come; of several changes of one signal at one
// time the last counts, and a change to the value that the signal has already is none. So a short-lived value within
// one picosecond is not seen. Numbers and states are unknown until they are first set; who knows their values at the
// beginning sets them at time 0.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "platform/waves/signal_table.h"

namespace floorline::platform {

class WaveWriter;

class WaveFile {
 public:
  // Begins a temporary file beside `path`. Throws UserError if the name ends otherwise, if the project was built
  // without the FST writer and .fst is asked for, or if no file can be made there; std::invalid_argument if the table
  // has no signals.
  WaveFile(const std::string& path, SignalTable table);
  // Removes what was written, unless it was closed.
  ~WaveFile();
  WaveFile(const WaveFile&) = delete;
  WaveFile& operator=(const WaveFile&) = delete;

  // From this time on the signal has this value: an integer that fits its bits, or the number of a state. Throws
  // std::invalid_argument, which is a mistake of the program, if it is no such value, if the signal is a text, or if
  // the time lies before that of an earlier change.
  void change(SignalIndex signal, std::uint64_t time_ps, std::uint64_t value);
  // The same for a text; `coloured` (below) gives it a colour.
  void change(SignalIndex signal, std::uint64_t time_ps, std::string_view text);

  // The waves end here, or at the last change if that is later. Completes the file and gives it its name; one of that
  // name is replaced. Throws UserError if not everything could be written; then nothing is left.
  void close(std::uint64_t end_ps);

  const std::string& path() const { return path_; }
  const SignalTable& table() const { return table_; }

 private:
  // Of a number the text stays empty, of a text the number stays 0.
  struct Value {
    std::uint64_t number = 0;
    std::string text;
    bool is_known = false;
  };
  struct Track {
    bool is_text = false;
    std::uint64_t largest = 0;  // number that it may have
    Value written;
    Value latest;  // of the present time
    bool is_pending = false;
  };

  // The value to set; what changed before this time is written.
  Value& latest(SignalIndex signal, std::uint64_t time_ps, bool is_text);
  void write_pending();
  void discard();

  const std::string path_;
  const std::string temporary_path_;
  const SignalTable table_;
  std::unique_ptr<WaveWriter> writer_;  // null once closed
  std::vector<Track> tracks_;
  std::vector<SignalIndex> pending_;  // changed at the present time, in that order
  std::uint64_t now_ps_ = 0;
  std::uint64_t written_ps_ = 0;
};

// Whether waves in the .fst format can be written by this build.
bool can_write_fst();

// A text in a box of this colour. GTKWave understands it; other viewers show the colour's name before the text.
std::string coloured(WaveColour colour, std::string_view text);

}  // namespace floorline::platform
