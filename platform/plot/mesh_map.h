// A map of a mesh of routers: how much each core has of something, and how loaded each link is.
//
// Each router is a frame with its cores in it, in the place it has in the mesh: column 0 at the left, row 0 at the top.
// Several maps of the same mesh may be in one picture, two beside each other. Shows one value per core and no history;
// no wrap-around links (those of a torus).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "platform/plot/axis.h"

namespace floorline::platform {

inline constexpr std::size_t most_mapped_cores = 10000;  // more could not be told apart

struct MeshShape {
  std::size_t columns = 1;
  std::size_t rows = 1;
  std::size_t cores_per_router = 1;

  std::size_t routers() const { return columns * rows; }
  std::size_t cores() const { return routers() * cores_per_router; }
};

// Routers are numbered row by row: row * columns + column. One direction of a link.
struct LinkLoad {
  std::size_t from = 0;
  std::size_t to = 0;
  double load = 0;  // 0 to 1, the share of what the link can carry
};

struct MeshPanel {
  std::string title;
  // What the values are, with their unit. Without ends given, it begins at zero (or below, if a value is) and ends
  // where the values need it to.
  Axis value;
  // Of core `router * cores_per_router + number`; none if the core is not used.
  std::vector<std::optional<double>> values;
  std::vector<LinkLoad> links;  // may be empty: routers are joined by thin lines then
};

struct MarkedCore {
  std::size_t core = 0;
  std::string label;  // for the key: "critical core: 17 (conv2)"
};

struct MeshMap {
  std::string title;
  std::string subtitle;
  MeshShape shape;
  std::vector<MeshPanel> panels;
  std::optional<MarkedCore> marked;
  std::string load_title = "load of a link (share of its capacity)";
};

// A whole file, 1000 units wide and as high as it needs to be, in UTF-8. The same map always gives the same text. Cores
// and links carry their values as titles that browsers show under the mouse.
//
// Throws std::invalid_argument if the mesh has no core or more than most_mapped_cores, if there is no panel, if a panel
// has not one entry per core, if a value is not finite, if a link does not join neighbours or comes twice, if a load is
// not within 0 and 1, or if the marked core does not exist.
std::string to_svg(const MeshMap& map);

}  // namespace floorline::platform
