#include "models/noc/mesh.h"

#include <string>

#include "models/message/address_map.h"

namespace floorline::models {

namespace {

constexpr Direction directions[] = {Direction::east, Direction::west, Direction::north, Direction::south};

constexpr Direction opposite(Direction direction) {
  switch (direction) {
    case Direction::east:
      return Direction::west;
    case Direction::west:
      return Direction::east;
    case Direction::north:
      return Direction::south;
    case Direction::south:
      break;
  }
  return Direction::north;
}

}  // namespace

Mesh::Mesh(const sc_core::sc_module_name& name, Calendar& calendar, const NocConfig& config)
    : Mesh(name, calendar, config, routing_function(config.routing)) {}

Mesh::Mesh(const sc_core::sc_module_name& name, Calendar& calendar, const NocConfig& config,
           const RoutingFunction& routing)
    : sc_module(name), config_(config) {
  if (config.router_count() == 0 || config.cores_per_router == 0 || config.core_count() >= max_endpoints ||
      config.host_column >= config.columns || config.host_row >= config.rows)
    SC_REPORT_FATAL("/floorline/noc/config", "the mesh has no room for a neurocore, too many, or none for the host");
  if (config.flit_bytes == 0 || config.virtual_channels == 0)
    SC_REPORT_FATAL("/floorline/noc/config", "a flit carries at least a byte, and a link has at least one channel");
  for (std::uint32_t index = 0; index < config.router_count(); ++index) {
    const Position place = position(index);
    const std::string router_name = "router_" + std::to_string(place.column) + "_" + std::to_string(place.row);
    routers_.push_back(
        std::make_unique<Router>(router_name.c_str(), calendar, router_config(index), routes(index, routing)));
  }
  for (std::uint32_t index = 0; index < config.router_count(); ++index) {
    for (const Direction direction : directions) {
      if (has_neighbour(position(index), direction))
        connect(index, direction);
    }
  }
}

bool Mesh::has_neighbour(Position position, Direction direction) const {
  // West of column 0 and north of row 0 wrap around to very large numbers.
  const Position place = neighbour(position, direction);
  return place.column < config_.columns && place.row < config_.rows;
}

void Mesh::connect(std::uint32_t router, Direction direction) {
  const std::uint32_t other = index_of(neighbour(position(router), direction));
  for (std::uint32_t channel = 0; channel < config_.virtual_channels; ++channel)
    routers_[router]
        ->output_socket(port_to(router, direction), channel)
        .bind(routers_[other]->input_socket(port_to(other, opposite(direction)), channel));
}

RouterConfig Mesh::router_config(std::uint32_t router) const {
  RouterConfig config;
  config.input = config_.router_input;
  config.switch_interval_ps = config_.switch_interval_ps;
  for (const Direction direction : directions) {
    const bool horizontal = direction == Direction::east || direction == Direction::west;
    if (has_neighbour(position(router), direction))
      config.ports.push_back({name_of(direction),
                              config_.of_width(horizontal ? config_.horizontal_hop : config_.vertical_hop),
                              config_.virtual_channels, false});
  }
  for (std::uint32_t core = 0; core < config_.cores_per_router; ++core)
    config.ports.push_back({"core_" + std::to_string(router * config_.cores_per_router + core),
                            config_.of_width(config_.ejection), 1, true});
  if (router == router_of(host_endpoint()))
    config.ports.push_back({"host", config_.of_width(config_.ejection), 1, true});
  return config;
}

std::uint32_t Mesh::router_of(std::uint32_t endpoint) const {
  return endpoint == host_endpoint() ? index_of({config_.host_column, config_.host_row})
                                     : endpoint / config_.cores_per_router;
}

std::uint32_t Mesh::port_to(std::uint32_t router, Direction direction) const {
  std::uint32_t port = 0;
  for (const Direction earlier : directions) {
    if (earlier == direction)
      break;
    port += has_neighbour(position(router), earlier) ? 1 : 0;
  }
  return port;
}

std::uint32_t Mesh::port_to(std::uint32_t endpoint) const {
  std::uint32_t port = 0;
  for (const Direction direction : directions)
    port += has_neighbour(position(router_of(endpoint)), direction) ? 1 : 0;
  return port + (endpoint == host_endpoint() ? config_.cores_per_router : endpoint % config_.cores_per_router);
}

RouterRoutes Mesh::routes(std::uint32_t router, const RoutingFunction& routing) const {
  const std::uint32_t links = port_to(router * config_.cores_per_router);  // ports to neighbours come first
  RouterRoutes routes(host_endpoint() + 1, 0);
  for (std::uint32_t endpoint = 0; endpoint < routes.size(); ++endpoint) {
    if (router_of(endpoint) == router) {
      const std::uint32_t channel = links * config_.virtual_channels + port_to(endpoint) - links;
      routes[endpoint] = std::uint64_t{1} << channel;
      continue;
    }
    for (const Direction direction : routing(position(router), position(router_of(endpoint)))) {
      const std::uint32_t channel =
          port_to(router, direction) * config_.virtual_channels + endpoint % config_.virtual_channels;
      routes[endpoint] |= std::uint64_t{1} << channel;
    }
  }
  return routes;
}

tlm::tlm_target_socket<>& Mesh::to_network(std::uint32_t endpoint) {
  return routers_[router_of(endpoint)]->input_socket(port_to(endpoint));
}

tlm::tlm_initiator_socket<>& Mesh::from_network(std::uint32_t endpoint) {
  return routers_[router_of(endpoint)]->output_socket(port_to(endpoint));
}

std::uint64_t Mesh::hops(Direction direction) const {
  std::uint64_t packets = 0;
  for (std::uint32_t index = 0; index < router_count(); ++index) {
    if (has_neighbour(position(index), direction))
      packets += routers_[index]->link(port_to(index, direction)).packets();
  }
  return packets;
}

void Mesh::open_ledgers() {
  for (const auto& router : routers_)
    router->open_ledgers();
}

std::uint64_t Mesh::horizontal_hops() const {
  return hops(Direction::east) + hops(Direction::west);
}

std::uint64_t Mesh::vertical_hops() const {
  return hops(Direction::north) + hops(Direction::south);
}

}  // namespace floorline::models
