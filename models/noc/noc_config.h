// Timing and sizes of the network-on-chip, as value objects.
#pragma once

#include <cstdint>

#include "models/calendar/time.h"

namespace floorline::models {

inline constexpr std::uint32_t max_router_ports = 64;

// How messages move: with finite buffers and back-pressure, or with annotated delays only.
enum class Timing {
  approximately_timed,  // nb_transport, finite buffers, arbitration at each output, back-pressure
  loosely_timed,        // b_transport, one next-free time a link, no buffers; optimistic under heavy load
};

// One direction of a connection between two units of the network.
struct LinkTiming {
  Picoseconds latency_ps = 1000;   // from the sender's grant until the message may compete in the receiver
  Picoseconds interval_ps = 1000;  // the link is occupied for this long by each message
};

// The receiving end of a connection.
struct BufferConfig {
  std::uint32_t depth_messages = 8;      // at least 1
  Picoseconds credit_latency_ps = 1000;  // from a slot becoming free until the sender may count on it
};

// A mesh of routers with `cores_per_router` local ports each. Every time is that of one message (one flit).
struct NocConfig {
  std::uint32_t columns = 8;
  std::uint32_t rows = 4;
  std::uint32_t cores_per_router = 4;
  std::uint32_t host_column = 0;  // the router that the host's port is attached to
  std::uint32_t host_row = 0;

  LinkTiming injection;                   // neurocore or host to router
  LinkTiming horizontal_hop;              // router to its east or west neighbour
  LinkTiming vertical_hop;                // router to its north or south neighbour
  LinkTiming ejection;                    // router to neurocore or host
  BufferConfig router_input;              // each input port of each router
  Picoseconds switch_interval_ps = 1000;  // one input hands over at most one message in this time

  std::uint32_t router_count() const { return columns * rows; }
  std::uint32_t core_count() const { return router_count() * cores_per_router; }
};

}  // namespace floorline::models
