#include "platform/chip/wait_cycle.h"

#include <cstdint>

#include "models/noc/directed_cycle.h"

namespace floorline::platform {
namespace {

using models::Direction;
using models::Router;

// Who waits for whom. Vertices are the cores, followed by the input channels of all routers.
class ChipWaits {
 public:
  explicit ChipWaits(const Chip& chip) : chip_(chip), mesh_(chip.mesh()) {
    std::uint32_t vertices = chip.core_count();
    for (std::uint32_t router = 0; router < mesh_.router_count(); ++router) {
      first_vertex_.push_back(vertices);
      const Router& unit = mesh_.router(router);
      vertices += unit.first_channel(unit.port_count() - 1) + unit.channel_count(unit.port_count() - 1);
    }
    waits_for_.resize(vertices);
    names_.resize(vertices);
    for (std::uint32_t core = 0; core < chip.core_count(); ++core)
      add_core(core);
    for (std::uint32_t router = 0; router < mesh_.router_count(); ++router)
      add_router(router);
  }

  std::vector<std::string> cycle() const {
    std::vector<std::string> names;
    for (const std::uint32_t vertex : models::find_wait_cycle(waits_for_))
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
  bool is_blocked(std::uint32_t core) const { return chip_.core(core).waits_for_network(); }

  void add_core(std::uint32_t core) {
    names_[core] = name_of(chip_.core(core));
    if (is_blocked(core))
      waits_for_[core].push_back(vertex_of(mesh_.router_of(core), mesh_.port_to(core), 0));
  }

  void add_router(std::uint32_t index) {
    const Router& router = mesh_.router(index);
    for (std::uint32_t port = 0; port < router.port_count(); ++port) {
      for (std::uint32_t channel = 0; channel < router.channel_count(port); ++channel) {
        const std::uint32_t vertex = vertex_of(index, port, channel);
        names_[vertex] = name_of(router) + "." + router.port_name(port);
        if (router.channel_count(port) > 1)
          names_[vertex] += " " + std::to_string(channel);
        waits_for_[vertex] = blocked_receivers(index, router.wanted_outputs(port, channel));
      }
    }
  }

  // The receivers behind these outputs of a router if all of them are blocked; none if one is not.
  std::vector<std::uint32_t> blocked_receivers(std::uint32_t router, std::uint64_t outputs) const {
    std::vector<std::uint32_t> blocked;
    for (std::uint32_t core = 0; core < chip_.core_count(); ++core) {
      if (mesh_.router_of(core) == router && remove_output(outputs, router, mesh_.port_to(core), 0)) {
        if (!is_blocked(core))
          return {};
        blocked.push_back(core);
      }
    }
    const models::Position place = mesh_.position(router);
    for (const Direction direction : models::all_directions) {
      if (!mesh_.has_neighbour(place, direction))
        continue;
      const std::uint32_t next = mesh_.index_of(models::neighbour(place, direction));
      const std::uint32_t port = mesh_.port_to(router, direction);
      for (std::uint32_t channel = 0; channel < mesh_.config().channels_per_direction(); ++channel) {
        if (!remove_output(outputs, router, port, channel))
          continue;
        const std::uint32_t other = mesh_.port_to(next, models::opposite(direction));
        if (!mesh_.router(next).input(other, channel).full())
          return {};
        blocked.push_back(vertex_of(next, other, channel));
      }
    }
    return outputs == 0
               ? blocked
               : std::vector<std::uint32_t>();  // an output that is left leads to the host, which accepts everything
  }
  // Whether the output channel is in the set; removes it from the set.
  bool remove_output(std::uint64_t& outputs, std::uint32_t router, std::uint32_t port, std::uint32_t channel) const {
    const std::uint64_t bit = std::uint64_t{1} << (mesh_.router(router).first_channel(port) + channel);
    const bool is_member = (outputs & bit) != 0;
    outputs &= ~bit;
    return is_member;
  }

  const Chip& chip_;
  const models::Mesh& mesh_;
  std::vector<std::uint32_t> first_vertex_;  // by router
  models::WaitGraph waits_for_;
  std::vector<std::string> names_;
};

}  // namespace

std::vector<std::string> wait_cycle(const Chip& chip) {
  return ChipWaits(chip).cycle();
}

}  // namespace floorline::platform
