// The event formats one by one. Each function takes the bytes of a whole file and gives its events in order.
#pragma once

#include <vector>

#include "platform/events/byte_view.h"
#include "platform/events/event.h"

namespace floorline::platform {

// Five bytes per event: x, y, then 1 bit of polarity and 23 bits of time, highest first. An entry in row 240 is not an
// event but an overflow of the timer: all times after it are 8192 us later.
std::vector<Event> read_nmnist_events(const ByteView& file);

// Lines that begin with '%', one byte for the type of event (0 or 12), one for its size (8), then eight bytes per
// event: 32 bits of time, 14 of x, 14 of y, 4 of polarity, lowest byte first. The clock has 32 bits and is not
// continued after an overflow (after 71 minutes).
std::vector<Event> read_prophesee_events(const ByteView& file);

// Packets of several streams, stored as FlatBuffers, of which those with events are read and others (frames, inertial
// sensor, triggers) are skipped. Compressed with LZ4 or not at all; Zstandard is refused.
std::vector<Event> read_aedat4_events(const ByteView& file);

}  // namespace floorline::platform
