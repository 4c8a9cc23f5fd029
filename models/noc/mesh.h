// A mesh of routers with several neurocores at each, and one port for the host.
//
// Endpoints: neurocore n sits at router n / cores_per_router, routers counted row by row; the endpoint behind the last
// neurocore is the host. Messages go along their row first, then along the column (XY), which cannot deadlock.
#pragma once

#include <cstdint>
#include <memory>
#include <systemc>
#include <vector>

#include "models/noc/noc_config.h"
#include "models/noc/router.h"

namespace floorline::models {

class Mesh : public sc_core::sc_module {
 public:
  Mesh(const sc_core::sc_module_name& name, Calendar& calendar, const NocConfig& config);

  // The sockets to bind an endpoint's own to; each must be bound exactly once.
  tlm::tlm_target_socket<>& to_network(std::uint32_t endpoint);
  tlm::tlm_initiator_socket<>& from_network(std::uint32_t endpoint);

  std::uint32_t host_endpoint() const { return config_.core_count(); }
  std::uint32_t router_of(std::uint32_t endpoint) const;
  const NocConfig& config() const { return config_; }
  const Router& router(std::uint32_t index) const { return *routers_[index]; }
  std::uint32_t router_count() const { return static_cast<std::uint32_t>(routers_.size()); }

  // Messages that were sent over links between routers, ever.
  std::uint64_t horizontal_hops() const;
  std::uint64_t vertical_hops() const;

 private:
  struct Neighbours {
    // Port numbers of this router; no_port at the edge.
    std::uint8_t east, west, north, south;
    std::uint8_t first_local;
  };
  static constexpr std::uint8_t no_port = 255;

  Neighbours ports_of(std::uint32_t router) const;
  std::uint32_t local_port(std::uint32_t endpoint) const;
  std::vector<std::uint8_t> xy_routes(std::uint32_t router) const;
  std::vector<RouterPortConfig> port_configs(std::uint32_t router) const;
  void connect(std::uint32_t from, std::uint8_t from_port, std::uint32_t to, std::uint8_t to_port);

  const NocConfig config_;
  std::vector<std::unique_ptr<Router>> routers_;
};

}  // namespace floorline::models
