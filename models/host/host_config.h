// Rates of the host's port into the network-on-chip, as a value object.
#pragma once

#include <cstdint>

#include "models/calendar/time.h"

namespace floorline::models {

struct HostConfig {
  Picoseconds inject_interval_ps = 3000;    // one message sent into the network
  Picoseconds receive_interval_ps = 3000;   // one message taken out of the network
  std::uint32_t receive_buffer_depth = 16;  // messages, at least 1
  Picoseconds buffer_credit_latency_ps = 1000;
  // From the pads of the chip to here and from here to the pads, however many are on that way: added to the times of
  // messages that have some, and to all times at which messages have been received.
  Picoseconds input_latency_ps = 0;
  Picoseconds output_latency_ps = 0;
};

}  // namespace floorline::models
