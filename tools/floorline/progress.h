// One line on standard error that says how far a long run has come; nothing when that is not a terminal.
#pragma once

#include <chrono>
#include <cstdint>

namespace floorline::tools {

class Progress {
 public:
  explicit Progress(std::uint64_t total_steps);
  ~Progress();  // clears the line
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void step_done();

 private:
  using Clock = std::chrono::steady_clock;

  const bool on_;
  const std::uint64_t total_steps_;
  std::uint64_t done_ = 0;
  const Clock::time_point begin_ = Clock::now();
  Clock::time_point shown_ = begin_;
};

}  // namespace floorline::tools
