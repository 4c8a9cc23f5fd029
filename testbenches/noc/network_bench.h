// A network of nodes that send packets of a pattern or of a recorded trace, with measurements.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "models/noc/mesh.h"
#include "platform/run/packet_trace.h"
#include "testbenches/noc/latency_histogram.h"
#include "testbenches/noc/packet_sink.h"
#include "testbenches/noc/packet_source.h"
#include "testbenches/noc/traffic_pattern.h"

namespace floorline::testbenches {

using platform::PacketTrace;
using platform::TracePacket;

inline constexpr models::Picoseconds cycle_ps = 1000;

// The five numbers of a router, in cycles; see models/noc/noc_config.h.
struct RouterTiming {
  std::uint32_t source_to_switch = 1;
  std::uint32_t hop = 1;
  std::uint32_t switch_to_delivery = 1;
  std::uint32_t credit = 1;
  std::optional<std::uint32_t> ejection_credit;  // none: the sinks always have room
};

struct NetworkSetup {
  std::uint32_t columns = 8;
  std::uint32_t rows = 8;
  std::uint32_t concentration = 1;  // nodes per router
  models::Routing routing = models::Routing::xy;
  models::RoutingFunction own_routing;  // if set, replaces `routing`; it may deadlock
  std::uint32_t fabrics = 1;
  std::uint32_t virtual_channels = 1;
  std::uint32_t chip_columns = 0;  // several chips, connected by links that are this many times slower than the others
  std::uint32_t chip_link_factor = 1;
  std::uint32_t buffer_flits = 8;
  RouterTiming router;
  models::Timing timing = models::Timing::approximately_timed;
  bool monitored = false;  // keep a ledger for every port
  // The network of a chip instead: of the fields above only timing and monitored are used, the host's port is a node
  // too, and the sinks always have room.
  std::optional<models::NocConfig> noc;
};

struct LoadSetup {
  Pattern pattern = Pattern::uniform;
  std::uint32_t flits = 1;  // per packet
  double load = 0.1;        // flits per node and cycle
  std::uint64_t seed = 1;
  std::uint64_t warmup_cycles = 10000;
  std::uint64_t cycles = 30000;         // measured
  std::uint64_t drain_cycles = 100000;  // at most, until the measured packets have arrived
  bool deliver_all = false;  // deliver all other packets too; otherwise those in the source queues are dropped
};

// The traffic of a link, and its time, since the beginning of the simulation.
struct LinkCount {
  std::uint32_t column = 0, row = 0;  // of the router at its beginning
  std::string port;                   // "east", "core_5"
  bool to_node = false;               // otherwise to another router
  std::uint64_t flits = 0;
  models::Picoseconds busy_ps = 0;
  models::Picoseconds last_busy_ps = 0;  // when its last flit left it
  models::StateTimes times;              // if the network is monitored; since the beginning of the last run
};

struct LinkLoad {
  std::uint32_t column = 0, row = 0;
  std::string port;
  bool to_node = false;
  std::uint64_t flits = 0;
  double load = 0;  // share of the time for which the link is busy
};

struct NetworkResult {
  std::uint64_t packets_created = 0;  // in the whole run

  // For the packets that were created while measuring, whenever they arrived.
  LatencyHistogram latency;
  bool drained = false;  // all of them have arrived

  // Events in the measured interval: the `cycles` of a LoadSetup; for a trace, until its last packet is delivered.
  std::uint64_t cycles = 0;
  std::uint64_t packets_delivered = 0;
  double accepted_load = 0;     // flits delivered per node and cycle
  std::uint64_t flit_hops = 0;  // between routers
  std::vector<LinkLoad> links;
};

// A simulation can contain several benches; all must be built before the first one runs.
//
// A run that deadlocks before all packets have arrived throws std::runtime_error; the message names the cycle of
// buffers that wait for each other, if there is one. The bench cannot run again after that.
class NetworkBench final : private PacketMaker, private PacketListener {
 public:
  NetworkBench(const std::string& name, const NetworkSetup& setup);

  // Runs synthetic traffic from the current simulation time until the network is empty again. Can be called again; only
  // the arbiters keep state.
  NetworkResult run(const LoadSetup& load);
  // Runs the packets of a trace until all have arrived.
  NetworkResult run(const PacketTrace& trace);

  std::uint32_t nodes() const { return mesh_->host_endpoint() + (setup_.noc ? 1 : 0); }
  models::Mesh& mesh() { return *mesh_; }
  models::Calendar& calendar() { return *calendar_; }
  std::vector<LinkCount> count_links() const;
  std::uint64_t packets_in_use() const { return pool_.in_use(); }
  // Called for every delivered packet.
  std::function<void(const Packet&, models::Picoseconds)> on_delivery;

 private:
  struct Generator {
    SplitMix64 random;
    double gap_factor = 0;  // 1 / log(1 - probability of a packet per cycle); 0: a packet in every cycle
    std::uint64_t next_cycle = 0;
    std::size_t next_in_trace = 0;
  };

  Packet* next_packet(std::uint32_t source) override;
  void on_packet(const Packet& packet, models::Picoseconds delivered_ps) override;
  models::Picoseconds next_creation_ps(Generator& generator) const;
  bool measured_packets_arrived() const;
  void begin(models::Picoseconds measure_to_ps);
  void run_until_empty();
  void measure_links(const std::vector<LinkCount>& before, models::Picoseconds elapsed_ps);
  void check_arrival() const;

  const NetworkSetup setup_;
  std::unique_ptr<models::Calendar> calendar_;
  std::unique_ptr<models::Mesh> mesh_;
  PacketPool pool_;
  std::vector<std::unique_ptr<PacketSource>> sources_;
  std::vector<std::unique_ptr<sc_core::sc_module>> sinks_;

  // The run.
  LoadSetup load_;
  std::optional<TrafficPattern> pattern_;                  // empty: a trace is replayed
  std::vector<std::vector<TracePacket>> trace_of_source_;  // then
  std::vector<Generator> generators_;
  models::Picoseconds begin_ps_ = 0;
  models::Picoseconds measure_from_ps_ = 0;
  models::Picoseconds measure_to_ps_ = 0;
  models::Picoseconds last_creation_ps_ = 0;  // no packet is created after that
  std::uint64_t measured_created_ = 0;
  std::uint64_t flits_delivered_ = 0;         // while measuring
  models::Picoseconds last_delivery_ps_ = 0;  // of all
  NetworkResult result_;
};

}  // namespace floorline::testbenches
