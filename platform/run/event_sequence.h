// The input of a run whose events have times: windows of a recording, each of which is a step of the chip.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/calendar/time.h"
#include "platform/events/event.h"
#include "platform/network/network.h"

namespace floorline::platform {

// Of all input of a run: a day. Times are numbers of 64 bits, and a chip may be slower than its input.
inline constexpr models::Picoseconds longest_input_ps = 24 * 3600 * models::Picoseconds{1'000'000'000'000};

struct InputEvent {
  models::Picoseconds time_ps = 0;  // since the beginning of the window
  std::int32_t neuron = 0;          // of the input layer, in C order
};

struct EventWindow {
  models::Picoseconds duration_ps = 0;  // the window lasts at least so long; longer, if the chip is not quiet by then
  std::vector<InputEvent> events;       // in the order of their times
};

using EventSequence = std::vector<EventWindow>;

// A recording as windows of that length, the last one as long as the others; 0: all of it in one window, which ends
// when the chip is quiet. The first event is at time 0; events are sorted by time. An event of the camera at column x
// and row y is neuron (polarity, y, x) of the input layer: channel 0 for darker, 1 for brighter, or channel 0 for both
// if there is only one. Throws UserError that starts with `origin` if an event does not lie on the input layer, for
// input layers of more than two channels, for recordings of more than a day, and for more than a million windows.
EventSequence event_windows(EventRecording recording, const Shape& input, models::Picoseconds window_ps,
                            const std::string& origin);

// The same for time-stepped networks, a window each: how many events each of the `neurons` of the input layer has in
// it.
std::vector<std::vector<std::int32_t>> event_counts(const EventSequence& windows, std::int64_t neurons);

// An image as spikes in one window: a pixel of value p (0 to 255; others count as these) sends at (k + 1) * 255 / p
// steps for k = 0, 1, ... as long as that is not later than `steps`, so that brighter pixels send more often and
// earlier. `pixels` in C order of the input layer.
EventWindow rate_coded_window(const std::vector<std::int32_t>& pixels, std::uint32_t steps,
                              models::Picoseconds step_ps);
// How many events that makes.
std::uint64_t rate_coded_events(const std::vector<std::int32_t>& pixels, std::uint32_t steps);

}  // namespace floorline::platform
