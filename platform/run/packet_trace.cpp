#include "platform/run/packet_trace.h"

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
    throw UserError(path + ": cannot be read");
  if (!std::getline(file, line) || line != packet_trace_header)
    throw UserError(path + ":1: the first line must be " + packet_trace_header);
  PacketTrace trace;
  for (std::size_t number = 2; std::getline(file, line); ++number) {
    const std::string where = path + ":" + std::to_string(number) + ": ";
    TracePacket packet;
    if (!read_packet(line, packet))
      throw UserError(where + "must be four whole numbers, " + packet_trace_header);
    if (packet.source >= nodes || packet.destination >= nodes)
      throw UserError(where + "names a node that the network does not have; it has " + std::to_string(nodes));
    if (packet.flits == 0 || packet.flits > most_flits)
      throw UserError(where + "a packet has from 1 to " + std::to_string(most_flits) + " flits");
    if (!trace.empty() && packet.time_ps < trace.back().time_ps)
      throw UserError(where + "is earlier than the packet before it");
    trace.push_back(packet);
  }
  if (trace.empty())
    throw UserError(path + ": has no packets");
  return trace;
}

}  // namespace floorline::platform
