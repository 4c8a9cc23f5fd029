#include "models/noc/mesh.h"

#include <algorithm>
#include <set>
#include <string>

#include "models/message/address_map.h"
#include "models/noc/channel_dependencies.h"
#include "models/noc/multicast_tree.h"

namespace floorline::models {

namespace {

void refuse_cycle(const NocConfig& config, const RoutingTable& routing) {
  const std::vector<MeshChannel> cycle = ChannelDependencies(config, routing).find_cycle();
  if (!cycle.empty())
    SC_REPORT_FATAL(
        "/floorline/noc/deadlock",
        ("with this routing function packets can deadlock; cycle of channel dependencies: " + cycle_text(cycle))
            .c_str());
}

}  // namespace

Mesh::Mesh(const sc_core::sc_module_name& name, Calendar& calendar, const NocConfig& config)
    : Mesh(name, calendar, config, routing_function(config.routing)) {}

Mesh::Mesh(const sc_core::sc_module_name& name, Calendar& calendar, const NocConfig& config,
           const RoutingFunction& routing, CyclicRouting cyclic_routing)
    : sc_module(name),
      config_(config),
      routing_(config.columns, config.rows, routing),
      acyclic_(cyclic_routing == CyclicRouting::refused) {
  if (config.router_count() == 0 || config.cores_per_router == 0 ||
      config.core_count() + config.multicast_groups >= max_endpoints || config.host_column >= config.columns ||
      config.host_row >= config.rows)
    SC_REPORT_FATAL(
        "/floorline/noc/config",
        "the mesh has no neurocore, too many neurocores and multicast groups, or no router at the place of the host");
  if (config.flit_bytes == 0 || config.channels_per_direction() == 0)
    SC_REPORT_FATAL("/floorline/noc/config", "flit_bytes, fabrics and virtual_channels must be at least 1");
  if (acyclic_)
    refuse_cycle(config, routing_);
  for (std::uint32_t index = 0; index < config.router_count(); ++index) {
    const Position place = position(index);
    const std::string router_name = "router_" + std::to_string(place.column) + "_" + std::to_string(place.row);
    routers_.push_back(std::make_unique<Router>(router_name.c_str(), calendar, router_config(index), routes(index)));
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
  for (std::uint32_t channel = 0; channel < config_.channels_per_direction(); ++channel)
    routers_[router]
        ->output_socket(port_to(router, direction), channel)
        .bind(routers_[other]->input_socket(port_to(other, opposite(direction)), channel));
}

bool Mesh::leaves_chip(Position place, Direction direction) const {
  const Position other = neighbour(place, direction);
  return (config_.chip_columns != 0 && place.column / config_.chip_columns != other.column / config_.chip_columns) ||
         (config_.chip_rows != 0 && place.row / config_.chip_rows != other.row / config_.chip_rows);
}

void Mesh::add_ports(std::vector<RouterPortConfig>& ports, Position place, Direction direction) const {
  RouterPortConfig port;
  port.channels = config_.virtual_channels;
  if (leaves_chip(place, direction)) {
    port.output = config_.with_flits(config_.chip_to_chip);
    port.input = config_.chip_to_chip_input;
  } else {
    const bool horizontal = direction == Direction::east || direction == Direction::west;
    port.output = config_.with_flits(horizontal ? config_.horizontal_hop : config_.vertical_hop);
    port.input = config_.router_input;
  }
  for (std::uint32_t fabric = 0; fabric < config_.fabrics; ++fabric) {
    port.name = name_of(direction) + (config_.fabrics == 1 ? "" : "_fabric" + std::to_string(fabric));
    ports.push_back(port);
  }
}

RouterConfig Mesh::router_config(std::uint32_t router) const {
  RouterConfig config;
  config.switch_interval_ps = config_.switch_interval_ps;
  for (const Direction direction : all_directions) {
    if (has_neighbour(position(router), direction))
      add_ports(config.ports, position(router), direction);
  }
  RouterPortConfig endpoint{"", config_.with_flits(config_.ejection), config_.router_input, 1, true};
  for (std::uint32_t core = 0; core < config_.cores_per_router; ++core) {
    endpoint.name = "core_" + std::to_string(router * config_.cores_per_router + core);
    config.ports.push_back(endpoint);
  }
  if (router == router_of(host_endpoint())) {
    endpoint.name = "host";
    config.ports.push_back(endpoint);
  }
  return config;
}

std::uint32_t Mesh::port_to(std::uint32_t router, Direction direction) const {
  std::uint32_t port = 0;
  for (const Direction earlier : all_directions) {
    if (earlier == direction)
      break;
    port += has_neighbour(position(router), earlier) ? config_.fabrics : 0;
  }
  return port;
}

std::uint32_t Mesh::port_to(std::uint32_t endpoint) const {
  std::uint32_t port = 0;
  for (const Direction direction : all_directions)
    port += has_neighbour(position(router_of(endpoint)), direction) ? config_.fabrics : 0;
  return port + (endpoint == host_endpoint() ? config_.cores_per_router : endpoint % config_.cores_per_router);
}

std::uint64_t Mesh::channel_to(std::uint32_t router, Direction direction, std::uint32_t endpoint) const {
  const std::uint32_t first = port_to(router, direction) * config_.virtual_channels;
  return std::uint64_t{1} << (first + config_.channel_of(endpoint));
}

std::uint64_t Mesh::channel_to(std::uint32_t endpoint) const {
  // Ports to neighbours come first.
  const std::uint32_t links = port_to(router_of(endpoint) * config_.cores_per_router);
  return std::uint64_t{1} << (links * config_.virtual_channels + port_to(endpoint) - links);
}

RouterRoutes Mesh::routes(std::uint32_t router) const {
  RouterRoutes routes(host_endpoint() + 1, 0);
  for (std::uint32_t endpoint = 0; endpoint < routes.size(); ++endpoint) {
    if (router_of(endpoint) == router) {
      routes[endpoint] = channel_to(endpoint);
      continue;
    }
    for (const Direction direction : all_directions) {
      if (routing_.permits(router, router_of(endpoint), direction))
        routes[endpoint] |= channel_to(router, direction, endpoint);
    }
  }
  return routes;
}

std::uint32_t Mesh::add_group(const std::vector<std::uint32_t>& endpoints) {
  const auto group = static_cast<std::uint32_t>(host_endpoint() + 1 + group_sizes_.size());
  const MulticastTree tree(config_, routing_, endpoints);
  std::string mistake;
  if (group_sizes_.size() == config_.multicast_groups)
    mistake = "the routers' tables are full";
  else if (endpoints.empty() || *std::max_element(endpoints.begin(), endpoints.end()) > host_endpoint())
    mistake = "it has no members, or a member that does not exist";
  else if (std::set<std::uint32_t>(endpoints.begin(), endpoints.end()).size() != endpoints.size())
    mistake = "it names a member twice";
  else if (!acyclic_)
    mistake = "the channel dependencies of the routing function are not known to be acyclic";
  else
    mistake = tree.mistake();
  if (!mistake.empty())
    SC_REPORT_FATAL("/floorline/noc/multicast", ("invalid multicast group: " + mistake).c_str());
  for (std::uint32_t router = 0; router < router_count(); ++router)
    routers_[router]->add_group(group_routes(router, group, tree));
  group_sizes_.push_back(static_cast<std::uint32_t>(endpoints.size()));
  return group;
}

void Mesh::clear_groups() {
  for (const auto& router : routers_)
    router->clear_groups();
  group_sizes_.clear();
}

GroupRoutes Mesh::group_routes(std::uint32_t router, std::uint32_t group, const MulticastTree& tree) const {
  const auto channels = [&](std::optional<Direction> moving) {
    const MulticastTree::Branches branches = tree.branches(router, moving);
    std::uint64_t channels = 0;
    for (const std::uint32_t member : branches.members)
      channels |= channel_to(member);
    for (const Direction direction : all_directions) {
      if ((branches.directions & RoutingTable::bit(direction)) != 0)
        channels |= channel_to(router, direction, group);
    }
    return channels;
  };
  GroupRoutes routes;
  for (const Direction direction : all_directions) {
    if (has_neighbour(position(router), direction))
      routes.insert(routes.end(), config_.fabrics, channels(opposite(direction)));
  }
  routes.resize(routers_[router]->port_count(), channels(std::nullopt));
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
    if (!has_neighbour(position(index), direction))
      continue;
    for (std::uint32_t fabric = 0; fabric < config_.fabrics; ++fabric)
      packets += routers_[index]->link(port_to(index, direction) + fabric).packets();
  }
  return packets;
}

void Mesh::record_causes() {
  for (const auto& router : routers_)
    router->record_causes();
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
