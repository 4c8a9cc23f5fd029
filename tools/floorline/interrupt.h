// Ctrl-C: the first one ends the work at the next opportunity, with nothing half-written; a second one ends it at once.
#pragma once

namespace floorline::tools {

// Thrown where work stops because of a signal; the exit status is 128 plus its number, as in a shell.
struct Interrupted {
  int signal = 0;
};

// Notes SIGINT and SIGTERM from now on.
void watch_signals();

// The signal that came, 0 if none did.
int signal_received();

// Throws Interrupted if a signal came.
void stop_if_interrupted();

}  // namespace floorline::tools
