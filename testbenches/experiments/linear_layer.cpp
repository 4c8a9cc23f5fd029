// A linear layer cut into P_in x P_out cores, its halves side by side or mixed.
#include <algorithm>
#include <cmath>
#include <string>

#include "platform/base/number_text.h"
#include "platform/plot/line_chart.h"
#include "testbenches/experiments/chip_rates.h"
#include "testbenches/experiments/driven_network.h"
#include "testbenches/experiments/experiment.h"
#include "testbenches/experiments/statistics.h"

namespace floorline::testbenches {

using platform::ChartPoint;
using platform::fixed_text;
using platform::LineChart;
using platform::Marker;
using platform::Scale;
using platform::Series;
using platform::Stroke;
using platform::TickLabels;

namespace {

enum Placement : std::size_t { rectangular, interleaved, placements };
constexpr const char* placement_names[placements] = {"rectangular", "interleaved"};

struct Places {
  std::vector<int> inputs;
  std::vector<int> outputs;
};

// Cores in the order of their columns, from west to east.
std::vector<int> by_column(const models::NocConfig& noc) {
  std::vector<int> cores;
  for (std::uint32_t column = 0; column < noc.columns; ++column) {
    for (std::uint32_t row = 0; row < noc.rows; ++row) {
      for (std::uint32_t index = 0; index < noc.cores_per_router; ++index)
        cores.push_back(static_cast<int>((row * noc.columns + column) * noc.cores_per_router + index));
    }
  }
  return cores;
}

// Rectangular: inputs fill columns from the west, outputs go on behind them. Interleaved: both are spread evenly over
// the same cores.
Places place(const platform::ChipConfig& chip, int inputs, int outputs, Placement placement) {
  const std::vector<int> cores = by_column(chip.noc);
  Places places;
  for (int index = 0; index < inputs + outputs; ++index) {
    const auto inputs_before = [&](int count) { return count * inputs / (inputs + outputs); };
    const bool is_input = placement == rectangular ? index < inputs : inputs_before(index + 1) > inputs_before(index);
    (is_input ? places.inputs : places.outputs).push_back(cores[static_cast<std::size_t>(index)]);
  }
  return places;
}

// As many neurons in both halves, all inputs firing.
platform::BenchNetwork linear_layer(const platform::ChipConfig& chip, int neurons, int inputs, int outputs,
                                    Placement placement) {
  const Places places = place(chip, inputs, outputs, placement);
  return make_driven_network("linear layer", {{even_slices(places.inputs, neurons / inputs, neurons / inputs)},
                                              {even_slices(places.outputs, neurons / outputs, 0)}});
}

// The same mesh of routers in a square of so many columns, with cores that hold little.
platform::ChipConfig square_of(platform::ChipConfig chip, std::uint32_t columns) {
  chip.noc.columns = chip.noc.rows = columns;
  chip.noc.chip_columns = chip.noc.chip_rows = 0;
  chip.noc.host_column = chip.noc.host_row = 0;
  chip.synapse_memory.bank.size_bytes = 8192;
  chip.neuron_memory.bank.size_bytes = 4096;
  chip.limits.synapse_words = 1024;
  return chip;
}

struct Sweep {
  Table table{"linear_layer", {"neurons", "inputs_on", "outputs_on", "placement", "time_ns", "bound_ns", "bottleneck"}};
  std::vector<double> times_ns, bounds_ns;
  Series points[placements] = {
      {placement_names[rectangular], {}, Stroke::none, 2, Marker::circle, platform::Colour::blue},
      {placement_names[interleaved], {}, Stroke::none, 2, Marker::triangle, platform::Colour::orange}};
};

Sweep sweep_cuts(const ExperimentSettings& settings, const ChipRates& rates) {
  struct Cut {
    int neurons, inputs, outputs;
    Placement placement;
  };
  std::vector<Cut> cuts;
  std::vector<Case> cases;
  for (const int neurons : {64, 256, 512}) {
    for (const int inputs : {1, 4, 16, 64}) {
      for (const int outputs : {4, 16, 64}) {
        for (const Placement placement : {rectangular, interleaved}) {
          cuts.push_back({neurons, inputs, outputs, placement});
          cases.push_back({settings.chip, linear_layer(settings.chip, neurons, inputs, outputs, placement)});
        }
      }
    }
  }
  const std::vector<Measurement> measured = measure_all(cases);
  Sweep sweep;
  for (std::size_t index = 0; index < cuts.size(); ++index) {
    const Cut& cut = cuts[index];
    const Measurement& point = measured[index];
    const double bound_ns = max_affine_bound_ns(rates, point.loads);
    sweep.table.add({std::to_string(cut.neurons), std::to_string(cut.inputs), std::to_string(cut.outputs),
                     placement_names[cut.placement], fixed_text(point.step_ns, 1), fixed_text(bound_ns, 1),
                     models::time_label_names[static_cast<std::size_t>(point.bottleneck())]});
    sweep.times_ns.push_back(point.step_ns);
    sweep.bounds_ns.push_back(bound_ns);
    sweep.points[cut.placement].points.push_back({bound_ns, point.step_ns});
  }
  return sweep;
}

struct Growth {
  Table table{"linear_layer_growth", {"routers", "neurons", "placement", "time_ns", "traffic_%", "busiest_link_flits"}};
  Series series[placements] = {
      {placement_names[rectangular], {}, Stroke::solid, 2.5, Marker::circle, platform::Colour::blue},
      {placement_names[interleaved], {}, Stroke::solid, 2.5, Marker::triangle, platform::Colour::orange}};
  double time_exponent[placements] = {};
  double link_exponent[placements] = {};
};

// One neuron a core, so that messages are all that costs; half of the cores are inputs.
Growth grow(const ExperimentSettings& settings) {
  const std::vector<std::uint32_t> squares = {4, 6, 8, 10, 12, 14, 16};
  std::vector<Case> cases;
  std::vector<int> sizes;
  for (const std::uint32_t columns : squares) {
    const platform::ChipConfig chip = square_of(settings.chip, columns);
    sizes.push_back(static_cast<int>(chip.noc.core_count() / 2));
    for (const Placement placement : {rectangular, interleaved})
      cases.push_back({chip, linear_layer(chip, sizes.back(), sizes.back(), sizes.back(), placement)});
  }
  const std::vector<Measurement> measured = measure_all(cases);
  Growth growth;
  for (const Placement placement : {rectangular, interleaved}) {
    std::vector<double> neurons, times_ns, links;
    for (std::size_t index = 0; index < squares.size(); ++index) {
      const Measurement& point = measured[placements * index + placement];
      neurons.push_back(sizes[index]);
      times_ns.push_back(point.step_ns);
      links.push_back(std::max(point.loads.max_horizontal_flits, point.loads.max_vertical_flits));
      growth.series[placement].points.push_back({neurons.back(), times_ns.back()});
      growth.table.add({std::to_string(squares[index]) + "x" + std::to_string(squares[index]),
                        std::to_string(sizes[index]), placement_names[placement], fixed_text(point.step_ns, 1),
                        fixed_text(100 * point.share(models::TimeLabel::traffic), 1), fixed_text(links.back(), 0)});
    }
    growth.time_exponent[placement] = exponent(neurons, times_ns);
    growth.link_exponent[placement] = exponent(neurons, links);
  }
  return growth;
}

}  // namespace

ExperimentResult sweep_linear_layer(const ExperimentSettings& settings) {
  const ChipRates rates = characterise_all({settings.chip}).front();
  Sweep sweep = sweep_cuts(settings, rates);
  double nearest = sweep.times_ns.front() / sweep.bounds_ns.front();
  for (std::size_t index = 0; index < sweep.times_ns.size(); ++index)
    nearest = std::min(nearest, sweep.times_ns[index] / sweep.bounds_ns[index]);
  const double highest = *std::max_element(sweep.bounds_ns.begin(), sweep.bounds_ns.end());
  const double lowest = *std::min_element(sweep.bounds_ns.begin(), sweep.bounds_ns.end());
  LineChart bound;
  bound.title = "A linear layer in all cuts: " + settings.chip.name;
  bound.subtitle = "every point is a cut of 64 to 512 neurons into inputs x outputs cores; none can lie below the line";
  bound.x = {"max-affine bound", Scale::logarithmic, {}, {}, TickLabels::times_ns};
  bound.y = {"time of a step", Scale::logarithmic, {}, {}, TickLabels::times_ns};
  bound.series = {
      sweep.points[rectangular],
      sweep.points[interleaved],
      {"bound", {{lowest, lowest}, {highest, highest}}, Stroke::dashed, 1.8, Marker::none, platform::Colour::grey}};

  const Growth growth = grow(settings);
  LineChart growing;
  growing.title = "A linear layer grows with its square of routers";
  growing.subtitle = "routers, links and cores of " + settings.chip.name + ", one neuron a core, half of them inputs";
  growing.x = {"neurons of each half", Scale::logarithmic, {}, {}, TickLabels::counts};
  growing.y = {"time of a step", Scale::logarithmic, {}, {}, TickLabels::times_ns};
  growing.series = {growth.series[rectangular], growth.series[interleaved]};

  ExperimentResult result;
  result.tables = {sweep.table, growth.table};
  result.pictures = {{"linear_layer.svg", to_svg(bound)}, {"linear_layer_growth.svg", to_svg(growing)}};
  result.findings = {"correlation of bound and time over " + std::to_string(sweep.times_ns.size()) + " cuts: r " +
                         fixed_text(pearson(sweep.bounds_ns, sweep.times_ns), 4) +
                         "; the step nearest to its bound takes " + fixed_text(nearest, 3) + " of it",
                     "time grows as neurons to the power of " + fixed_text(growth.time_exponent[rectangular], 2) +
                         " rectangular, " + fixed_text(growth.time_exponent[interleaved], 2) +
                         " interleaved; the busiest link's flits " + fixed_text(growth.link_exponent[rectangular], 2) +
                         " and " + fixed_text(growth.link_exponent[interleaved], 2)};
  result.figures = {{"pearson", pearson(sweep.bounds_ns, sweep.times_ns)},
                    {"nearest_to_bound", nearest},
                    {"rectangular_exponent", growth.time_exponent[rectangular]},
                    {"interleaved_exponent", growth.time_exponent[interleaved]}};
  return result;
}

}  // namespace floorline::testbenches
