#include "platform/plot/floorline_chart.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "platform/plot/floorline_bound.h"
#include "platform/plot/floorline_runs.h"
#include "platform/plot/key.h"
#include "platform/plot/plot_area.h"
#include "platform/plot/svg.h"

namespace floorline::platform {

namespace {

constexpr double gap = 10;
constexpr double plot_height = 520;

bool is_above_zero(double value) {
  return std::isfinite(value) && value > 0;
}

void check_point(double synops, double time_ns, const std::string& name) {
  if (!std::isfinite(synops) || synops < 0) {
    throw std::invalid_argument(
        fmt::format("floorline chart: {} has synaptic operations that are negative or not a number", name));
  }
  if (!is_above_zero(time_ns)) {
    throw std::invalid_argument(fmt::format("floorline chart: {} has a time that is not above zero", name));
  }
}

void check(const FloorlineChart& chart) {
  if (!is_above_zero(chart.slope_ns_per_synop)) {
    throw std::invalid_argument("floorline chart: the slope must be above zero");
  }
  if (!std::isfinite(chart.floor_ns) || chart.floor_ns < 0) {
    throw std::invalid_argument("floorline chart: the floor must be above zero, or zero for a chip without a floor");
  }
  for (const FloorlineRun& run : chart.runs) {
    check_point(run.synops, run.time_ns, fmt::format("run '{}'", run.name));
    for (const ChartPoint& step : run.steps) {
      check_point(step.x, step.y, fmt::format("a step of run '{}'", run.name));
    }
  }
}

// An axis on which all that is shown has some room around it, this value too.
Axis axis_around(const std::vector<double>& values, double shown) {
  constexpr double room = 2.5;  // times the outermost values
  double from = shown;
  double to = shown;
  for (const double value : values) {
    if (value > 0) {
      from = std::min(from, value);
      to = std::max(to, value);
    }
  }
  double low = std::log10(from / room);
  double high = std::log10(to * room);
  constexpr double least_decades = 2;
  const double missing = std::max(0.0, least_decades - (high - low));
  Axis axis;
  axis.scale = Scale::logarithmic;
  axis.from = std::pow(10, low - missing / 2);
  axis.to = std::pow(10, high + missing / 2);
  return axis;
}

// Likewise, and the ridge is within the given shares of its length so that there is room for both regions.
Axis axis_around_ridge(const std::vector<double>& values, double ridge, double least_share, double most_share) {
  Axis axis = axis_around(values, ridge);
  double low = std::log10(*axis.from);
  double high = std::log10(*axis.to);
  const double middle = std::log10(ridge);
  low = std::min(low, (middle - least_share * high) / (1 - least_share));
  high = std::max(high, low + (middle - low) / most_share);
  axis.from = std::pow(10, low);
  axis.to = std::pow(10, high);
  return axis;
}

std::vector<double> values(const FloorlineChart& chart, double FloorlineRun::*of_run, double ChartPoint::*of_step) {
  std::vector<double> values;
  for (const FloorlineRun& run : chart.runs) {
    values.push_back(run.*of_run);
    for (const ChartPoint& step : run.steps) {
      values.push_back(step.*of_step);
    }
  }
  return values;
}

// Without a floor: where the slope is drawn from.
double fewest_synops(const std::vector<double>& synops) {
  double fewest = 0;
  for (const double value : synops) {
    fewest = value > 0 && (fewest == 0 || value < fewest) ? value : fewest;
  }
  return fewest > 0 ? fewest : 1;
}

AxisScale x_scale(const FloorlineChart& chart) {
  const std::vector<double> synops = values(chart, &FloorlineRun::synops, &ChartPoint::x);
  Axis axis = chart.floor_ns > 0 ? axis_around_ridge(synops, chart.floor_ns / chart.slope_ns_per_synop, 0.33, 0.65)
                                 : axis_around(synops, fewest_synops(synops));
  axis.title = chart.x_title;
  axis.labels = TickLabels::counts;
  return {axis, {}};
}

AxisScale y_scale(const FloorlineChart& chart) {
  const std::vector<double> times_ns = values(chart, &FloorlineRun::time_ns, &ChartPoint::y);
  const double fewest = fewest_synops(values(chart, &FloorlineRun::synops, &ChartPoint::x));
  Axis axis = chart.floor_ns > 0 ? axis_around_ridge(times_ns, chart.floor_ns, 0.18, 0.6)
                                 : axis_around(times_ns, fewest * chart.slope_ns_per_synop);
  axis.title = chart.y_title;
  axis.labels = TickLabels::times_ns;
  return {axis, {}};
}

std::string subtitle(const FloorlineChart& chart) {
  std::size_t stride = 1;
  for (const FloorlineRun& run : chart.runs) {
    stride = std::max(stride, dot_stride(run));
  }
  if (stride == 1) {
    return chart.subtitle;
  }
  const std::string note = fmt::format("single steps: not all are drawn, but at least one in {}", stride);
  return chart.subtitle.empty() ? note : chart.subtitle + "; " + note;
}

// The picture with the names of the runs in it; if they must be and there is no room, nothing.
std::string picture(const FloorlineChart& chart, bool numbered) {
  const AxisScale x = x_scale(chart);
  const AxisScale y = y_scale(chart);
  const double left = page_margin + room_left_of(y);
  const Key key(run_key(chart.runs, numbered), page_width - page_margin - left);
  const double key_top = page_margin + headline_height(chart.title, subtitle(chart));
  const double top = key_top + key.height() + gap;
  const Rectangle box{left, top, page_width - page_margin - room_right_of(x), top + plot_height};
  const PlotArea area(box, x, y);
  const FloorlineBound bound{chart.slope_ns_per_synop, chart.floor_ns};
  LabelPlacement labels(box.grown(-3));
  FloorlineRuns runs(chart.runs, area);
  runs.avoid(labels);
  const std::string lines = floorline_lines(bound, area, labels);
  const std::string names = floorline_names(bound, chart.above, area, labels);
  if (numbered) {
    runs.place_numbers(labels);
  } else if (!runs.place_names(labels)) {
    return "";
  }
  return page(box.bottom + room_below(x) + page_margin, chart.title,
              headline(chart.title, subtitle(chart), left) + key.svg({left, key_top}) + floorline_regions(bound, area) +
                  x_grid(area) + y_grid(area) + x_axis(area) + y_axis(area) + lines + runs.dots() + names +
                  runs.markers_and_labels());
}

}  // namespace

std::string to_svg(const FloorlineChart& chart) {
  check(chart);
  const std::string named = picture(chart, false);
  return named.empty() ? picture(chart, true) : named;
}

}  // namespace floorline::platform
