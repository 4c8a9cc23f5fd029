#include "testbenches/noc/network_bench.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "models/noc/deadlock.h"

namespace floorline::testbenches {

using models::Picoseconds;

namespace {

models::NocConfig noc_of(const NetworkSetup& setup) {
  if (setup.noc)
    return *setup.noc;
  const RouterTiming& router = setup.router;
  models::NocConfig config;
  config.columns = setup.columns;
  config.rows = setup.rows;
  config.cores_per_router = setup.concentration;
  config.routing = setup.routing;
  config.fabrics = setup.fabrics;
  config.virtual_channels = setup.virtual_channels;
  config.chip_columns = setup.chip_columns;
  config.chip_to_chip = {setup.chip_link_factor * router.hop * cycle_ps, setup.chip_link_factor * cycle_ps};
  config.chip_to_chip_input = {setup.buffer_flits, setup.chip_link_factor * router.credit * cycle_ps};
  config.injection = {router.source_to_switch * cycle_ps, cycle_ps};
  config.horizontal_hop = config.vertical_hop = {router.hop * cycle_ps, cycle_ps};
  config.ejection = {router.switch_to_delivery * cycle_ps, cycle_ps};
  config.router_input = {setup.buffer_flits, router.credit * cycle_ps};
  config.switch_interval_ps = cycle_ps;
  return config;
}

}  // namespace

NetworkBench::NetworkBench(const std::string& name, const NetworkSetup& setup) : setup_(setup) {
  const models::NocConfig config = noc_of(setup);
  calendar_ = std::make_unique<models::Calendar>((name + "_calendar").c_str());
  const std::string mesh_name = name + "_mesh";
  if (setup.own_routing)
    mesh_ = std::make_unique<models::Mesh>(mesh_name.c_str(), *calendar_, config, setup.own_routing,
                                           models::CyclicRouting::permitted);
  else
    mesh_ = std::make_unique<models::Mesh>(mesh_name.c_str(), *calendar_, config);
  PacketMaker& maker = *this;
  PacketListener& listener = *this;
  // The port of the host is a node like the others, but receives no traffic.
  for (std::uint32_t node = 0; node <= mesh_->host_endpoint(); ++node) {
    const std::string number = name + "_" + std::to_string(node);
    sources_.push_back(std::make_unique<PacketSource>(("source_" + number).c_str(), *calendar_,
                                                      config.with_flits(config.injection), setup.timing, maker, node));
    sources_.back()->socket().bind(mesh_->to_network(node));
    const std::string sink_name = "sink_" + number;
    if (setup.router.ejection_credit && !setup.noc) {
      const std::uint32_t way_back =
          std::max(*setup.router.ejection_credit, setup.router.switch_to_delivery) - setup.router.switch_to_delivery;
      auto sink = std::make_unique<BufferedSink>(
          sink_name.c_str(), *calendar_, models::BufferConfig{setup.buffer_flits, way_back * cycle_ps}, listener);
      mesh_->from_network(node).bind(sink->socket());
      sinks_.push_back(std::move(sink));
    } else {
      auto sink = std::make_unique<EndlessSink>(sink_name.c_str(), *calendar_, listener);
      mesh_->from_network(node).bind(sink->socket);
      sinks_.push_back(std::move(sink));
    }
  }
}

// A node creates a packet in each cycle with the same probability; this draws the number of cycles until the next
// packet.
Picoseconds NetworkBench::next_creation_ps(Generator& generator) const {
  if (generator.gap_factor == 0) {
    ++generator.next_cycle;
  } else {
    const double uniform = (static_cast<double>(generator.random() >> 11) + 0.5) * 0x1p-53;
    const double gap_cycles = std::log(uniform) * generator.gap_factor;
    constexpr double never = 1e12;  // longer than any simulation; without load the gap is infinite
    if (!(gap_cycles < never))
      return std::numeric_limits<Picoseconds>::max();
    generator.next_cycle += 1 + static_cast<std::uint64_t>(gap_cycles);
  }
  return begin_ps_ + generator.next_cycle * cycle_ps;
}

Packet* NetworkBench::next_packet(std::uint32_t source) {
  Generator& generator = generators_[source];
  TracePacket made;
  if (pattern_) {
    made = {next_creation_ps(generator), source, pattern_->destination(source, generator.random), load_.flits};
    if (made.time_ps > last_creation_ps_ || made.time_ps == std::numeric_limits<Picoseconds>::max())
      return nullptr;
  } else {
    if (generator.next_in_trace == trace_of_source_[source].size())
      return nullptr;
    made = trace_of_source_[source][generator.next_in_trace++];
    made.time_ps += begin_ps_;
  }
  Packet& packet = pool_.acquire(source, made.destination, made.flits, mesh_->config().flit_bytes);
  packet.created_ps = made.time_ps;
  packet.measured = made.time_ps >= measure_from_ps_ && made.time_ps < measure_to_ps_;
  packet.number = result_.packets_created++;
  measured_created_ += packet.measured ? mesh_->copies(made.destination) : 0;
  return &packet;
}

// Whether all packets that were created while measuring have arrived.
bool NetworkBench::measured_packets_arrived() const {
  return result_.latency.count() == measured_created_ &&
         std::all_of(sources_.begin(), sources_.end(), [&](const auto& source) {
           return source->next() == nullptr || source->next()->created_ps >= measure_to_ps_;
         });
}

void NetworkBench::on_packet(const Packet& packet, Picoseconds delivered_ps) {
  last_delivery_ps_ = std::max(last_delivery_ps_, delivered_ps);
  if (delivered_ps >= measure_from_ps_ && delivered_ps < measure_to_ps_) {
    ++result_.packets_delivered;
    flits_delivered_ += packet.flits;
  }
  if (packet.measured)
    result_.latency.add((delivered_ps - packet.created_ps) / cycle_ps);
  if (on_delivery)
    on_delivery(packet, delivered_ps);
}

// Measures from begin_ps_ plus the warm-up on.
void NetworkBench::begin(Picoseconds measure_to_ps) {
  if (setup_.monitored)
    mesh_->open_ledgers();
  measure_from_ps_ = begin_ps_ + load_.warmup_cycles * cycle_ps;
  measure_to_ps_ = measure_to_ps;
  last_creation_ps_ = std::numeric_limits<Picoseconds>::max();
  last_delivery_ps_ = begin_ps_;
  result_ = {};
  measured_created_ = flits_delivered_ = 0;
  generators_.clear();
  generators_.resize(nodes());
  const double probability = load_.load / load_.flits;  // of a packet per node and cycle
  SplitMix64 seeds(load_.seed);
  for (std::uint32_t node = 0; node < nodes(); ++node) {
    generators_[node].random = SplitMix64(seeds());
    generators_[node].gap_factor = probability < 1 ? 1 / std::log1p(-probability) : 0;
  }
  for (std::uint32_t node = 0; node < nodes(); ++node)
    sources_[node]->start();
}

NetworkResult NetworkBench::run(const LoadSetup& load) {
  load_ = load;
  pattern_.emplace(load.pattern, setup_.columns * setup_.concentration, setup_.rows);
  begin_ps_ = calendar_->now_ps();
  const Picoseconds measured_ps = load.cycles * cycle_ps;
  begin(begin_ps_ + load.warmup_cycles * cycle_ps + measured_ps);
  if (load.warmup_cycles > 0)
    sc_core::sc_start(models::to_sc_time(load.warmup_cycles * cycle_ps));
  const std::vector<LinkCount> before = count_links();
  sc_core::sc_start(models::to_sc_time(measured_ps));
  measure_links(before, measured_ps);
  constexpr std::uint64_t look_every = 1000;
  for (std::uint64_t cycles = 0; cycles < load.drain_cycles && !measured_packets_arrived(); cycles += look_every)
    sc_core::sc_start(models::to_sc_time(look_every * cycle_ps));
  result_.drained = measured_packets_arrived();
  last_creation_ps_ = load.deliver_all ? calendar_->now_ps() : 0;
  if (!load.deliver_all) {
    for (const auto& source : sources_)
      source->discard();
  }
  run_until_empty();
  return result_;
}

NetworkResult NetworkBench::run(const PacketTrace& trace) {
  load_ = {};
  load_.warmup_cycles = 0;
  pattern_.reset();
  trace_of_source_.assign(nodes(), {});
  for (const TracePacket& packet : trace)
    trace_of_source_[packet.source].push_back(packet);
  begin_ps_ = calendar_->now_ps();
  const std::vector<LinkCount> before = count_links();
  begin(std::numeric_limits<Picoseconds>::max());
  run_until_empty();
  result_.drained = true;
  measure_links(before, last_delivery_ps_ - begin_ps_);
  return result_;
}

// Until no event is pending any more; a deadlocked network has none from the start.
void NetworkBench::run_until_empty() {
  if (sc_core::sc_pending_activity())
    sc_core::sc_start();
  check_arrival();
}

void NetworkBench::check_arrival() const {
  if (pool_.in_use() == 0)
    return;
  std::string message = fmt::format("the network is deadlocked with {} packets in flight", pool_.in_use());
  const std::vector<models::MeshChannel> cycle = models::find_deadlock(*mesh_);
  if (!cycle.empty())
    message += fmt::format("; buffers wait for each other in a cycle: {}", models::cycle_text(cycle));
  throw std::runtime_error(message);
}

void NetworkBench::measure_links(const std::vector<LinkCount>& before, Picoseconds elapsed_ps) {
  const std::vector<LinkCount> now = count_links();
  for (std::size_t index = 0; index < now.size(); ++index) {
    const LinkCount& link = now[index];
    const std::uint64_t flits = link.flits - before[index].flits;
    const Picoseconds busy_ps = link.busy_ps - before[index].busy_ps;
    result_.links.push_back({link.column, link.row, link.port, link.to_node, flits,
                             static_cast<double>(busy_ps) / static_cast<double>(elapsed_ps)});
    result_.flit_hops += link.to_node ? 0 : flits;
  }
  result_.cycles = (elapsed_ps + cycle_ps - 1) / cycle_ps;
  result_.accepted_load = static_cast<double>(flits_delivered_) / static_cast<double>(result_.cycles) / nodes();
}

std::vector<LinkCount> NetworkBench::count_links() const {
  std::vector<LinkCount> links;
  for (std::uint32_t router = 0; router < mesh_->router_count(); ++router) {
    const models::Position place = mesh_->position(router);
    const models::Router& block = mesh_->router(router);
    const bool idle_host = !setup_.noc && router == mesh_->router_of(mesh_->host_endpoint());
    for (std::uint32_t port = 0; port < block.port_count(); ++port) {
      if (idle_host && port == mesh_->port_to(mesh_->host_endpoint()))
        continue;
      const models::Link& link = block.link(port);
      links.push_back({place.column,
                       place.row,
                       block.port_name(port),
                       block.leads_to_endpoint(port),
                       link.flits(),
                       link.busy_ps(),
                       link.free_at_ps(),
                       {}});
      if (block.has_ledgers())
        links.back().times = block.port_times(port);
    }
  }
  return links;
}

}  // namespace floorline::testbenches
