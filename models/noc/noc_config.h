// Timing and sizes of the network-on-chip, as value objects.
#pragma once

#include <cstdint>

#include "models/calendar/time.h"

namespace floorline::models {

// Inputs or outputs of a router, counting each virtual channel.
inline constexpr std::uint32_t max_router_channels = 64;

// How messages move: with finite buffers and back-pressure, or with annotated delays only.
enum class Timing {
  approximately_timed,  // nb_transport, finite buffers, arbitration at each output, back-pressure
  loosely_timed,        // b_transport, occupied or free links, no buffers; optimistic under heavy load
};

// Flits of a packet with this many bytes of data.
constexpr std::uint32_t flit_count(std::uint32_t bytes, std::uint32_t flit_bytes) {
  return bytes <= flit_bytes ? 1 : (bytes + flit_bytes - 1) / flit_bytes;
}

// One direction of a connection between two units of the network.
//
// A link is as wide as a flit, or narrower: then each flit crosses it in several transfers and arrives with the last
// one.
struct LinkTiming {
  Picoseconds latency_ps = 1000;   // from the grant of a transfer at the sender until the receiver may use it
  Picoseconds interval_ps = 1000;  // the link is occupied for this long by each transfer
  std::uint32_t width_bytes = 0;   // of a transfer; 0: a whole flit
  std::uint32_t flit_bytes = 4;    // what a flit carries; the same for all links of a network

  std::uint32_t flits(std::uint32_t bytes) const { return flit_count(bytes, flit_bytes); }                // of a packet
  std::uint32_t transfers() const { return width_bytes == 0 ? 1 : flit_count(flit_bytes, width_bytes); }  // of a flit
  Picoseconds flit_interval_ps() const { return transfers() * interval_ps; }
  Picoseconds flit_latency_ps() const { return latency_ps + (transfers() - 1) * interval_ps; }
};

// The receiving end of a connection.
struct BufferConfig {
  std::uint32_t depth_flits = 8;         // at least 1
  Picoseconds credit_latency_ps = 1000;  // from a slot becoming free until the sender may use it
};

// The route of packets through a mesh.
enum class Routing {
  xy,          // along the row first, then along the column
  yx,          // along the column first
  west_first,  // to the west first; then east, north and south in whatever order has room (partially adaptive)
};

// A mesh of routers with `cores_per_router` local ports each; one router alone is a star.
//
// The five numbers that usually describe a router correspond to these fields, in cycles of any length:
//   source to switch            injection.latency_ps
//   hop                         horizontal_hop.latency_ps, vertical_hop.latency_ps
//   switch to delivery          ejection.latency_ps
//   credit return               router_input.credit_latency_ps
//   credit return at ejection   ejection.latency_ps + the credit latency of the endpoint's own buffer
// A throughput of one flit per cycle means that the intervals are one cycle.
struct NocConfig {
  std::uint32_t columns = 8;
  std::uint32_t rows = 4;
  std::uint32_t cores_per_router = 4;
  std::uint32_t host_column = 0;  // the router that the host's port is attached to
  std::uint32_t host_row = 0;
  Routing routing = Routing::xy;

  std::uint32_t flit_bytes = 4;  // overrides the value in the links

  LinkTiming injection;                   // neurocore or host to router
  LinkTiming horizontal_hop;              // router to its east or west neighbour
  LinkTiming vertical_hop;                // router to its north or south neighbour
  LinkTiming ejection;                    // router to neurocore or host
  BufferConfig router_input;              // each virtual channel of each input port of each router
  Picoseconds switch_interval_ps = 1000;  // one input port hands over at most one flit in this time

  // Parallel physical networks: this many links between neighbours, each with its own ports and buffers. They meet only
  // at the ports of the endpoints. The destination of a packet determines its fabric.
  std::uint32_t fabrics = 1;
  std::uint32_t virtual_channels = 1;  // of each of these links

  // Several chips in one mesh: this many columns and rows of routers belong to one chip; 0: all of them. Links and
  // input buffers between two chips have their own parameters.
  std::uint32_t chip_columns = 0;
  std::uint32_t chip_rows = 0;
  LinkTiming chip_to_chip;
  BufferConfig chip_to_chip_input;

  std::uint32_t multicast_groups = 0;  // capacity of the routers' tables; see Mesh::add_group

  // Channels from a router to its neighbour: the virtual channels of all fabrics, beginning with the first fabric.
  std::uint32_t channels_per_direction() const { return fabrics * virtual_channels; }
  // The channel that packets to this endpoint use on their whole route.
  std::uint32_t channel_of(std::uint32_t endpoint) const { return endpoint % channels_per_direction(); }

  std::uint32_t router_count() const { return columns * rows; }
  std::uint32_t core_count() const { return router_count() * cores_per_router; }
  // Neurocore n is endpoint n; the host is the endpoint after the last neurocore.
  std::uint32_t router_of(std::uint32_t endpoint) const {
    return endpoint == core_count() ? host_row * columns + host_column : endpoint / cores_per_router;
  }
  // The link with the flit size of this network.
  LinkTiming with_flits(LinkTiming link) const {
    link.flit_bytes = flit_bytes;
    return link;
  }
};

}  // namespace floorline::models
