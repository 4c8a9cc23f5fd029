#include "tools/floorline/progress.h"

#include <unistd.h>

#include <iostream>

#include "platform/base/number_text.h"

namespace floorline::tools {
namespace {

constexpr auto interval = std::chrono::milliseconds(200);
constexpr const char* clear_line = "\r\033[K";

}  // namespace

Progress::Progress(std::uint64_t total_steps) : on_(isatty(STDERR_FILENO) != 0), total_steps_(total_steps) {}

Progress::~Progress() {
  if (on_) {
    std::cerr << clear_line << std::flush;
  }
}

void Progress::step_done() {
  ++done_;
  if (!on_ || Clock::now() - shown_ < interval) {
    return;
  }
  shown_ = Clock::now();
  const double seconds = std::chrono::duration<double>(shown_ - begin_).count();
  const double steps_per_second = static_cast<double>(done_) / seconds;
  std::cerr << clear_line << "step " << done_ << " of " << total_steps_ << ", "
            << platform::count_text(steps_per_second) << " steps per second, "
            << platform::fixed_text(static_cast<double>(total_steps_ - done_) / steps_per_second, 0) << " s left"
            << std::flush;
}

}  // namespace floorline::tools
