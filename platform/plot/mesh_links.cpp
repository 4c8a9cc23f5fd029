#include "platform/plot/mesh_links.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "platform/plot/colour_map.h"
#include "platform/plot/svg_text.h"
#include "platform/plot/tick_label.h"

namespace floorline::platform {

namespace {

constexpr const char* no_load = "#d8d8d8";

std::string router_name(const MeshShape& shape, std::size_t router) {
  return std::to_string(router % shape.columns) + "," + std::to_string(router / shape.columns);
}

// A shaft and, where there is room for one, a head.
std::string arrow(Place from, Place to, double width, double room_beside, const std::string& attributes) {
  constexpr double least_head = 4.5;
  constexpr double longest_head = 14;
  const double length = std::hypot(to.x - from.x, to.y - from.y);
  const Place along{(to.x - from.x) / length, (to.y - from.y) / length};
  const Place aside{-along.y, along.x};
  const double wanted = std::min({0.45 * length, longest_head, 2.4 * room_beside});
  const double head = wanted < least_head ? 0 : wanted;
  const double wing = head > 0 ? std::min(room_beside, std::max(0.6 * head, width / 2 + 1.5)) : width / 2;
  const auto at = [&](double forwards, double sideways) {
    return Place{from.x + along.x * forwards + aside.x * sideways, from.y + along.y * forwards + aside.y * sideways};
  };
  std::vector<Place> corners = {at(0, -width / 2), at(length - head, -width / 2)};
  if (head > 0) {
    corners.insert(corners.end(), {at(length - head, -wing), at(length, 0), at(length - head, wing)});
  } else {
    corners.push_back(at(length, -width / 2));
    corners.push_back(at(length, width / 2));
  }
  corners.push_back(at(length - head, width / 2));
  corners.push_back(at(0, width / 2));
  return polygon(corners, attributes);
}

std::string arrow_between(const MeshLayout& layout, std::size_t from, std::size_t to, double load,
                          const std::string& colour) {
  constexpr double least_width = 0.12;  // of the most
  constexpr double clear_of_routers = 1.5;
  auto [begin, end] = layout.lane(from, to);
  const double length = std::hypot(end.x - begin.x, end.y - begin.y);
  const double clear = std::min(clear_of_routers, length / 8) / length;
  const Place along{end.x - begin.x, end.y - begin.y};
  begin = {begin.x + along.x * clear, begin.y + along.y * clear};
  end = {end.x - along.x * clear, end.y - along.y * clear};
  const double most = layout.most_link_width();
  return arrow(begin, end, std::max(0.8, most * (least_width + (1 - least_width) * load)), most * 0.95,
               " fill=\"" + colour + "\"");
}

// In both directions of each pair of neighbours.
template <typename Action>
void for_each_link(const MeshShape& shape, const Action& action) {
  for (std::size_t router = 0; router < shape.routers(); ++router) {
    if (router % shape.columns + 1 < shape.columns) {
      action(router, router + 1);
      action(router + 1, router);
    }
    if (router + shape.columns < shape.routers()) {
      action(router, router + shape.columns);
      action(router + shape.columns, router);
    }
  }
}

// Where nothing is known of loads: who is joined to whom.
std::string lines_between_routers(const MeshShape& shape, const MeshLayout& layout) {
  std::string lines;
  for_each_link(shape, [&](std::size_t from, std::size_t to) {
    if (from < to) {
      const auto [begin, end] = layout.lane(from, to);
      const auto [back_end, back_begin] = layout.lane(to, from);
      lines += "M" + place_text({(begin.x + back_begin.x) / 2, (begin.y + back_begin.y) / 2}) + " L" +
               place_text({(end.x + back_end.x) / 2, (end.y + back_end.y) / 2}) + " ";
    }
  });
  return path(lines, std::string(" stroke=\"") + no_load + "\" stroke-width=\"1.5\"");
}

}  // namespace

std::string mesh_links(const MeshShape& shape, const MeshPanel& panel, const MeshLayout& layout) {
  if (panel.links.empty()) {
    return lines_between_routers(shape, layout);
  }
  std::set<std::pair<std::size_t, std::size_t>> loaded;
  std::string svg;
  for (const LinkLoad& link : panel.links) {
    loaded.insert({link.from, link.to});
    svg += with_hint(arrow_between(layout, link.from, link.to, link.load, colour_at(ColourMap::reds, link.load)),
                     "router " + router_name(shape, link.from) + " to " + router_name(shape, link.to) + ": load " +
                         value_text(link.load, TickLabels::percent));
  }
  std::string rest;
  for_each_link(shape, [&](std::size_t from, std::size_t to) {
    if (loaded.count({from, to}) == 0) {
      rest += arrow_between(layout, from, to, 0, no_load);
    }
  });
  return "<g class=\"links\">\n" + rest + svg + "</g>\n";
}

std::string lanes_sample() {
  const std::string style = R"( fill="#777777")";
  return arrow({-12, 4}, {12, 4}, 2, 3.5, style) + arrow({12, -4}, {-12, -4}, 2, 3.5, style);
}

}  // namespace floorline::platform
