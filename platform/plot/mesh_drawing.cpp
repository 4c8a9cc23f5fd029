#include "platform/plot/mesh_drawing.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "platform/plot/axis.h"
#include "platform/plot/colour_map.h"
#include "platform/plot/svg.h"

namespace floorline::platform {

namespace {

constexpr double room_for_row_numbers = 26;
constexpr double room_for_column_numbers = 20;
constexpr double largest_core = 46;
constexpr double frame = 0.08;             // of a router, between its edge and its cores
constexpr double gap_between_cores = 0.1;  // of a core with its gap
constexpr double gap_with_loads = 0.3;     // of the pitch, between routers
constexpr double gap_without_loads = 0.16;
constexpr double lane_offset = 0.11;  // of the pitch, from the middle between two routers

constexpr double number_size = 13;
constexpr Rectangle sample{-7, -7, 7, 7};

// A square with a line across it.
std::string unused_core(const Rectangle& box) {
  return rectangle(box, R"( class="unused" fill="#f6f6f6" stroke="#cccccc" stroke-width="0.75")") +
         path("M" + place_text({box.left, box.bottom}) + " L" + place_text({box.right, box.top}),
              R"( stroke="#cccccc" stroke-width="0.75")");
}

constexpr const char* no_load = "#d8d8d8";

std::string router_name(const MeshShape& shape, std::size_t router) {
  return fmt::format("{},{}", router % shape.columns, router / shape.columns);
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

MeshLayout::MeshLayout(const MeshShape& shape, bool has_loads, double width, double height)
    : shape_(shape),
      core_columns_(static_cast<std::size_t>(std::ceil(std::sqrt(static_cast<double>(shape.cores_per_router))))),
      core_rows_((shape.cores_per_router + core_columns_ - 1) / core_columns_),
      pitch_(0),
      gap_share_(shape.routers() == 1 ? 0
                 : has_loads          ? gap_with_loads
                                      : gap_without_loads) {
  const double across = static_cast<double>(shape.columns) - gap_share_;
  const double down = static_cast<double>(shape.rows) - gap_share_;
  const double largest = largest_core * static_cast<double>(core_columns_) / (1 - gap_share_) / (1 - 2 * frame);
  pitch_ = std::min({(width - room_for_row_numbers) / across, (height - room_for_column_numbers) / down, largest});
}

double MeshLayout::width() const {
  return mesh().right;
}

double MeshLayout::height() const {
  return mesh().bottom;
}

Rectangle MeshLayout::mesh() const {
  const Rectangle first = router(0);
  const Rectangle last = router(shape_.routers() - 1);
  return {first.left, first.top, last.right, last.bottom};
}

Rectangle MeshLayout::router(std::size_t router) const {
  const std::size_t column = router % shape_.columns;
  const std::size_t row = router / shape_.columns;
  const double left = room_for_row_numbers + pitch_ * static_cast<double>(column);
  const double top = room_for_column_numbers + pitch_ * static_cast<double>(row);
  const double size = pitch_ * (1 - gap_share_);
  return {left, top, left + size, top + size};
}

Rectangle MeshLayout::core(std::size_t core) const {
  const Rectangle outer = router(core / shape_.cores_per_router);
  const Rectangle inner = outer.grown(-frame * outer.width());
  const std::size_t number = core % shape_.cores_per_router;
  const std::size_t column = number % core_columns_;
  const std::size_t row = number / core_columns_;
  const double cell = inner.width() / static_cast<double>(core_columns_);
  const double margin = cell * gap_between_cores / 2;
  const double left = inner.left + cell * static_cast<double>(column) + margin;
  // Cores of fewer lines than columns stay in the middle.
  const double top =
      inner.centre().y - cell * static_cast<double>(core_rows_) / 2 + cell * static_cast<double>(row) + margin;
  return {left, top, left + cell - 2 * margin, top + cell - 2 * margin};
}

std::pair<Place, Place> MeshLayout::lane(std::size_t from, std::size_t to) const {
  const Place a = router(from).centre();
  const Place b = router(to).centre();
  const double along_x = (b.x - a.x) / pitch_;  // one of the two is 1 or -1, the other 0
  const double along_y = (b.y - a.y) / pitch_;
  const double edge = pitch_ * (1 - gap_share_) / 2;
  const double aside = pitch_ * lane_offset;
  // The right hand of who travels along x is at larger y.
  const Place shift{-along_y * aside, along_x * aside};
  return {{a.x + along_x * edge + shift.x, a.y + along_y * edge + shift.y},
          {b.x - along_x * edge + shift.x, b.y - along_y * edge + shift.y}};
}

double MeshLayout::most_link_width() const {
  constexpr double largest = 12;
  return std::min(largest, pitch_ * lane_offset);
}

AxisScale value_scale(const MeshPanel& panel) {
  std::vector<double> values;
  if (panel.value.scale == Scale::linear) {
    values.push_back(0);
  }
  for (const auto& value : panel.values) {
    if (value) {
      values.push_back(*value);
    }
  }
  return {panel.value, values};
}

std::string mesh_cores(const MeshShape& shape, const MeshPanel& panel, const MeshLayout& layout) {
  const AxisScale scale = value_scale(panel);
  std::string svg;
  for (std::size_t router = 0; router < shape.routers(); ++router) {
    constexpr double roundness = 0.06;
    const Rectangle box = layout.router(router);
    svg += rectangle(box, " rx=\"" + number_text(roundness * box.width()) +
                              R"(" class="router" fill="#ffffff" stroke="#9a9a9a" stroke-width="0.75")");
  }
  for (std::size_t core = 0; core < shape.cores(); ++core) {
    const Rectangle box = layout.core(core);
    if (!panel.values[core]) {
      svg += unused_core(box);
      continue;
    }
    // A logarithmic scale has no place for zero: least of all.
    const double place = scale.position(*panel.values[core]);
    svg += with_hint(
        rectangle(box, " class=\"core\" fill=\"" + colour_at(ColourMap::blues, std::isnan(place) ? 0 : place) +
                           R"(" stroke="#777777" stroke-width="0.4")"),
        fmt::format("core {}: {}", core, value_text(*panel.values[core], panel.value.labels)));
  }
  return "<g class=\"cores\">\n" + svg + "</g>\n";
}

std::string mesh_numbers(const MeshShape& shape, const MeshLayout& layout, std::optional<std::size_t> marked_core) {
  if (shape.routers() == 1) {
    return "";
  }
  constexpr double least_pitch = 20;
  const auto every = static_cast<std::size_t>(std::ceil(least_pitch / layout.pitch()));
  const auto style = [&](std::size_t number, std::optional<std::size_t> marked) -> std::string {
    return marked == number ? R"( font-weight="bold")" : R"( fill="#777777")";
  };
  const auto shown = [&](std::size_t number, std::optional<std::size_t> marked) {
    return marked == number ||
           (number % every == 0 && (!marked || every == 1 || number + every <= *marked || *marked + every <= number));
  };
  std::optional<std::size_t> marked_column;
  std::optional<std::size_t> marked_row;
  if (marked_core) {
    const std::size_t router = *marked_core / shape.cores_per_router;
    marked_column = router % shape.columns;
    marked_row = router / shape.columns;
  }
  const Rectangle mesh = layout.mesh();
  std::string svg;
  for (std::size_t column = 0; column < shape.columns; ++column) {
    if (shown(column, marked_column)) {
      svg += text({layout.router(column).centre().x, mesh.top - 6}, std::to_string(column), number_size,
                  R"( text-anchor="middle")" + style(column, marked_column));
    }
  }
  for (std::size_t row = 0; row < shape.rows; ++row) {
    if (shown(row, marked_row)) {
      const double middle = layout.router(row * shape.columns).centre().y;
      svg += text({mesh.left - 8, middle + letter_middle * number_size}, std::to_string(row), number_size,
                  R"( text-anchor="end")" + style(row, marked_row));
    }
  }
  return svg;
}

std::string core_outline(const Rectangle& box) {
  constexpr double white = 1.5;
  constexpr double black = 2.5;
  return rectangle(box.grown(white / 2),
                   " fill=\"none\" stroke=\"#ffffff\" stroke-width=\"" + number_text(white) + "\"") +
         rectangle(box.grown(white + black / 2),
                   " class=\"mark\" fill=\"none\" stroke=\"#000000\" stroke-width=\"" + number_text(black) + "\"");
}

std::string unused_core_sample() {
  return unused_core(sample);
}

std::string marked_core_sample() {
  return core_outline(sample.grown(-3));
}

std::string mesh_links(const MeshShape& shape, const MeshPanel& panel, const MeshLayout& layout) {
  if (panel.links.empty()) {
    return lines_between_routers(shape, layout);
  }
  std::set<std::pair<std::size_t, std::size_t>> loaded;
  std::string svg;
  for (const LinkLoad& link : panel.links) {
    loaded.insert({link.from, link.to});
    svg += with_hint(arrow_between(layout, link.from, link.to, link.load, colour_at(ColourMap::reds, link.load)),
                     fmt::format("router {} to {}: load {}", router_name(shape, link.from), router_name(shape, link.to),
                                 value_text(link.load, TickLabels::percent)));
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
