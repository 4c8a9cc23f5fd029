// Recorded packets: what each node sent, and when.
//
// A text file: one packet a line, "time_ps,source,destination,flits" with that header as the first line, in the order
// of their times. Text, because a trace is meant to be looked at and made by scripts too; CSV as the other tables that
// floorline writes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace floorline::platform {

struct TracePacket {
  std::uint64_t time_ps = 0;
  std::uint32_t source = 0;
  std::uint32_t destination = 0;
  std::uint32_t flits = 1;
};

using PacketTrace = std::vector<TracePacket>;

inline constexpr const char* packet_trace_header = "time_ps,source,destination,flits";

// Throws UserError with file, line and what is wrong. Nodes are below `nodes`.
PacketTrace read_packet_trace(const std::string& path, std::uint32_t nodes);

}  // namespace floorline::platform
