#include "platform/analysis/run_pictures.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

#include "platform/base/number_text.h"
#include "platform/plot/area_shares.h"
#include "platform/plot/floorline_chart.h"
#include "platform/plot/line_chart.h"
#include "platform/plot/mesh_map.h"

namespace floorline::platform {
namespace {

constexpr double ps_per_ns = 1000;

double time_ns(const StepRecord& step) {
  return static_cast<double>(step.end_ps - step.begin_ps) / ps_per_ns;
}

std::string steps_text(const RunReport& report) {
  const std::size_t steps = report.record.steps.size();
  return steps == 1 ? "1 step" : fmt::format("{} steps", steps);
}

// Of every `stride`-th step.
std::vector<ChartPoint> points_of(const RunReport& report, std::size_t stride = 1) {
  std::vector<ChartPoint> points;
  for (std::size_t index = 0; index < report.record.steps.size(); index += stride) {
    const StepRecord& step = report.record.steps[index];
    if (step.end_ps > step.begin_ps)
      points.push_back(
          {report.floorline ? report.floorline->synops_of(step) : static_cast<double>(step.max_synops), time_ns(step)});
  }
  return points;
}

// Names what the steps waited for: a run may lie far above the slope without any traffic, where cores work one after
// the other.
std::string mean_label(const RunReport& report) {
  if (!report.shares())
    return "mean";
  const auto bottleneck = static_cast<std::size_t>(report.bottleneck());
  return fmt::format("mean: {} {}", percent_text((*report.shares())[bottleneck]), models::time_label_names[bottleneck]);
}

std::string label_of(const EarlierRun& run) {
  return run.bottleneck.empty() ? run.name : fmt::format("{}: {}", run.name, run.bottleneck);
}

std::string on_floorline(const RunReport& report, const RunFloorline& floorline) {
  FloorlineChart chart;
  chart.title = run_heading(report);
  if (floorline.has_floor())
    chart.subtitle = fmt::format("{}; floor: {} {} neurons on core {}", steps_text(report), floorline.floor_neurons,
                                 floorline.floor_program, floorline.floor_core);
  else
    chart.subtitle = fmt::format("{}; slope of the fastest core in use, no floor", steps_text(report));
  if (floorline.skips_zeros)
    chart.x_title = nonzero_synops_title;
  if (!floorline.has_floor())
    chart.above = above_or_idle;
  else if (!report.layers.empty())
    chart.above = above_or_layers_in_turn;
  chart.slope_ns_per_synop = floorline.slope_ns_per_synop;
  chart.floor_ns = floorline.floor_ns;
  const std::vector<ChartPoint> steps = points_of(report);
  if (!steps.empty()) {
    FloorlineRun run;
    run.name = mean_label(report);
    run.synops = report.floorline_synops();
    run.time_ns = report.time_per_step_ns();
    run.steps = steps;
    chart.runs.push_back(run);
  }
  for (const EarlierRun& earlier : report.earlier) {
    FloorlineRun run;
    run.name = label_of(earlier);
    run.synops = floorline.skips_zeros ? earlier.max_effective_synops_per_core : earlier.max_synops_per_core;
    run.time_ns = earlier.time_per_step_ns;
    chart.runs.push_back(run);
  }
  return to_svg(chart);
}

// The same axes without slope and floor, for a chip that has not been measured.
std::string without_floorline(const RunReport& report) {
  LineChart chart;
  chart.title = run_heading(report);
  chart.subtitle = fmt::format(
      "{}; slope and floor unknown: measure them with floorline characterise, give --floorline", steps_text(report));
  const std::size_t stride = (report.record.steps.size() + most_drawn_dots - 1) / most_drawn_dots;
  if (stride > 1)
    chart.subtitle += fmt::format("; one step in {}", stride);
  chart.x.title = FloorlineChart{}.x_title;
  const std::vector<ChartPoint> points = points_of(report, stride);
  const bool all_have_synops =
      std::all_of(points.begin(), points.end(), [](const ChartPoint& point) { return point.x > 0; });
  chart.x.scale = all_have_synops ? Scale::logarithmic : Scale::linear;
  chart.x.labels = TickLabels::counts;
  chart.y.title = FloorlineChart{}.y_title;
  chart.y.scale = chart.x.scale;
  chart.y.labels = TickLabels::times_ns;
  Series steps;
  steps.name = "steps";
  steps.points = points;
  steps.stroke = Stroke::none;
  steps.marker = Marker::circle;
  steps.colour = Colour::sky;
  Series mean;
  mean.name = mean_label(report);
  mean.points = {{report.max_synops_per_core(), report.time_per_step_ns()}};
  mean.stroke = Stroke::none;
  mean.marker = Marker::diamond;
  mean.colour = Colour::vermilion;
  chart.series = {steps, mean};
  for (const EarlierRun& earlier : report.earlier) {
    Series run;
    run.name = label_of(earlier);
    run.points = {{earlier.max_synops_per_core, earlier.time_per_step_ns}};
    run.stroke = Stroke::none;
    run.marker = Marker::square;
    chart.series.push_back(run);
  }
  return to_svg(chart);
}

}  // namespace

std::string run_heading(const RunReport& report) {
  return fmt::format("{} on {}{}", report.network, report.chip,
                     report.timing == models::Timing::loosely_timed ? " (loosely timed)" : "");
}

std::string floorline_svg(const RunReport& report) {
  return report.floorline ? on_floorline(report, *report.floorline) : without_floorline(report);
}

std::string shares_svg(const RunReport& report) {
  AreaShares areas;
  areas.title = fmt::format("{}: what steps waited for", run_heading(report));
  const auto bottleneck = static_cast<std::size_t>(report.bottleneck());
  areas.subtitle = fmt::format("critical path of each step; over all steps: {} {}",
                               models::time_label_names[bottleneck], percent_text((*report.shares())[bottleneck]));
  areas.share_title = "share of the step's time";
  constexpr std::array<Colour, models::time_label_count> colours = {memory_bound_colour, compute_bound_colour,
                                                                    traffic_bound_colour, Colour::grey};
  for (std::size_t label = 0; label < colours.size(); ++label)
    areas.shares.push_back({models::time_label_names[label], Fill{colours[label], Texture::plain}});
  for (const StepRecord& step : report.record.steps) {
    std::vector<double> shares(colours.size(), 0);
    const Picoseconds all_ps = std::accumulate(step.critical_ps.begin(), step.critical_ps.end(), Picoseconds{0});
    for (std::size_t label = 0; label < shares.size() && all_ps > 0; ++label)
      shares[label] = static_cast<double>(step.critical_ps[label]) / static_cast<double>(all_ps);
    if (all_ps == 0)
      shares.back() = 1;  // a step that took no time consists of the barrier alone
    areas.steps.push_back(std::move(shares));
  }
  return to_svg(areas);
}

std::string steps_svg(const RunReport& report) {
  constexpr std::size_t most_points = 1000;
  constexpr std::size_t most_markers = 60;
  const std::vector<StepRecord>& steps = report.record.steps;
  const std::size_t group = (steps.size() + most_points - 1) / most_points;
  LineChart chart;
  chart.title = fmt::format("{}: time of each step", run_heading(report));
  chart.subtitle = fmt::format("mean {}, {} to {}", time_text(report.time_per_step_ns()),
                               time_text(report.min_time_ns()), time_text(report.max_time_ns()));
  if (group > 1)
    chart.subtitle += fmt::format("; means of {} neighbouring steps", group);
  chart.x.title = "step";
  chart.x.labels = TickLabels::whole_numbers;
  chart.y.title = "time of a step";
  chart.y.labels = TickLabels::times_ns;
  chart.y.from = 0;
  Series time;
  time.name = "simulated";
  Series bound;
  bound.name = "lower bound by slope and floor";
  bound.stroke = Stroke::dashed;
  for (std::size_t begin = 0; begin < steps.size(); begin += group) {
    const std::size_t end = std::min(begin + group, steps.size());
    const double middle = static_cast<double>(begin + end - 1) / 2;
    const auto count = static_cast<double>(end - begin);
    double sum_ns = 0, bound_ns = 0;
    for (std::size_t step = begin; step < end; ++step) {
      sum_ns += time_ns(steps[step]);
      bound_ns += report.floorline ? report.floorline->bound_ns(report.floorline->synops_of(steps[step])) : 0;
    }
    time.points.push_back({middle, sum_ns / count});
    bound.points.push_back({middle, bound_ns / count});
  }
  time.marker = time.points.size() <= most_markers ? Marker::circle : Marker::none;
  chart.series.push_back(time);
  if (report.floorline)
    chart.series.push_back(bound);
  return to_svg(chart);
}

std::vector<Picture> run_pictures(const RunReport& report) {
  if (report.record.steps.empty())
    return {};
  std::vector<Picture> pictures = {{"floorline.svg", floorline_svg(report)}};
  const MeshSize& mesh = report.mesh;
  if (std::uint64_t{mesh.columns} * mesh.rows * mesh.cores_per_router <= most_mapped_cores)
    pictures.push_back({"mesh.svg", mesh_svg(report)});
  pictures.push_back({"cores.svg", cores_svg(report)});
  if (report.shares())
    pictures.push_back({"shares.svg", shares_svg(report)});
  if (report.record.steps.size() > 1)
    pictures.push_back({"steps.svg", steps_svg(report)});
  return pictures;
}

}  // namespace floorline::platform
