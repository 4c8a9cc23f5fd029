#include "platform/plot/mesh_map.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <stdexcept>

#include "platform/plot/colour_map.h"
#include "platform/plot/key.h"
#include "platform/plot/mesh_drawing.h"
#include "platform/plot/svg.h"

namespace floorline::platform {

namespace {

bool are_neighbours(const MeshShape& shape, std::size_t a, std::size_t b) {
  const std::size_t first = std::min(a, b);
  const std::size_t second = std::max(a, b);
  const bool beside = second == first + 1 && second % shape.columns != 0;
  return beside || second == first + shape.columns;
}

void check_shape(const MeshShape& shape) {
  if (shape.columns == 0 || shape.rows == 0 || shape.cores_per_router == 0) {
    throw std::invalid_argument("map of a mesh: there must be at least one column, one row and one core per router");
  }
  // Each by itself first, so that the product is not too large for its type.
  if (shape.columns > most_mapped_cores || shape.rows > most_mapped_cores ||
      shape.cores_per_router > most_mapped_cores || shape.cores() > most_mapped_cores) {
    throw std::invalid_argument(
        fmt::format("map of a mesh: more than {} cores cannot be told apart in one picture", most_mapped_cores));
  }
}

void check_links(const MeshShape& shape, const MeshPanel& panel) {
  std::set<std::pair<std::size_t, std::size_t>> seen;
  for (const LinkLoad& link : panel.links) {
    if (link.from >= shape.routers() || link.to >= shape.routers() || !are_neighbours(shape, link.from, link.to)) {
      throw std::invalid_argument(
          fmt::format("map of a mesh: panel '{}': the link from router {} to router {} does not join neighbours",
                      panel.title, link.from, link.to));
    }
    if (!(link.load >= 0 && link.load <= 1)) {
      throw std::invalid_argument(fmt::format(
          "map of a mesh: panel '{}': the link from router {} to router {} has load {}, which is not within 0 "
          "and 1",
          panel.title, link.from, link.to, link.load));
    }
    if (!seen.insert({link.from, link.to}).second) {
      throw std::invalid_argument(
          fmt::format("map of a mesh: panel '{}': the link from router {} to router {} is given twice", panel.title,
                      link.from, link.to));
    }
  }
}

void check_values(const MeshShape& shape, const MeshPanel& panel) {
  if (panel.values.size() != shape.cores()) {
    throw std::invalid_argument(fmt::format("map of a mesh: panel '{}' has {} values for {} cores", panel.title,
                                            panel.values.size(), shape.cores()));
  }
  for (std::size_t core = 0; core < panel.values.size(); ++core) {
    if (panel.values[core] && !std::isfinite(*panel.values[core])) {
      throw std::invalid_argument(fmt::format(
          "map of a mesh: panel '{}': the value of core {} is not a finite number; an unused core has no value",
          panel.title, core));
    }
  }
}

void check(const MeshMap& map) {
  check_shape(map.shape);
  if (map.panels.empty()) {
    throw std::invalid_argument("map of a mesh: no panel is given; there must be at least one");
  }
  for (const MeshPanel& panel : map.panels) {
    check_values(map.shape, panel);
    check_links(map.shape, panel);
  }
  if (map.marked && map.marked->core >= map.shape.cores()) {
    throw std::invalid_argument(fmt::format("map of a mesh: the marked core {} does not exist; there are {} cores",
                                            map.marked->core, map.shape.cores()));
  }
}

constexpr double panel_title_size = 18;
constexpr double gap = 14;
constexpr double gap_between_panels = 34;
constexpr double least_bar_width = 250;

bool any_links(const MeshMap& map) {
  return std::any_of(map.panels.begin(), map.panels.end(), [](const MeshPanel& panel) { return !panel.links.empty(); });
}

bool any_unused(const MeshMap& map) {
  return std::any_of(map.panels.begin(), map.panels.end(), [](const MeshPanel& panel) {
    return std::any_of(panel.values.begin(), panel.values.end(), [](const auto& value) { return !value; });
  });
}

// Panels in two columns, one if there is but one.
class PanelGrid {
 public:
  explicit PanelGrid(const MeshMap& map)
      : columns_(map.panels.size() > 1 ? 2 : 1),
        panel_width_((page_width - 2 * page_margin - (columns_ - 1) * gap_between_panels) / columns_),
        layout_(map.shape, any_links(map), panel_width_, columns_ > 1 ? 480 : 820) {
    bar_width_ = std::clamp(layout_.mesh().width(), least_bar_width, panel_width_ - layout_.mesh().left - gap);
    for (const MeshPanel& panel : map.panels) {
      title_height_ = std::max(title_height_, panel.title.empty() ? 0 : panel_title_size + gap / 2);
      bar_height_ = std::max(bar_height_, colour_bar_height(value_scale(panel)));
    }
  }

