#include "platform/run/event_sequence.h"

#include <fmt/core.h>

#include <algorithm>
#include <numeric>

#include "platform/base/error.h"
#include "platform/events/event_file.h"

namespace floorline::platform {

using models::Picoseconds;

namespace {

constexpr Picoseconds ps_per_us = 1'000'000;
constexpr std::int32_t brightest = 255;
constexpr std::uint64_t longest_us = longest_input_ps / ps_per_us;
constexpr std::size_t most_windows = 1'000'000;

std::int32_t neuron_of(const Event& event, const Shape& input, const std::string& origin) {
  if (event.x >= input.width || event.y >= input.height) {
    throw UserError(
        fmt::format("{}: an event at column {}, row {} lies outside of the input layer of {} columns and {} rows",
                    origin, event.x, event.y, input.width, input.height));
  }
  const int channel = event.is_on && input.channels == 2 ? 1 : 0;
  return static_cast<std::int32_t>(input.index(channel, event.y, event.x));
}

std::uint64_t brightness(std::int32_t pixel) {
  return static_cast<std::uint64_t>(std::clamp(pixel, 0, brightest));
}

// Of one pixel.
std::uint64_t spikes_of(std::int32_t pixel, std::uint32_t steps) {
  return steps * brightness(pixel) / brightest;
}

// Of a recording that is sorted.
void check_duration(const EventRecording& recording, Picoseconds window_ps, const std::string& origin) {
  if (recording.events.empty())
    return;
  const std::uint64_t duration_us = recording.events.back().time_us - recording.events.front().time_us;
  if (duration_us > longest_us) {
    throw UserError(fmt::format("{}: lasts {} s from its first to its last event; at most {} s are possible", origin,
                                duration_us / 1'000'000, longest_us / 1'000'000));
  }
  if (window_ps != 0 && duration_us * ps_per_us / window_ps >= most_windows) {
    throw UserError(fmt::format("{}: is cut into {} windows; at most {}, of longer ones, are possible", origin,
                                duration_us * ps_per_us / window_ps + 1, most_windows));
  }
}

}  // namespace

EventSequence event_windows(EventRecording recording, const Shape& input, Picoseconds window_ps,
                            const std::string& origin) {
  if (input.channels > 2) {
    throw UserError(
        fmt::format("{}: events have two polarities, but the input layer has {} channels", origin, input.channels));
  }
  sort_by_time(recording);
  check_duration(recording, window_ps, origin);
  EventSequence windows;
  for (const Event& event : recording.events) {
    const Picoseconds time_ps = (event.time_us - recording.events.front().time_us) * ps_per_us;
    const std::size_t window = window_ps == 0 ? 0 : time_ps / window_ps;
    windows.resize(std::max(windows.size(), window + 1), {window_ps, {}});
    windows[window].events.push_back({time_ps - window * window_ps, neuron_of(event, input, origin)});
  }
  return windows;
}

std::vector<std::vector<std::int32_t>> event_counts(const EventSequence& windows, std::int64_t neurons) {
  std::vector<std::vector<std::int32_t>> counts;
  counts.reserve(windows.size());
  for (const EventWindow& window : windows) {
    counts.emplace_back(static_cast<std::size_t>(neurons), 0);
    for (const InputEvent& event : window.events)
      ++counts.back()[static_cast<std::size_t>(event.neuron)];
  }
  return counts;
}

EventWindow rate_coded_window(const std::vector<std::int32_t>& pixels, std::uint32_t steps, Picoseconds step_ps) {
  EventWindow window;
  for (std::size_t neuron = 0; neuron < pixels.size(); ++neuron) {
    const std::uint64_t spikes = spikes_of(pixels[neuron], steps);
    for (std::uint64_t spike = 1; spike <= spikes; ++spike)
      window.events.push_back(
          {spike * brightest * step_ps / brightness(pixels[neuron]), static_cast<std::int32_t>(neuron)});
  }
  std::stable_sort(window.events.begin(), window.events.end(),
                   [](const InputEvent& a, const InputEvent& b) { return a.time_ps < b.time_ps; });
  window.duration_ps = steps * step_ps;
  return window;
}

std::uint64_t rate_coded_events(const std::vector<std::int32_t>& pixels, std::uint32_t steps) {
  return std::accumulate(pixels.begin(), pixels.end(), std::uint64_t{0},
                         [steps](std::uint64_t sum, std::int32_t pixel) { return sum + spikes_of(pixel, steps); });
}

}  // namespace floorline::platform
