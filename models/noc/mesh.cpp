#include "models/noc/mesh.h"

#include <string>

#include "models/message/address_map.h"

namespace floorline::models {

Mesh::Mesh(const sc_core::sc_module_name& name, Calendar& calendar, const NocConfig& config)
    : sc_module(name), config_(config) {
  if (config.router_count() == 0 || config.cores_per_router == 0 || config.core_count() >= max_endpoints ||
      config.host_column >= config.columns || config.host_row >= config.rows)
    SC_REPORT_FATAL("/floorline/noc/config", "the mesh has no room for a neurocore, too many, or none for the host");
  for (std::uint32_t index = 0; index < config.router_count(); ++index) {
    const std::string router_name =
        "router_" + std::to_string(index % config.columns) + "_" + std::to_string(index / config.columns);
    routers_.push_back(std::make_unique<Router>(router_name.c_str(), calendar, port_configs(index), config.router_input,
                                                config.switch_interval_ps, xy_routes(index)));
  }
  for (std::uint32_t index = 0; index < config.router_count(); ++index) {
    const Neighbours ports = ports_of(index);
    if (ports.east != no_port) {
      connect(index, ports.east, index + 1, ports_of(index + 1).west);
      connect(index + 1, ports_of(index + 1).west, index, ports.east);
    }
    if (ports.south != no_port) {
      const std::uint32_t below = index + config.columns;
      connect(index, ports.south, below, ports_of(below).north);
      connect(below, ports_of(below).north, index, ports.south);
    }
  }
}

void Mesh::connect(std::uint32_t from, std::uint8_t from_port, std::uint32_t to, std::uint8_t to_port) {
  routers_[from]->output_socket(from_port).bind(routers_[to]->input_socket(to_port));
}

Mesh::Neighbours Mesh::ports_of(std::uint32_t router) const {
  const std::uint32_t column = router % config_.columns;
  const std::uint32_t row = router / config_.columns;
  std::uint8_t next = 0;
  Neighbours ports{};
  ports.east = column + 1 < config_.columns ? next++ : no_port;
  ports.west = column > 0 ? next++ : no_port;
  ports.north = row > 0 ? next++ : no_port;
  ports.south = row + 1 < config_.rows ? next++ : no_port;
  ports.first_local = next;
  return ports;
}

std::vector<RouterPortConfig> Mesh::port_configs(std::uint32_t router) const {
  std::vector<RouterPortConfig> ports;
  const Neighbours neighbours = ports_of(router);
  if (neighbours.east != no_port)
    ports.push_back({"east", config_.horizontal_hop});
  if (neighbours.west != no_port)
    ports.push_back({"west", config_.horizontal_hop});
  if (neighbours.north != no_port)
    ports.push_back({"north", config_.vertical_hop});
  if (neighbours.south != no_port)
    ports.push_back({"south", config_.vertical_hop});
  for (std::uint32_t core = 0; core < config_.cores_per_router; ++core)
    ports.push_back({"core_" + std::to_string(router * config_.cores_per_router + core), config_.ejection});
  if (router == router_of(host_endpoint()))
    ports.push_back({"host", config_.ejection});
  return ports;
}

std::uint32_t Mesh::router_of(std::uint32_t endpoint) const {
  return endpoint == host_endpoint() ? config_.host_row * config_.columns + config_.host_column
                                     : endpoint / config_.cores_per_router;
}

std::uint32_t Mesh::local_port(std::uint32_t endpoint) const {
  const std::uint32_t first = ports_of(router_of(endpoint)).first_local;
  return endpoint == host_endpoint() ? first + config_.cores_per_router : first + endpoint % config_.cores_per_router;
}

std::vector<std::uint8_t> Mesh::xy_routes(std::uint32_t router) const {
  const Neighbours ports = ports_of(router);
  const std::uint32_t column = router % config_.columns;
  std::vector<std::uint8_t> routes(host_endpoint() + 1);
  for (std::uint32_t endpoint = 0; endpoint < routes.size(); ++endpoint) {
    const std::uint32_t target = router_of(endpoint);
    const std::uint32_t target_column = target % config_.columns;
    if (target_column != column)
      routes[endpoint] = target_column > column ? ports.east : ports.west;
    else if (target != router)
      routes[endpoint] = target > router ? ports.south : ports.north;
    else
      routes[endpoint] = static_cast<std::uint8_t>(local_port(endpoint));
  }
  return routes;
}

tlm::tlm_target_socket<>& Mesh::to_network(std::uint32_t endpoint) {
  return routers_[router_of(endpoint)]->input_socket(local_port(endpoint));
}

tlm::tlm_initiator_socket<>& Mesh::from_network(std::uint32_t endpoint) {
  return routers_[router_of(endpoint)]->output_socket(local_port(endpoint));
}

std::uint64_t Mesh::horizontal_hops() const {
  std::uint64_t hops = 0;
  for (std::uint32_t index = 0; index < router_count(); ++index) {
    const Neighbours ports = ports_of(index);
    for (const std::uint8_t port : {ports.east, ports.west})
      hops += port != no_port ? routers_[index]->output(port).messages() : 0;
  }
  return hops;
}

std::uint64_t Mesh::vertical_hops() const {
  std::uint64_t hops = 0;
  for (std::uint32_t index = 0; index < router_count(); ++index) {
    const Neighbours ports = ports_of(index);
    for (const std::uint8_t port : {ports.north, ports.south})
      hops += port != no_port ? routers_[index]->output(port).messages() : 0;
  }
  return hops;
}

}  // namespace floorline::models
