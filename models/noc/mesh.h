// A mesh of routers with several neurocores at each, and one port for the host.
//
// Endpoints: neurocore n sits at router n / cores_per_router, routers counted row by row; the endpoint behind the last
// neurocore is the host. A mesh of one router is a star, one with several cores a router is a concentrated mesh.
//
// A routing function that does not arrive is a fatal error /floorline/noc/config. One with which packets could wait for
// each other in a circle (channel_dependencies.h) is a fatal error /floorline/noc/deadlock, which names the circle.
#pragma once

#include <cstdint>
#include <memory>
#include <systemc>
#include <vector>

#include "models/noc/endpoint_directory.h"
#include "models/noc/noc_config.h"
#include "models/noc/router.h"
#include "models/noc/routing.h"
#include "models/noc/routing_table.h"

namespace floorline::models {

class MulticastTree;

// What a mesh does with a routing function whose channel dependencies have a cycle.
enum class CyclicRouting {
  refused,
  permitted,  // to study deadlocks (deadlock.h), or for adaptive functions known to be safe all the same
};

class Mesh : public sc_core::sc_module, public EndpointDirectory {
 public:
  Mesh(const sc_core::sc_module_name& name, Calendar& calendar, const NocConfig& config);
  // With a routing function of one's own; config.routing is not used.
  Mesh(const sc_core::sc_module_name& name, Calendar& calendar, const NocConfig& config, const RoutingFunction& routing,
       CyclicRouting cyclic_routing = CyclicRouting::refused);

  // The sockets to bind an endpoint's own to; each must be bound exactly once.
  tlm::tlm_target_socket<>& to_network(std::uint32_t endpoint);
  tlm::tlm_initiator_socket<>& from_network(std::uint32_t endpoint);

  std::uint32_t host_endpoint() const { return config_.core_count(); }
  std::uint32_t router_of(std::uint32_t endpoint) const { return config_.router_of(endpoint); }
  const NocConfig& config() const { return config_; }
  const Router& router(std::uint32_t index) const { return *routers_[index]; }
  Router& router(std::uint32_t index) { return *routers_[index]; }
  std::uint32_t router_count() const { return static_cast<std::uint32_t>(routers_.size()); }
  Position position(std::uint32_t router) const { return {router % config_.columns, router / config_.columns}; }
  // The port of a router that leads to its neighbour, or to the endpoint. There must be one. Those of further fabrics
  // follow it, and so do their channels.
  std::uint32_t port_to(std::uint32_t router, Direction direction) const;
  std::uint32_t port_to(std::uint32_t endpoint) const;
  bool has_neighbour(Position position, Direction direction) const {
    return models::has_neighbour(position, direction, config_.columns, config_.rows);
  }
  std::uint32_t index_of(Position position) const { return position.row * config_.columns + position.column; }

  // Another group of endpoints; returns the number to which packets for all of them are addressed, which follows those
  // of the endpoints. They take the union of the ways to the members (a tree), and are copied where these part.
  //
  // This cannot deadlock if nobody holds an output while waiting for another one, and if waiting goes no other ways
  // than for single packets. So it needs (a) packets of one flit: others get TLM_BURST_ERROR_RESPONSE; (b) a routing
  // function that leaves no choice; (c) acyclic channel dependencies; (d) ways that bring one copy to each member, from
  // wherever the packet comes. Where (b), (c) or (d) is not so, or the tables are full: fatal error
  // /floorline/noc/multicast.
  // Not while packets are on their way.
  std::uint32_t add_group(const std::vector<std::uint32_t>& endpoints);
  // Forgets all groups. Not while packets are on their way.
  void clear_groups();
  std::uint32_t copies(std::uint32_t endpoint) const override {
    return endpoint <= host_endpoint() || endpoint - host_endpoint() > group_sizes_.size()
               ? 1
               : group_sizes_[endpoint - host_endpoint() - 1];
  }

  // Names the ports of all routers to the calendar's recorder of causes; see Router::record_causes().
  void record_causes();
  // Opens ledgers at all routers; see Router::open_ledgers().
  void open_ledgers();

  // Packets that were sent over links between routers, ever.
  std::uint64_t horizontal_hops() const;
  std::uint64_t vertical_hops() const;

 private:
  std::uint64_t hops(Direction direction) const;
  RouterConfig router_config(std::uint32_t router) const;
  RouterRoutes routes(std::uint32_t router) const;
  bool leaves_chip(Position place, Direction direction) const;
  void add_ports(std::vector<RouterPortConfig>& ports, Position place, Direction direction) const;
  std::uint64_t channel_to(std::uint32_t router, Direction direction, std::uint32_t endpoint) const;
  std::uint64_t channel_to(std::uint32_t endpoint) const;
  GroupRoutes group_routes(std::uint32_t router, std::uint32_t group, const MulticastTree& tree) const;
  void connect(std::uint32_t router, Direction direction);

  const NocConfig config_;
  const RoutingTable routing_;
  const bool acyclic_;  // its channel dependencies are known to be
  std::vector<std::uint32_t> group_sizes_;
  std::vector<std::unique_ptr<Router>> routers_;
};

}  // namespace floorline::models
