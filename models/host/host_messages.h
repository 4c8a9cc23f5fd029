// Messages between a host and the network, and who gives and takes them.
#pragma once

#include <cstdint>
#include <vector>

#include "models/calendar/time.h"

namespace floorline::models {

struct HostMessage {
  std::uint64_t address = 0;
  std::int32_t value = 0;
  Picoseconds time_ps = 0;  // since the beginning of the step: it is not there before
};

// Where the messages of each step come from.
class HostSource {
 public:
  // Appends what is to be injected in this step, in the order of times. Returns how long the step lasts at least,
  // because something may still come.
  virtual Picoseconds messages_of_step(std::uint64_t step, std::vector<HostMessage>& messages) = 0;

 protected:
  ~HostSource() = default;
};

// Where received messages go.
class HostSink {
 public:
  // `axon` and `atom` are those of the message's address; `time_ps` is when it has left the chip.
  virtual void on_message(std::uint64_t step, Picoseconds time_ps, std::uint32_t axon, std::uint32_t atom,
                          std::int32_t value) = 0;

 protected:
  ~HostSink() = default;
};

}  // namespace floorline::models
