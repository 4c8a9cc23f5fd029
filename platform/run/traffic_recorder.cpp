#include "platform/run/traffic_recorder.h"

#include <fmt/core.h>

#include <filesystem>

#include "platform/base/error.h"
#include "platform/run/packet_trace.h"

namespace floorline::platform {

TrafficRecorder::TrafficRecorder(const std::string& path)
    : path_(path), temporary_path_(path + ".partial"), file_(temporary_path_) {
  if (!file_)
    throw UserError(fmt::format("{}: cannot be written", path));
  file_ << packet_trace_header << '\n';
}

TrafficRecorder::~TrafficRecorder() {
  std::error_code ignored;
  if (file_.is_open())
    std::filesystem::remove(temporary_path_, ignored);
}

void TrafficRecorder::on_packet_sent(models::Picoseconds time_ps, std::uint32_t source, std::uint32_t destination,
                                     std::uint32_t flits) {
  file_ << time_ps << ',' << source << ',' << destination << ',' << flits << '\n';
}

void TrafficRecorder::commit() {
  file_.flush();
  std::error_code error;
  if (file_)
    std::filesystem::rename(temporary_path_, path_, error);
  if (!file_ || error)
    throw UserError(fmt::format("{}: cannot be written", path_));
  file_.close();
}

}  // namespace floorline::platform
