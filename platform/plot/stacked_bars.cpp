#include "platform/plot/stacked_bars.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

#include "platform/plot/axis.h"
#include "platform/plot/key.h"
#include "platform/plot/plot_area.h"
#include "platform/plot/svg.h"

namespace floorline::platform {

namespace {

constexpr double gap = 12;
constexpr double widest_name = 210;
constexpr double gap_to_name = 10;
constexpr double share_of_row = 0.76;  // that the bar takes, of the room between two names

void check(const StackedBars& bars) {
  if (bars.states.empty() || bars.states.size() > most_bar_states) {
    throw std::invalid_argument(
        fmt::format("stacked bars: there must be 1 to {} states, not {}", most_bar_states, bars.states.size()));
  }
  if (bars.value.scale != Scale::linear || bars.value.from.value_or(0) != 0) {
    throw std::invalid_argument("stacked bars: the axis must be linear and begin at zero, so that lengths compare");
  }
  for (const StackedBar& bar : bars.bars) {
    if (bar.parts.size() != bars.states.size()) {
      throw std::invalid_argument(fmt::format("stacked bars: bar '{}' has {} parts for {} states", bar.name,
                                              bar.parts.size(), bars.states.size()));
    }
    if (!std::all_of(bar.parts.begin(), bar.parts.end(),
                     [](double part) { return std::isfinite(part) && part >= 0; })) {
      throw std::invalid_argument(
          fmt::format("stacked bars: bar '{}' has a part that is negative or not a number", bar.name));
    }
  }
  if (bars.marked && bars.marked->bar >= bars.bars.size()) {
    throw std::invalid_argument(fmt::format("stacked bars: the marked bar {} does not exist", bars.marked->bar));
  }
}

// Numbers of the bars that are drawn.
std::vector<std::size_t> drawn(const StackedBars& bars) {
  std::vector<std::size_t> drawn(std::min(bars.bars.size(), most_stacked_bars));
  std::iota(drawn.begin(), drawn.end(), 0);
  if (bars.marked && bars.marked->bar >= drawn.size()) {
    drawn.back() = bars.marked->bar;
  }
  return drawn;
}

std::string subtitle(const StackedBars& bars) {
  if (bars.bars.size() <= most_stacked_bars) {
    return bars.subtitle;
  }
  const bool marked_is_last = bars.marked && bars.marked->bar >= most_stacked_bars;
  const std::size_t first = most_stacked_bars - (marked_is_last ? 1 : 0);
  const std::string note = fmt::format("the first {} of {} {}{}", first, bars.bars.size(), bars.bars_name,
                                       marked_is_last ? ", and the marked one" : "");
  return bars.subtitle.empty() ? note : bars.subtitle + "; " + note;
}

AxisScale value_scale(const StackedBars& bars) {
  std::vector<double> sums;
  for (const StackedBar& bar : bars.bars) {
    sums.push_back(std::accumulate(bar.parts.begin(), bar.parts.end(), 0.0));
  }
  Axis axis = bars.value;
  axis.from = 0;
  return {axis, sums};
}

std::string outline(const Rectangle& box) {
  return rectangle(box.grown(1.25), R"( class="mark" fill="none" stroke="#000000" stroke-width="2.5")");
}

Key key_of(const StackedBars& bars, const std::vector<Fill>& fills, double width) {
  std::vector<KeyEntry> entries;
  for (std::size_t i = 0; i < fills.size(); ++i) {
    entries.push_back(key_entry(fills[i], bars.states[i].name));
  }
  if (bars.marked) {
    entries.push_back({outline({-11, -6, 11, 6}), bars.marked->label});
  }
  return {std::move(entries), width};
}

struct Rows {
  double top;
  double height;  // of one
  double text_size;

  Rectangle bar(std::size_t row, double left, double right) const {
    const double middle = top + (static_cast<double>(row) + 0.5) * height;
    return {left, middle - height * share_of_row / 2, right, middle + height * share_of_row / 2};
  }
};

std::string bar_svg(const StackedBars& bars, std::size_t number, const Rows& rows, std::size_t row,
                    const PlotArea& area, const std::vector<Fill>& fills) {
  const StackedBar& bar = bars.bars[number];
  const bool marked = bars.marked && bars.marked->bar == number;
  constexpr double visible = 0.005;  // as many units are not zero when written
  double sum = 0;
  std::string svg;
  for (std::size_t i = 0; i < bar.parts.size(); ++i) {
    const double left = std::min(area.x_of(sum), area.box().right);
    sum += bar.parts[i];
    const double right = std::min(area.x_of(sum), area.box().right);
    if (right - left >= visible) {
      svg += with_hint(
          rectangle(rows.bar(row, left, right), " class=\"part\" fill=\"" + paint(fills[i]) + "\""),
          fmt::format("{}, {}: {}", bar.name, bars.states[i].name, value_text(bar.parts[i], bars.value.labels)));
    }
  }
  const Rectangle whole = rows.bar(row, area.box().left, std::min(area.x_of(sum), area.box().right));
  return svg + (marked ? outline(whole) : "") +
         text({area.box().left - gap_to_name, whole.centre().y + letter_middle * rows.text_size},
              shortened(bar.name, rows.text_size, widest_name), rows.text_size,
              std::string(R"( text-anchor="end")") + (marked ? R"( font-weight="bold")" : ""));
}

double names_width(const StackedBars& bars, const std::vector<std::size_t>& drawn, double text_size) {
  constexpr double bold = 1.06;
  double widest = 0;
  for (const std::size_t number : drawn) {
    widest = std::max(widest, text_width(bars.bars[number].name, text_size));
  }
  return std::min(widest, widest_name) * bold;
}

}  // namespace

std::string to_svg(const StackedBars& bars) {
  check(bars);
  const std::vector<std::size_t> numbers = drawn(bars);
  const AxisScale values = value_scale(bars);
  const AxisScale rows_scale({"", Scale::linear, 0, 1}, {});
  const std::vector<Fill> fills = fills_of(bars.states);
  constexpr double most_height = 720;
  const auto count = static_cast<double>(std::max<std::size_t>(numbers.size(), 1));
  Rows rows{};
  rows.height = std::min(34.0, most_height / count);
  rows.text_size = std::min(17.0, rows.height * 0.8);
  const double left = page_margin + names_width(bars, numbers, rows.text_size) + gap_to_name;
  const Key key = key_of(bars, fills, page_width - page_margin - left);
  const double key_top = page_margin + headline_height(bars.title, subtitle(bars));
  rows.top = key_top + key.height() + gap;
  const Rectangle box{left, rows.top, page_width - page_margin - room_right_of(values), rows.top + count * rows.height};
  const PlotArea area(box, values, rows_scale);
  std::string svg = definitions(fills) + headline(bars.title, subtitle(bars), left) + key.svg({left, key_top}) +
                    x_grid(area) + "<g class=\"bars\">\n";
  for (std::size_t row = 0; row < numbers.size(); ++row) {
    svg += bar_svg(bars, numbers[row], rows, row, area, fills);
  }
  svg += "</g>\n" + x_axis(area);
  return page(box.bottom + room_below(values) + page_margin, bars.title, svg);
}

}  // namespace floorline::platform
