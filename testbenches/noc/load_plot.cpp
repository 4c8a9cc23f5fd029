#include "testbenches/noc/load_plot.h"

#include <algorithm>
#include <array>

#include "platform/base/number_text.h"

namespace floorline::testbenches {

using platform::ChartPoint;
using platform::Colour;
using platform::LineChart;
using platform::Marker;
using platform::Series;
using platform::Stroke;

namespace {

constexpr double latency_axis = 4;  // its end, as a multiple of the latency without load
constexpr double thin = 1.3;

std::string counted(std::uint32_t count, const std::string& unit) {
  return std::to_string(count) + " " + unit + (count == 1 ? "" : "s");
}

std::string router_text(const RouterTiming& router) {
  std::string text;
  for (const std::uint32_t cycles : {router.source_to_switch, router.hop, router.switch_to_delivery, router.credit})
    text += std::to_string(cycles) + ",";
  return text + (router.ejection_credit ? std::to_string(*router.ejection_credit) : "inf");
}

}  // namespace

LineChart load_chart(const SweepResult& sweep, const std::vector<LatencyCurve>& others) {
  const double highest = latency_axis * sweep.points.front().mean;
  double last_load = sweep.knee_3;
  Series mean{"mean latency", {}, Stroke::solid, 2.5, Marker::circle, Colour::blue};
  Series p99{"99th percentile", {}, Stroke::solid, thin, Marker::none, Colour::blue};
  for (const SweepPoint& point : sweep.points) {
    mean.points.push_back({point.offered, point.mean});
    p99.points.push_back({point.offered, static_cast<double>(point.p99)});
    if (point.mean <= highest)
      last_load = std::max(last_load, point.offered);
    if (point.saturated)
      break;  // beyond it, latency depends only on the length of the run
  }
  const Series knee{"knee (3\u00d7): " + platform::fixed_text(sweep.knee_3, 3),
                    {{sweep.knee_3, 0}, {sweep.knee_3, highest}},
                    Stroke::dashed,
                    1.8,
                    Marker::none,
                    Colour::grey};
  LineChart chart;
  chart.series = {p99, mean, knee};
  constexpr std::array markers = {Marker::square, Marker::triangle, Marker::diamond, Marker::cross, Marker::circle};
  for (std::size_t i = 0; i < others.size(); ++i) {
    Series series{others[i].name, {}, Stroke::none, 2, markers[i % markers.size()], std::nullopt};
    for (const LatencyPoint& point : others[i].points) {
      series.points.push_back({point.offered, point.mean});
      if (point.mean <= highest)
        last_load = std::max(last_load, point.offered);
    }
    chart.series.push_back(series);
  }
  constexpr double room_behind = 1.06;
  chart.x = {"offered load (flits / node / cycle)", platform::Scale::linear, 0.0, room_behind * last_load};
  chart.y = {"latency (cycles)", platform::Scale::linear, 0.0, highest};
  return chart;
}

std::string load_chart_title(const NetworkSetup& network, const LoadSetup& load) {
  return std::to_string(network.columns) + " \u00d7 " + std::to_string(network.rows) + " mesh, " +
         pattern_names()[static_cast<std::size_t>(load.pattern)] + " traffic";
}

std::string load_chart_subtitle(const NetworkSetup& network, const LoadSetup& load) {
  std::string text = "packets of " + counted(load.flits, "flit") + ", buffers of " +
                     counted(network.buffer_flits, "flit") + ", router timing " + router_text(network.router);
  if (network.virtual_channels > 1)
    text += ", " + counted(network.virtual_channels, "virtual channel");
  if (network.concentration > 1)
    text += ", " + counted(network.concentration, "node") + " per router";
  if (network.routing != models::Routing::xy)
    text += network.routing == models::Routing::yx ? ", YX routing" : ", west-first routing";
  if (network.timing == models::Timing::loosely_timed)
    text += ", loosely timed";
  return text;
}

}  // namespace floorline::testbenches
