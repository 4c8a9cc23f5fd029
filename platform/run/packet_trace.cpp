#include "platform/run/packet_trace.h"

#include <fmt/core.h>

#include <charconv>
#include <fstream>

#include "platform/base/error.h"

namespace floorline::platform {

namespace {

constexpr std::uint32_t most_flits = 1 << 16;

// Reads a number and the separator behind it; false if there is none.
template <typename Number>
bool read_number(const char*& position, const char* end, bool last, Number& number) {
  const auto [behind, error] = std::from_chars(position, end, number);
  if (error != std::errc() || (last ? behind != end : behind == end || *behind != ','))
    return false;
  position = last ? end : behind + 1;
  return true;
}

bool read_packet(const std::string& line, TracePacket& packet) {
  const char* position = line.data();
  const char* const end = line.data() + line.size();
  return read_number(position, end, false, packet.time_ps) && read_number(position, end, false, packet.source) &&
         read_number(position, end, false, packet.destination) && read_number(position, end, true, packet.flits);
}

}  // namespace

PacketTrace read_packet_trace(const std::string& path, std::uint32_t nodes) {
  std::ifstream file(path);
  std::string line;
  if (!file)
    throw UserError(fmt::format("{}: cannot be read", path));
  if (!std::getline(file, line) || line != packet_trace_header)
    throw UserError(fmt::format("{}:1: the first line must be {}", path, packet_trace_header));
  PacketTrace trace;
  for (std::size_t number = 2; std::getline(file, line); ++number) {
    const std::string where = fmt::format("{}:{}", path, number);
    TracePacket packet;
    if (!read_packet(line, packet))
      throw UserError(fmt::format("{}: must be four whole numbers, {}", where, packet_trace_header));
    if (packet.source >= nodes || packet.destination >= nodes)
      throw UserError(fmt::format("{}: names a node that the network does not have; it has {}", where, nodes));
    if (packet.flits == 0 || packet.flits > most_flits)
      throw UserError(fmt::format("{}: a packet has from 1 to {} flits", where, most_flits));
    if (!trace.empty() && packet.time_ps < trace.back().time_ps)
      throw UserError(fmt::format("{}: is earlier than the packet before it", where));
    trace.push_back(packet);
  }
  if (trace.empty())
    throw UserError(fmt::format("{}: has no packets", path));
  return trace;
}

}  // namespace floorline::platform
