// Parameters of the hand-over of frames from layer to layer, as a value object.
#pragma once

#include <cstdint>

#include "models/calendar/time.h"

namespace floorline::models {

struct HandoverConfig {
  // From the last condition that a layer waits for until its units begin to send.
  Picoseconds handover_ps = 0;
  // Limit to the number of frames on the chip at the same time, each in different layers; 0: no limit but the layers.
  std::uint32_t frames_in_flight = 0;
};

}  // namespace floorline::models
