// Sweeps of one knob: what each bottleneck looks like.
#include <algorithm>
#include <cmath>
#include <string>

#include "platform/base/line_fit.h"
#include "platform/base/number_text.h"
#include "platform/plot/floorline_chart.h"
#include "testbenches/experiments/chip_rates.h"
#include "testbenches/experiments/driven_network.h"
#include "testbenches/experiments/experiment.h"

namespace floorline::testbenches {

using platform::Axis;
using platform::ChartPoint;
using platform::fixed_text;
using platform::LineChart;
using platform::Marker;
using platform::Scale;
using platform::Series;
using platform::Stroke;
using platform::SynapseChoice;
using platform::TickLabels;

namespace {

std::string label_of(const Measurement& measurement) {
  return models::time_label_names[static_cast<std::size_t>(measurement.bottleneck())];
}

std::string percent(double share) {
  return fixed_text(100 * share, 1);
}

std::vector<int> cores_from(int first, int count) {
  std::vector<int> cores;
  for (int core = first; core < first + count; ++core)
    cores.push_back(core);
  return cores;
}

Axis time_axis() {
  return {"time of a step", Scale::logarithmic, {}, {}, TickLabels::times_ns};
}

}  // namespace

// Messages from one core to another one, each to all of its neurons: only the number of messages changes.
ExperimentResult sweep_synops(const ExperimentSettings& settings) {
  constexpr int neurons = 512;
  const std::vector<int> firing = {1, 2, 4, 8, 16, 24, 32, 48, 64, 96, 128, 160, 180};
  std::vector<Case> cases;
  for (const int count : firing)
    cases.push_back({settings.chip,
                     make_driven_network("synops", {{even_slices({0}, 180, count)}, {even_slices({1}, neurons, 0)}})});
  const std::vector<Measurement> measured = measure_all(cases);
  Table table("synops", {"max_synops", "time_ns", "memory_%", "compute_%", "traffic_%", "bottleneck"});
  std::vector<platform::FitPoint> bound;
  std::vector<ChartPoint> steps;
  platform::FloorlineChart chart;
  for (const Measurement& point : measured) {
    table.add({fixed_text(point.loads.max_synops, 0), fixed_text(point.step_ns, 1),
               percent(point.share(models::TimeLabel::memory)), percent(point.share(models::TimeLabel::compute)),
               percent(point.share(models::TimeLabel::traffic)), label_of(point)});
    if (point.bottleneck() == models::TimeLabel::memory)
      bound.push_back({point.loads.max_synops, point.step_ns});
    steps.push_back({point.loads.max_synops, point.step_ns});
  }
  const platform::LineFit fit = platform::fit_line(bound);
  const ChipRates rates = characterise_all({settings.chip}).front();
  chart.title = "More synops, the same neurons: " + settings.chip.name;
  chart.subtitle = "one core sends to another one of " + std::to_string(neurons) + " neurons, dense 8-bit weights";
  chart.runs.push_back({"most synops", steps.back().x, steps.back().y, steps, platform::Colour::black});
  chart.slope_ns_per_synop = rates.synop_ns;
  chart.floor_ns = floor_ns(rates, measured.front().loads);
  return {{table},
          {{"synops.svg", to_svg(chart)}},
          {"memory-bound steps: " + fixed_text(fit.slope, 4) + " ns per synop, " + fixed_text(fit.intercept, 1) +
           " ns at none, r2 " + fixed_text(fit.r2, 6)},
          {{"slope_ns", fit.slope},
           {"intercept_ns", fit.intercept},
           {"r2", fit.r2},
           {"memory_bound_points", static_cast<double>(bound.size())},
           {"last_ns", measured.back().step_ns}}};
}

// Neurons that nothing reaches, and as many in another layer that all fire: only the neurons of a core change.
ExperimentResult sweep_neurons(const ExperimentSettings& settings) {
  const std::vector<int> counts = {16, 32, 64, 128, 256, 512, 1024, 2048};
  std::vector<Case> cases;
  for (const int count : counts) {
    // Relatively few weights, so that the neurons of many counts fit; none of them is read in the first case.
    for (const int firing : {0, 8})
      cases.push_back({settings.chip,
                       make_driven_network("neurons", {{even_slices({0}, 8, firing)},
                                                       {even_slices({1}, count, 0), 0.99, 8, SynapseChoice::sparse}})});
  }
  const std::vector<Measurement> measured = measure_all(cases);
  Table table("neurons", {"neurons", "time_ns", "with_messages_ns", "compute_%", "bottleneck"});
  std::vector<platform::FitPoint> points;
  double largest_change = 0;
  Series idle{"no messages", {}, Stroke::solid, 2.5, Marker::circle, platform::compute_bound_colour};
  for (std::size_t index = 0; index < counts.size(); ++index) {
    const Measurement& point = measured[2 * index];
    table.add({std::to_string(counts[index]), fixed_text(point.step_ns, 1),
               fixed_text(measured[2 * index + 1].step_ns, 1), percent(point.share(models::TimeLabel::compute)),
               label_of(point)});
    points.push_back({static_cast<double>(counts[index]), point.step_ns});
    largest_change = std::max(largest_change, measured[2 * index + 1].step_ns / point.step_ns - 1);
    idle.points.push_back({static_cast<double>(counts[index]), point.step_ns});
  }
  const platform::LineFit fit = platform::fit_line(points);
  LineChart chart;
  chart.title = "More neurons, no synops: " + settings.chip.name;
  chart.subtitle = "one core of LIF neurons that nothing reaches";
  chart.x = {"neurons of the core", Scale::logarithmic, {}, {}, TickLabels::counts};
  chart.y = time_axis();
  chart.series = {idle};
  return {{table},
          {{"neurons.svg", to_svg(chart)}},
          {fixed_text(fit.slope, 4) + " ns a neuron, " + fixed_text(fit.intercept, 1) + " ns at none, r2 " +
           fixed_text(fit.r2, 6)},
          {{"floor_ns_per_neuron", fit.slope}, {"r2", fit.r2}, {"largest_change_by_messages", largest_change}}};
}

// One layer on one core, its messages to more and more cores: the work of each stays the same.
ExperimentResult sweep_destinations(const ExperimentSettings& settings) {
  constexpr int neurons = 256;
  constexpr int neurons_per_target = 8;
  const std::vector<int> destinations = {1, 2, 4, 8, 16, 32, 64};
  const std::vector<int> firing = {8, 32, 128, 256};
  std::vector<Case> cases;
  for (const int count : firing) {
    for (const int cores : destinations)
      cases.push_back(
          {settings.chip,
           make_driven_network("destinations", {{even_slices({0}, neurons, count)},
                                                {even_slices(cores_from(1, cores), neurons_per_target, 0)}})});
  }
  const std::vector<Measurement> measured = measure_all(cases);
  const ChipRates rates = characterise_all({settings.chip}).front();
  Table table("destinations", {"density_%", "cores", "messages", "time_ns", "floorline_ns", "traffic_%", "bottleneck"});
  LineChart chart;
  chart.title = "More destinations: " + settings.chip.name;
  chart.subtitle = std::to_string(neurons) + " neurons on one core send to cores of " +
                   std::to_string(neurons_per_target) + " neurons each; dotted: slope and floor, whichever is higher";
  chart.x = {"destination cores", Scale::logarithmic, {}, {}, TickLabels::counts};
  chart.y = time_axis();
  Series bound{"", {}, Stroke::dotted, 1.8, Marker::none, platform::Colour::grey};
  for (std::size_t line = 0; line < firing.size(); ++line) {
    const double density = static_cast<double>(firing[line]) / neurons;
    Series series{percent(density) + " % of the neurons fire", {}, Stroke::solid, 2.5, Marker::circle, std::nullopt};
    for (std::size_t index = 0; index < destinations.size(); ++index) {
      const Measurement& point = measured[line * destinations.size() + index];
      const double floorline_ns = std::max(slope_ns(rates, point.loads), floor_ns(rates, point.loads));
      table.add({percent(density), std::to_string(destinations[index]), fixed_text(point.loads.total_messages, 0),
                 fixed_text(point.step_ns, 1), fixed_text(floorline_ns, 1),
                 percent(point.share(models::TimeLabel::traffic)), label_of(point)});
      series.points.push_back({static_cast<double>(destinations[index]), point.step_ns});
      if (line + 1 == firing.size())
        bound.points.push_back({static_cast<double>(destinations[index]), floorline_ns});
    }
    chart.series.push_back(series);
  }
  bound.name = "floorline at 100 %";
  chart.series.push_back(bound);
  const Measurement& one = measured[(firing.size() - 1) * destinations.size()];
  const Measurement& most = measured.back();
  return {{table},
          {{"destinations.svg", to_svg(chart)}},
          {"all neurons firing, 64 destinations instead of one: " + fixed_text(most.step_ns / one.step_ns, 1) +
           " times the time, the busiest core's synops unchanged (" + fixed_text(most.loads.max_synops, 0) + ")"},
          {{"times_longer", most.step_ns / one.step_ns},
           {"synops_ratio", most.loads.max_synops / one.loads.max_synops},
           {"traffic_share", most.share(models::TimeLabel::traffic)}}};
}

// The same weights with more and more zeros, stored with them and without.
ExperimentResult sweep_weight_sparsity(const ExperimentSettings& settings) {
  constexpr int sources = 128;
  constexpr int neurons = 256;
  const std::vector<int> zeros_percent = {0, 25, 50, 75, 90, 95, 99};
  std::vector<Case> cases;
  for (const int zeros : zeros_percent) {
    for (const SynapseChoice format : {SynapseChoice::dense, SynapseChoice::sparse})
      cases.push_back(
          {settings.chip, make_driven_network("weights", {{even_slices({0}, sources, sources)},
                                                          {even_slices({1}, neurons, 0), zeros / 100.0, 8, format}})});
  }
  const std::vector<Measurement> measured = measure_all(cases);
  Table table("weight_sparsity",
              {"zeros_%", "dense_ns", "dense_synops", "sparse_ns", "sparse_synops", "dense_is", "sparse_is"});
  Series dense{"dense rows", {}, Stroke::solid, 2.5, Marker::circle, platform::Colour::blue};
  Series sparse{"sparse rows", {}, Stroke::solid, 2.5, Marker::square, platform::Colour::orange};
  for (std::size_t index = 0; index < zeros_percent.size(); ++index) {
    const Measurement& with = measured[2 * index];
    const Measurement& without = measured[2 * index + 1];
    table.add({std::to_string(zeros_percent[index]), fixed_text(with.step_ns, 1), fixed_text(with.loads.max_synops, 0),
               fixed_text(without.step_ns, 1), fixed_text(without.loads.max_synops, 0), label_of(with),
               label_of(without)});
    dense.points.push_back({zeros_percent[index] / 100.0, with.step_ns});
    sparse.points.push_back({zeros_percent[index] / 100.0, without.step_ns});
  }
  LineChart chart;
  chart.title = "Sparser weights: " + settings.chip.name;
  chart.subtitle = std::to_string(sources) + " messages a step to one core of " + std::to_string(neurons) + " neurons";
  chart.x = {"zeros among the weights", Scale::linear, 0.0, 1.0, TickLabels::percent};
  chart.y = {"time of a step", Scale::linear, 0.0, {}, TickLabels::times_ns};
  chart.series = {dense, sparse};
  const double gain = dense.points.front().y / sparse.points[4].y;
  return {{table},
          {{"weight_sparsity.svg", to_svg(chart)}},
          {"90 % zeros: dense rows " + fixed_text(dense.points.front().y / dense.points[4].y, 2) +
           " times as fast as without zeros, sparse rows " + fixed_text(gain, 2) + " times"},
          {{"dense_gain", dense.points.front().y / dense.points[4].y}, {"sparse_gain", gain}}};
}

// The same share of all neurons fires: in all layers alike, in one layer, or on one core.
ExperimentResult sweep_activation_sparsity(const ExperimentSettings& settings) {
  constexpr int layers = 4;
  constexpr int cores_per_layer = 4;
  constexpr int neurons = 128;
  const std::vector<int> firing_per_core = {1, 2, 4, 8};  // on average
  const std::vector<std::string> spreads = {"even", "one layer", "one core"};
  const auto network = [&](int firing, std::size_t spread) {
    std::vector<DrivenLayer> driven(layers);
    const int all = firing * layers * cores_per_layer;
    for (int index = 0; index < layers; ++index) {
      const std::vector<int> cores = cores_from(index * cores_per_layer, cores_per_layer);
      driven[static_cast<std::size_t>(index)].slices = even_slices(cores, neurons, spread == 0 ? firing : 0);
    }
    std::vector<DrivenSlice>& heap = driven[1].slices;
    if (spread == 1) {
      for (DrivenSlice& slice : heap)
        slice.firing = all / cores_per_layer;
    } else if (spread == 2) {
      heap[0].firing = all;
    }
    return make_driven_network("activations", driven);
  };
  std::vector<Case> cases;
  for (const int firing : firing_per_core) {
    for (std::size_t spread = 0; spread < spreads.size(); ++spread)
      cases.push_back({settings.chip, network(firing, spread)});
  }
  const std::vector<Measurement> measured = measure_all(cases);
  Table table("activation_sparsity", {"sparsity_%", "spread", "total_synops", "max_synops", "time_ns", "bottleneck"});
  LineChart chart;
  chart.title = "As sparse on average, spread differently: " + settings.chip.name;
  chart.subtitle = std::to_string(layers) + " layers of " + std::to_string(cores_per_layer) + " cores with " +
                   std::to_string(neurons) + " neurons each";
  chart.x = {"neurons that fire, of all", Scale::logarithmic, {}, {}, TickLabels::percent};
  chart.y = time_axis();
  double worst = 1;
  for (std::size_t spread = 0; spread < spreads.size(); ++spread) {
    Series series{spreads[spread], {}, Stroke::solid, 2.5, Marker::circle, std::nullopt};
    for (std::size_t index = 0; index < firing_per_core.size(); ++index) {
      const Measurement& point = measured[index * spreads.size() + spread];
      series.points.push_back({static_cast<double>(firing_per_core[index]) / neurons, point.step_ns});
      worst = std::max(worst, point.step_ns / measured[index * spreads.size()].step_ns);
    }
    chart.series.push_back(series);
  }
  for (std::size_t index = 0; index < measured.size(); ++index) {
    const Measurement& point = measured[index];
    table.add({percent(point.loads.activation_sparsity), spreads[index % spreads.size()],
               fixed_text(point.loads.total_synops, 0), fixed_text(point.loads.max_synops, 0),
               fixed_text(point.step_ns, 1), label_of(point)});
  }
  return {{table},
          {{"activation_sparsity.svg", to_svg(chart)}},
          {"the same mean activity takes up to " + fixed_text(worst, 2) + " times as long when it is heaped"},
          {{"heaped_times_longer", worst}}};
}

}  // namespace floorline::testbenches
