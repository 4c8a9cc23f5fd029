#include "platform/plot/area_shares.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

#include "platform/plot/key.h"
#include "platform/plot/plot_area.h"
#include "platform/plot/svg.h"

namespace floorline::platform {

namespace {

constexpr double gap = 12;
constexpr double areas_height = 330;
constexpr double strip_height = 16;
constexpr double strip_text_size = 16;

void check(const AreaShares& shares) {
  if (shares.shares.empty() || shares.shares.size() > most_shares) {
    throw std::invalid_argument(
        fmt::format("shares over steps: there must be 1 to {} shares, not {}", most_shares, shares.shares.size()));
  }
  if (shares.steps.empty()) {
    throw std::invalid_argument("shares over steps: no step is given; there must be at least one");
  }
  for (std::size_t i = 0; i < shares.steps.size(); ++i) {
    const std::vector<double>& step = shares.steps[i];
    const std::size_t number = shares.first_step + i;
    if (step.size() != shares.shares.size()) {
      throw std::invalid_argument(fmt::format("shares over steps: step {} has {} values for {} shares", number,
                                              step.size(), shares.shares.size()));
    }
    if (!std::all_of(step.begin(), step.end(), [](double value) { return std::isfinite(value) && value >= 0; })) {
      throw std::invalid_argument(
          fmt::format("shares over steps: step {} has a share that is negative or not a number", number));
    }
    constexpr double rounding = 1e-6;
    if (std::abs(std::accumulate(step.begin(), step.end(), 0.0) - 1) > rounding) {
      throw std::invalid_argument(fmt::format("shares over steps: the shares of step {} do not sum to 1", number));
    }
  }
}

// Neighbouring steps that are drawn as one.
struct Group {
  std::size_t begin, end;
  std::vector<double> shares;

  std::size_t largest() const {
    return static_cast<std::size_t>(std::max_element(shares.begin(), shares.end()) - shares.begin());
  }
};

std::size_t steps_per_group(const AreaShares& shares) {
  return (shares.steps.size() + most_drawn_steps - 1) / most_drawn_steps;
}

std::vector<Group> groups_of(const AreaShares& shares) {
  const std::size_t size = steps_per_group(shares);
  std::vector<Group> groups;
  for (std::size_t begin = 0; begin < shares.steps.size(); begin += size) {
    Group group{begin, std::min(begin + size, shares.steps.size()), std::vector<double>(shares.shares.size())};
    for (std::size_t step = begin; step < group.end; ++step) {
      for (std::size_t i = 0; i < group.shares.size(); ++i) {
        group.shares[i] += shares.steps[step][i] / static_cast<double>(group.end - begin);
      }
    }
    groups.push_back(std::move(group));
  }
  return groups;
}

std::string subtitle(const AreaShares& shares) {
  if (steps_per_group(shares) == 1) {
    return shares.subtitle;
  }
  const std::string note = fmt::format("means of {} neighbouring steps", steps_per_group(shares));
  return shares.subtitle.empty() ? note : shares.subtitle + "; " + note;
}

// Step n has the width from n - 1/2 to n + 1/2.
double left_edge(const AreaShares& shares, std::size_t step) {
  return static_cast<double>(shares.first_step + step) - 0.5;
}

// Each share with all below it, the topmost first, so that no gap can show between two.
std::string areas(const AreaShares& shares, const std::vector<Group>& groups, const PlotArea& area,
                  const std::vector<Fill>& fills) {
  std::vector<double> sums(groups.size(), 0);
  std::vector<std::string> paths;
  for (std::size_t i = 0; i < fills.size(); ++i) {
    const Rectangle& box = area.box();
    std::string commands = "M" + place_text({box.left, box.bottom});
    for (std::size_t g = 0; g < groups.size(); ++g) {
      sums[g] += groups[g].shares[i];
      // The topmost reaches the top whatever is lost by rounding.
      const double top = i + 1 == fills.size() ? box.top : area.y_of(sums[g]);
      commands += " V" + number_text(top) + " H" + number_text(area.x_of(left_edge(shares, groups[g].end)));
    }
    paths.push_back("<path class=\"share\" d=\"" + commands + " V" + number_text(box.bottom) + " Z\" fill=\"" +
                    paint(fills[i]) + "\"/>\n");
  }
  std::reverse(paths.begin(), paths.end());
  return std::accumulate(paths.begin(), paths.end(), std::string());
}

// Neighbours with the same largest share are one rectangle.
std::string strip(const AreaShares& shares, const std::vector<Group>& groups, const PlotArea& area, double top,
                  const std::vector<Fill>& fills) {
  std::string svg;
  for (std::size_t g = 0; g < groups.size();) {
    std::size_t last = g;
    while (last + 1 < groups.size() && groups[last + 1].largest() == groups[g].largest()) {
      ++last;
    }
    svg += rectangle({area.x_of(left_edge(shares, groups[g].begin)), top,
                      area.x_of(left_edge(shares, groups[last].end)), top + strip_height},
                     " class=\"largest\" fill=\"" + paint(fills[groups[g].largest()]) + "\"");
    g = last + 1;
  }
  return svg + text({area.box().left - gap, top + strip_height / 2 + letter_middle * strip_text_size}, "largest",
                    strip_text_size, R"( text-anchor="end")");
}

}  // namespace

std::string to_svg(const AreaShares& shares) {
  check(shares);
  const std::vector<Fill> fills = fills_of(shares.shares);
  const std::vector<Group> groups = groups_of(shares);
  const AxisScale x({shares.step_title, Scale::linear, left_edge(shares, 0), left_edge(shares, shares.steps.size()),
                     TickLabels::whole_numbers},
                    {});
  const AxisScale y({shares.share_title, Scale::linear, 0, 1, TickLabels::percent}, {});
  const double left = page_margin + room_left_of(y);
  std::vector<KeyEntry> entries;
  for (std::size_t i = 0; i < fills.size(); ++i) {
    entries.push_back(key_entry(fills[i], shares.shares[i].name));
  }
  const Key key(std::move(entries), page_width - page_margin - left);
  const double key_top = page_margin + headline_height(shares.title, subtitle(shares));
  const double top = key_top + key.height() + gap;
  const Rectangle box{left, top, page_width - page_margin - room_right_of(x), top + areas_height};
  const PlotArea area(box, x, y);
  // The axis of steps is below the strip.
  const double strip_top = box.bottom + gap;
  const double bottom = shares.show_largest ? strip_top + strip_height : box.bottom;
  const PlotArea whole({box.left, box.top, box.right, bottom}, x, y);
  const std::string svg = definitions(fills) + headline(shares.title, subtitle(shares), left) +
                          key.svg({left, key_top}) + areas(shares, groups, area, fills) +
                          (shares.show_largest ? strip(shares, groups, area, strip_top, fills) : "") + y_axis(area) +
                          x_axis(whole);
  return page(bottom + room_below(x) + page_margin, shares.title, svg);
}

}  // namespace floorline::platform
