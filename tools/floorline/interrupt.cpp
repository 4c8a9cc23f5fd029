#include "tools/floorline/interrupt.h"

#include <csignal>

namespace floorline::tools {
namespace {

// A signal handler can reach nothing but a global.
volatile std::sig_atomic_t received = 0;

extern "C" void note_signal(int signal) {
  received = signal;
  std::signal(signal, SIG_DFL);
}

}  // namespace

void watch_signals() {
  std::signal(SIGINT, note_signal);
  std::signal(SIGTERM, note_signal);
}

int signal_received() {
  return received;
}

void stop_if_interrupted() {
  if (received != 0) {
    throw Interrupted{received};
  }
}

}  // namespace floorline::tools
