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

#include "models/noc/noc_config.h"
#include "models/noc/router.h"
#include "models/noc/routing.h"
#include "models/noc/routing_table.h"

namespace floorline::models {

// What a mesh does with a routing function whose channel dependencies have a cycle.
enum class CyclicRouting {
  refused,
  permitted,  // to study deadlocks (deadlock.h), or for adaptive functions known to be safe all the same
};

class Mesh : public sc_core::sc_module {
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
  std::uint32_t router_count() const { return static_cast<std::uint32_t>(routers_.size()); }
  Position position(std::uint32_t router) const { return {router % config_.columns, router / config_.columns}; }
  // The port of a router that leads to its neighbour, or to the endpoint. There must be one.
  std::uint32_t port_to(std::uint32_t router, Direction direction) const;
  std::uint32_t port_to(std::uint32_t endpoint) const;
  bool has_neighbour(Position position, Direction direction) const {
    return models::has_neighbour(position, direction, config_.columns, config_.rows);
  }
  std::uint32_t index_of(Position position) const { return position.row * config_.columns + position.column; }

  // Opens ledgers at all routers; see Router::open_ledgers().
  void open_ledgers();

  // Packets that were sent over links between routers, ever.
  std::uint64_t horizontal_hops() const;
  std::uint64_t vertical_hops() const;

 private:
  std::uint64_t hops(Direction direction) const;
  RouterConfig router_config(std::uint32_t router) const;
  RouterRoutes routes(std::uint32_t router, const RoutingTable& routing) const;
  void connect(std::uint32_t router, Direction direction);

  const NocConfig config_;
  std::vector<std::unique_ptr<Router>> routers_;
};

}  // namespace floorline::models
