#include "platform/chip/waiting_circle.h"

#include <algorithm>
#include <cstdint>

#include "models/noc/directed_cycle.h"

namespace floorline::platform {
namespace {

using models::Direction;
using models::Router;

// Vertices are the cores, and then the input channels of all routers; for each, what it waits for.
class Waits {
 public:
  explicit Waits(const Chip& chip) : chip_(chip), mesh_(chip.mesh()) {
    std::uint32_t vertices = chip.core_count();
    for (std::uint32_t router = 0; router < mesh_.router_count(); ++router) {
      first_vertex_.push_back(vertices);
      const Router& unit = mesh_.router(router);
      vertices += unit.first_channel(unit.port_count() - 1) + unit.channel_count(unit.port_count() - 1);
    }
    waits_for_.resize(vertices);
    names_.resize(vertices);
    for (std::uint32_t core = 0; core < chip.core_count(); ++core)
      look_at_core(core);
    for (std::uint32_t router = 0; router < mesh_.router_count(); ++router)
      look_at_router(router);
    keep_endless();
  }

  std::vector<std::string> circle() const {
    std::vector<models::DirectedEdge> edges;
    for (std::uint32_t vertex = 0; vertex < waits_for_.size(); ++vertex) {
      for (const std::uint32_t other : waits_for_[vertex])
        edges.emplace_back(vertex, other);
    }
    std::vector<std::string> names;
    for (const std::uint32_t vertex : models::find_cycle(static_cast<std::uint32_t>(waits_for_.size()), edges))
      names.push_back(names_[vertex]);
    return names;
  }

 private:
  std::string name_of(const sc_core::sc_object& object) const {
    const std::string prefix = std::string(chip_.name()) + ".";
    return std::string(object.name()).substr(prefix.size());
  }
  std::uint32_t vertex_of(std::uint32_t router, std::uint32_t port, std::uint32_t channel) const {
    return first_vertex_[router] + mesh_.router(router).first_channel(port) + channel;
  }
  bool stands(std::uint32_t core) const { return chip_.core(core).waits_for_network(); }

  void look_at_core(std::uint32_t core) {
    names_[core] = name_of(chip_.core(core));
    if (stands(core))
      waits_for_[core].push_back(vertex_of(mesh_.router_of(core), mesh_.port_to(core), 0));
  }

  void look_at_router(std::uint32_t index) {
    const Router& router = mesh_.router(index);
    for (std::uint32_t port = 0; port < router.port_count(); ++port) {
      for (std::uint32_t channel = 0; channel < router.channel_count(port); ++channel) {
        const std::uint32_t vertex = vertex_of(index, port, channel);
        names_[vertex] = name_of(router) + "." + router.port_name(port);
        if (router.channel_count(port) > 1)
          names_[vertex] += " " + std::to_string(channel);
        waits_for_[vertex] = behind(index, router.wanted_outputs(port, channel));
      }
    }
  }

  // What is behind these outputs of a router, if all of it is full; none if something is not.
  std::vector<std::uint32_t> behind(std::uint32_t router, std::uint64_t outputs) const {
    std::vector<std::uint32_t> full;
    for (std::uint32_t core = 0; core < chip_.core_count(); ++core) {
      if (mesh_.router_of(core) == router && takes(outputs, router, mesh_.port_to(core), 0)) {
        if (!stands(core))
          return {};
        full.push_back(core);
      }
    }
    const models::Position place = mesh_.position(router);
    for (const Direction direction : models::all_directions) {
      if (!mesh_.has_neighbour(place, direction))
        continue;
      const std::uint32_t next = mesh_.index_of(models::neighbour(place, direction));
      const std::uint32_t port = mesh_.port_to(router, direction);
      for (std::uint32_t channel = 0; channel < mesh_.config().channels_per_direction(); ++channel) {
        if (!takes(outputs, router, port, channel))
          continue;
        const std::uint32_t other = mesh_.port_to(next, models::opposite(direction));
        if (!mesh_.router(next).input(other, channel).full())
          return {};
        full.push_back(vertex_of(next, other, channel));
      }
    }
    return outputs == 0 ? full : std::vector<std::uint32_t>();  // what is left leads to the host
  }
  // Whether the output channel is one of these, which it is taken from.
  bool takes(std::uint64_t& outputs, std::uint32_t router, std::uint32_t port, std::uint32_t channel) const {
    const std::uint64_t bit = std::uint64_t{1} << (mesh_.router(router).first_channel(port) + channel);
    const bool is_one = (outputs & bit) != 0;
    outputs &= ~bit;
    return is_one;
  }

  // Forgets those that wait for one that does not, until nothing changes: the others wait for ever.
  void keep_endless() {
    for (bool changed = true; changed;) {
      changed = false;
      for (std::vector<std::uint32_t>& others : waits_for_) {
        if (std::any_of(others.begin(), others.end(),
                        [this](std::uint32_t other) { return waits_for_[other].empty(); })) {
          others.clear();
          changed = true;
        }
      }
    }
  }

  const Chip& chip_;
  const models::Mesh& mesh_;
  std::vector<std::uint32_t> first_vertex_;  // by router
  std::vector<std::vector<std::uint32_t>> waits_for_;
  std::vector<std::string> names_;
};

}  // namespace

std::vector<std::string> waiting_circle(const Chip& chip) {
  return Waits(chip).circle();
}

}  // namespace floorline::platform
