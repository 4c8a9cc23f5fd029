// What a wave format has to be able to do. Used by WaveFile, which sees to it that times rise, that a signal changes at
// most once at a time and only if its value is a new one, and that the temporary file becomes the final one.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "platform/waves/signal_table.h"

namespace floorline::platform {

// Makes the file and declares the signals in it. Until it is first written, a number or state is unknown ("x"); a text
// is empty. A writer that is destroyed unfinished leaves an incomplete file behind.
class WaveWriter {
 public:
  virtual ~WaveWriter() = default;
  WaveWriter(const WaveWriter&) = delete;
  WaveWriter& operator=(const WaveWriter&) = delete;

  virtual void write_time(std::uint64_t time_ps) = 0;  // of the values that follow; strictly rising
  virtual void write_value(SignalIndex signal, std::uint64_t value) = 0;
  virtual void write_text(SignalIndex signal, std::string_view text) = 0;
  // Completes and closes the file; nothing may follow. False if not all of it could be written.
  virtual bool finish() = 0;

 protected:
  WaveWriter() = default;
};

// Null if the file cannot be made. Both refer to the table for as long as they live. Times are picoseconds.
std::unique_ptr<WaveWriter> make_vcd_writer(const std::string& path, const SignalTable& table);
std::unique_ptr<WaveWriter> make_fst_writer(const std::string& path, const SignalTable& table);

// Whether make_fst_writer() was built in, or always returns null.
bool has_fst_writer();

}  // namespace floorline::platform
