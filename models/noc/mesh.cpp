#include "models/noc/mesh.h"

#include <string>

#include "models/message/address_map.h"
#include "models/noc/channel_dependencies.h"

namespace floorline::models {

namespace {

void refuse_cycle(const NocConfig& config, const RoutingTable& routing) {
  const std::vector<MeshChannel> cycle = ChannelDependencies(config, routing).find_cycle();
  if (!cycle.empty())
    SC_REPORT_FATAL(
        "/floorline/noc/deadlock",
        ("with this routing function packets can wait for each other in a circle: " + cycle_text(cycle)).c_str());
}

}  // namespace

Mesh::Mesh(const sc_core::sc_module_name& name, Calendar& calendar, const NocConfig& config)
    : Mesh(name, calendar, config, routing_function(config.routing)) {}

Mesh::Mesh(const sc_core::sc_module_name& name, Calendar& calendar, const NocConfig& config,
           const RoutingFunction& routing, CyclicRouting cyclic_routing)
    : sc_module(name), config_(config) {
  if (config.router_count() == 0 || config.cores_per_router == 0 || config.core_count() >= max_endpoints ||
      config.host_column >= config.columns || config.host_row >= config.rows)
    SC_REPORT_FATAL("/floorline/noc/config", "the mesh has no room for a neurocore, too many, or none for the host");
  if (config.flit_bytes == 0 || config.virtual_channels == 0)
    SC_REPORT_FATAL("/floorline/noc/config", "a flit carries at least a byte, and a link has at least one channel");
  const RoutingTable table(config.columns, config.rows, routing);
  if (cyclic_routing == CyclicRouting::refused)
    refuse_cycle(config, table);
  for (std::uint32_t index = 0; index < config.router_count(); ++index) {
    const Position place = position(index);
    const std::string router_name = "router_" + std::to_string(place.column) + "_" + std::to_string(place.row);
    routers_.push_back(
        std::make_unique<Router>(router_name.c_str(), calendar, router_config(index), routes(index, table)));
  }
  for (std::uint32_t index = 0; index < config.router_count(); ++index) {
    for (const Direction direction : all_directions) {
      if (has_neighbour(position(index), direction))
        connect(index, direction);
    }
  }
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
  for (const Direction direction : all_directions) {
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

std::uint32_t Mesh::port_to(std::uint32_t router, Direction direction) const {
  std::uint32_t port = 0;
  for (const Direction earlier : all_directions) {
    if (earlier == direction)
      break;
    port += has_neighbour(position(router), earlier) ? 1 : 0;
  }
  return port;
}

std::uint32_t Mesh::port_to(std::uint32_t endpoint) const {
  std::uint32_t port = 0;
  for (const Direction direction : all_directions)
    port += has_neighbour(position(router_of(endpoint)), direction) ? 1 : 0;
  return port + (endpoint == host_endpoint() ? config_.cores_per_router : endpoint % config_.cores_per_router);
}

RouterRoutes Mesh::routes(std::uint32_t router, const RoutingTable& routing) const {
  const std::uint32_t links = port_to(router * config_.cores_per_router);  // ports to neighbours come first
  RouterRoutes routes(host_endpoint() + 1, 0);
  for (std::uint32_t endpoint = 0; endpoint < routes.size(); ++endpoint) {
    if (router_of(endpoint) == router) {
      const std::uint32_t channel = links * config_.virtual_channels + port_to(endpoint) - links;
      routes[endpoint] = std::uint64_t{1} << channel;
      continue;
    }
    for (const Direction direction : all_directions) {
      if (!routing.permits(router, router_of(endpoint), direction))
        continue;
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
