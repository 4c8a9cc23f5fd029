// Cost of handing a frame on from layer to layer, as a value object.
#pragma once

#include <cstdint>

#include "models/calendar/time.h"

namespace floorline::models {

struct HandoverConfig {
  // From the last thing that a layer waits for until its units begin to send.
  Picoseconds handover_ps = 0;
  // Frames that are on the chip at the same time, each in other layers; 0: as many as the layers allow.
  std::uint32_t frames_in_flight = 0;
};

}  // namespace floorline::models
