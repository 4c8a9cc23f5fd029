#include "platform/events/event_file.h"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string_view>

#include "platform/base/error.h"
#include "platform/events/event_formats.h"

namespace floorline::platform {
namespace {

constexpr std::uintmax_t max_bytes = std::uintmax_t{1} << 31;
constexpr std::size_t least_events_per_fall = 100;

std::string contents(const std::string& path) {
  std::error_code failure;
  if (!std::filesystem::is_regular_file(path, failure)) {
    throw UserError(fmt::format("{}: no such file", path));
  }
  const std::uintmax_t size = std::filesystem::file_size(path, failure);
  std::ifstream file(path, std::ios::binary);
  if (failure || !file) {
    throw UserError(fmt::format("{}: cannot be opened for reading", path));
  }
  if (size > max_bytes) {
    throw UserError(fmt::format("{}: has {} bytes, but at most {} are supported; split the recording into parts", path,
                                size, max_bytes));
  }
  std::string bytes(size, '\0');
  if (size > 0 && !file.read(bytes.data(), static_cast<std::streamsize>(size))) {
    throw UserError(fmt::format("{}: cannot be read to its end", path));
  }
  return bytes;
}

bool ends_with(const std::string& text, std::string_view end) {
  return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

std::vector<Event> read_events(const ByteView& file) {
  if (file.begins_with("#!AER-DAT4")) {
    return read_aedat4_events(file);
  }
  if (file.begins_with("#!AER-DAT")) {
    file.refuse(9, "is an AEDAT file of an older version; only version 4 is supported");
  }
  if (file.begins_with("%")) {
    return read_prophesee_events(file);
  }
  if (ends_with(file.origin(), ".bin")) {
    return read_nmnist_events(file);
  }
  throw UserError(fmt::format(
      "{}: is neither AEDAT4 (.aedat4) nor Prophesee .dat by its first bytes, nor N-MNIST (.bin) by its name",
      file.origin()));
}

std::size_t count_falls(const std::vector<Event>& events) {
  std::size_t falls = 0;
  for (std::size_t i = 1; i < events.size(); ++i) {
    falls += events[i].time_us < events[i - 1].time_us ? 1 : 0;
  }
  return falls;
}

}  // namespace

EventRecording read_event_file(const std::string& path) {
  const std::string bytes = contents(path);
  EventRecording recording;
  recording.events = read_events(ByteView(path, bytes));
  recording.falls = count_falls(recording.events);
  if (recording.falls > recording.events.size() / least_events_per_fall) {
    throw UserError(
        fmt::format("{}: the time decreases at {} of {} events; in a recording it increases, so this is a different "
                    "format or damaged",
                    path, recording.falls, recording.events.size()));
  }
  return recording;
}

void sort_by_time(EventRecording& recording) {
  std::stable_sort(recording.events.begin(), recording.events.end(),
                   [](const Event& a, const Event& b) { return a.time_us < b.time_us; });
  recording.falls = 0;
}

bool is_event_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string first(9, '\0');
  file.read(first.data(), static_cast<std::streamsize>(first.size()));
  return first == "#!AER-DAT" || first.front() == '%' || ends_with(path, ".bin");
}

}  // namespace floorline::platform
