// A mesh of routers with one or several neurocores each, and one port for the host.
//
// Endpoints: neurocore n is attached to router n / cores_per_router, with routers numbered row by row; the endpoint
// after the last neurocore is the host. A mesh of one router is a star; one with several cores per router is a
// concentrated mesh.
//
// A routing function that does not reach its target is a fatal error /floorline/noc/config. One with which packets
// could deadlock (channel_dependencies.h) is a fatal error /floorline/noc/deadlock, which names the cycle of channels.
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
  permitted,  // to study deadlocks (deadlock.h), or for adaptive functions that are known to be safe
};

class Mesh : public sc_core::sc_module, public EndpointDirectory {
 public:
  Mesh(const sc_core::sc_module_name& name, Calendar& calendar, const NocConfig& config);
  // With a custom routing function; config.routing is ignored.
  Mesh(const sc_core::sc_module_name& name, Calendar& calendar, const NocConfig& config, const RoutingFunction& routing,
       CyclicRouting cyclic_routing = CyclicRouting::refused);

  // The sockets of the network for an endpoint; each must be bound exactly once.
  tlm::tlm_target_socket<>& to_network(std::uint32_t endpoint);
  tlm::tlm_initiator_socket<>& from_network(std::uint32_t endpoint);

  std::uint32_t host_endpoint() const { return config_.core_count(); }
  std::uint32_t router_of(std::uint32_t endpoint) const { return config_.router_of(endpoint); }
  const NocConfig& config() const { return config_; }
  const Router& router(std::uint32_t index) const { return *routers_[index]; }
  Router& router(std::uint32_t index) { return *routers_[index]; }
  std::uint32_t router_count() const { return static_cast<std::uint32_t>(routers_.size()); }
  Position position(std::uint32_t router) const { return {router % config_.columns, router / config_.columns}; }
  // The port of a router that leads to its neighbour, or to the endpoint, which must exist. Ports and channels of
  // further fabrics follow it.
  std::uint32_t port_to(std::uint32_t router, Direction direction) const;
  std::uint32_t port_to(std::uint32_t endpoint) const;
  bool has_neighbour(Position position, Direction direction) const {
    return models::has_neighbour(position, direction, config_.columns, config_.rows);
  }
  std::uint32_t index_of(Position position) const { return position.row * config_.columns + position.column; }

  // Adds a multicast group and returns its address: packets for all members are sent to this number, which follows
  // those of the endpoints. They take the union of the routes to the members (a tree) and are copied where routes
  // diverge.
  //
  // Multicast cannot deadlock if no packet holds an output while it waits for another, and if copies wait only for what
  // single packets wait for. It therefore requires (a) packets of one flit: others get TLM_BURST_ERROR_RESPONSE; (b) a
  // deterministic routing function; (c) acyclic channel dependencies; (d) routes that bring exactly one copy to each
  // member from every source. If (b), (c) or (d) does not hold, or the tables are full: fatal error
  // /floorline/noc/multicast. Must not be called while packets are in flight.
  std::uint32_t add_group(const std::vector<std::uint32_t>& endpoints);
  // Removes all groups. Must not be called while packets are in flight.
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

  // Packets sent over links between routers, in total.
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
  const bool acyclic_;  // the channel dependencies are known to be acyclic
  std::vector<std::uint32_t> group_sizes_;
  std::vector<std::unique_ptr<Router>> routers_;
};

}  // namespace floorline::models
