// Records the packets of a chip's network into a file, for a replay on the network alone (tb_noc).
#pragma once

#include <fstream>
#include <string>

#include "models/noc/network_sender.h"

namespace floorline::platform {

// The file is written as the run goes on, under a temporary name; commit() gives it its own.
// Format: see packet_trace.h.
class TrafficRecorder final : public models::TrafficObserver {
 public:
  // Throws UserError if the file cannot be written.
  explicit TrafficRecorder(const std::string& path);
  ~TrafficRecorder();
  TrafficRecorder(const TrafficRecorder&) = delete;
  TrafficRecorder& operator=(const TrafficRecorder&) = delete;
  TrafficRecorder(TrafficRecorder&&) = delete;
  TrafficRecorder& operator=(TrafficRecorder&&) = delete;

  void on_packet_sent(models::Picoseconds time_ps, std::uint32_t source, std::uint32_t destination,
                      std::uint32_t flits) override;

  void commit();

 private:
  const std::string path_;
  const std::string temporary_path_;
  std::ofstream file_;
};

}  // namespace floorline::platform