  Place place(std::size_t panel) const {
    const std::size_t column = panel % columns_;
    const std::size_t line = panel / columns_;
    return {page_margin + static_cast<double>(column) * (panel_width_ + gap_between_panels),
            static_cast<double>(line) * (panel_height() + gap_between_panels)};
  }
  double height(std::size_t panels) const { return place(panels - 1).y + panel_height(); }
  double mesh_left() const { return layout_.mesh().left; }

  std::string svg(const MeshMap& map, const MeshPanel& panel) const {
    const double left = layout_.mesh().left;
    const std::string title = shortened(panel.title, panel_title_size, panel_width_ - left);
    std::string svg = text({left, panel_title_size * letter_rise}, title, panel_title_size, R"( font-weight="bold")");
    std::optional<std::size_t> marked_core;
    if (map.marked) {
      marked_core = map.marked->core;
    }
    svg += "<g transform=\"translate(0 " + number_text(title_height_) + ")\">\n" +
           mesh_numbers(map.shape, layout_, marked_core) + mesh_links(map.shape, panel, layout_) +
           mesh_cores(map.shape, panel, layout_) + (marked_core ? core_outline(layout_.core(*marked_core)) : "") +
           "</g>\n";
    return svg +
           colour_bar(ColourMap::blues, value_scale(panel), {left, title_height_ + layout_.height() + gap}, bar_width_);
  }

 private:
  double panel_height() const { return title_height_ + layout_.height() + gap + bar_height_; }

  std::size_t columns_;
  double panel_width_;
  MeshLayout layout_;
  double bar_width_ = 0;
  double title_height_ = 0;
  double bar_height_ = 0;
};

// What holds for all panels, below them: the loads of links at the left, the samples beside.
class Footer {
 public:
  Footer(const MeshMap& map, double left)
      : left_(left),
        has_links_(any_links(map)),
        loads_({map.load_title, Scale::linear, 0, 1, TickLabels::percent}, {}),
        key_(entries(map), page_width - page_margin - key_left()) {}

  double height() const { return std::max(has_links_ ? colour_bar_height(loads_) : 0, key_.height()); }
  std::string svg(double top) const {
    const std::string bar = has_links_ ? colour_bar(ColourMap::reds, loads_, {left_, top}, bar_width) : "";
    return bar + key_.svg({key_left(), top - 6});
  }

 private:
  static constexpr double bar_width = 330;

  static std::vector<KeyEntry> entries(const MeshMap& map) {
    std::vector<KeyEntry> entries;
    if (map.marked) {
      entries.push_back({marked_core_sample(), map.marked->label});
    }
    if (any_unused(map)) {
      entries.push_back({unused_core_sample(), "core not used"});
    }
    if (any_links(map)) {
      entries.push_back({lanes_sample(), "traffic keeps to its right"});
    }
    return entries;
  }
  double key_left() const { return has_links_ ? left_ + bar_width + 2 * gap : left_; }

  double left_;
  bool has_links_;
  AxisScale loads_;
  Key key_;
};

}  // namespace

std::string to_svg(const MeshMap& map) {
  check(map);
  const PanelGrid grid(map);
  const Footer footer(map, page_margin + grid.mesh_left());
  const double top = page_margin + headline_height(map.title, map.subtitle) + gap / 2;
  std::string svg = "<defs>\n" + gradient_definition(ColourMap::blues) + gradient_definition(ColourMap::reds) +
                    "</defs>\n" + headline(map.title, map.subtitle, page_margin + grid.mesh_left());
  for (std::size_t i = 0; i < map.panels.size(); ++i) {
    const Place place = grid.place(i);
    svg += "<g class=\"panel\" transform=\"translate(" + place_text({place.x, top + place.y}) + ")\">\n" +
           grid.svg(map, map.panels[i]) + "</g>\n";
  }
  double bottom = top + grid.height(map.panels.size());
  if (footer.height() > 0) {
    svg += footer.svg(bottom + gap_between_panels);
    bottom += gap_between_panels + footer.height();
  }
  return page(bottom + page_margin, map.title, svg);
}

}  // namespace floorline::platform
