#include "platform/plot/mesh_check.h"

#include <cmath>
#include <set>
#include <stdexcept>

namespace floorline::platform {

namespace {

[[noreturn]] void refuse(const std::string& sentence) {
  throw std::invalid_argument("map of a mesh: " + sentence);
}

bool are_neighbours(const MeshShape& shape, std::size_t a, std::size_t b) {
  const std::size_t first = std::min(a, b);
  const std::size_t second = std::max(a, b);
  const bool beside = second == first + 1 && second % shape.columns != 0;
  return beside || second == first + shape.columns;
}

void check_shape(const MeshShape& shape) {
  if (shape.columns == 0 || shape.rows == 0 || shape.cores_per_router == 0) {
    refuse("needs at least one column, one row and one core a router");
  }
  // Each by itself first, so that the product is not too large for its type.
  if (shape.columns > most_mapped_cores || shape.rows > most_mapped_cores ||
      shape.cores_per_router > most_mapped_cores || shape.cores() > most_mapped_cores) {
    refuse("has more than " + std::to_string(most_mapped_cores) + " cores, which nobody can tell apart");
  }
}

void check_links(const MeshShape& shape, const MeshPanel& panel) {
  std::set<std::pair<std::size_t, std::size_t>> seen;
  for (const LinkLoad& link : panel.links) {
    const std::string name = "the link from router " + std::to_string(link.from) + " to " + std::to_string(link.to);
    if (link.from >= shape.routers() || link.to >= shape.routers() || !are_neighbours(shape, link.from, link.to)) {
      refuse(name + " in panel '" + panel.title + "' does not join neighbours");
    }
    if (!(link.load >= 0 && link.load <= 1)) {
      refuse(name + " in panel '" + panel.title + "' has a load that is not within 0 and 1");
    }
    if (!seen.insert({link.from, link.to}).second) {
      refuse(name + " comes twice in panel '" + panel.title + "'");
    }
  }
}

void check_values(const MeshShape& shape, const MeshPanel& panel) {
  if (panel.values.size() != shape.cores()) {
    refuse("panel '" + panel.title + "' has " + std::to_string(panel.values.size()) + " values for " +
           std::to_string(shape.cores()) + " cores");
  }
  for (std::size_t core = 0; core < panel.values.size(); ++core) {
    if (panel.values[core] && !std::isfinite(*panel.values[core])) {
      refuse("the value of core " + std::to_string(core) + " in panel '" + panel.title +
             "' is not a number; a core that is not used has no value");
    }
  }
}

}  // namespace

void check(const MeshMap& map) {
  check_shape(map.shape);
  if (map.panels.empty()) {
    refuse("has no panel");
  }
  for (const MeshPanel& panel : map.panels) {
    check_values(map.shape, panel);
    check_links(map.shape, panel);
  }
  if (map.marked && map.marked->core >= map.shape.cores()) {
    refuse("the marked core " + std::to_string(map.marked->core) + " does not exist");
  }
}

}  // namespace floorline::platform
