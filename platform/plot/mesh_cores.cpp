#include "platform/plot/mesh_cores.h"

#include <cmath>

#include "platform/plot/colour_map.h"
#include "platform/plot/page.h"
#include "platform/plot/svg_text.h"
#include "platform/plot/tick_label.h"

namespace floorline::platform {

namespace {

constexpr double number_size = 13;
constexpr Box sample{-7, -7, 7, 7};

// A square with a line across it.
std::string unused_core(const Box& box) {
  return rectangle(box, R"( class="unused" fill="#f6f6f6" stroke="#cccccc" stroke-width="0.75")") +
         path("M" + place_text({box.left, box.bottom}) + " L" + place_text({box.right, box.top}),
              R"( stroke="#cccccc" stroke-width="0.75")");
}

}  // namespace

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
    const Box box = layout.router(router);
    svg += rectangle(box, " rx=\"" + number_text(roundness * box.width()) +
                              R"(" class="router" fill="#ffffff" stroke="#9a9a9a" stroke-width="0.75")");
  }
  for (std::size_t core = 0; core < shape.cores(); ++core) {
    const std::string name = "core " + std::to_string(core);
    const Box box = layout.core(core);
    if (!panel.values[core]) {
      svg += unused_core(box);
      continue;
    }
    // A logarithmic scale has no place for zero: least of all.
    const double place = scale.position(*panel.values[core]);
    svg += with_hint(
        rectangle(box, " class=\"core\" fill=\"" + colour_at(ColourMap::blues, std::isnan(place) ? 0 : place) +
                           R"(" stroke="#777777" stroke-width="0.4")"),
        name + ": " + value_text(*panel.values[core], panel.value.labels));
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
  const Box mesh = layout.mesh();
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

std::string core_outline(const Box& box) {
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

}  // namespace floorline::platform
