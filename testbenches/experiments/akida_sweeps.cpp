// What BrainChip's measurements say of Akida 1.0 in general, asked of the chip model: sparse activations save time,
// sparse weights do not, and a mapping changes the time but not the dynamic energy.
#include <algorithm>
#include <cmath>
#include <string>

#include "platform/base/number_text.h"
#include "testbenches/experiments/akida_table.h"
#include "testbenches/experiments/experiment.h"
#include "testbenches/experiments/frame_measurement.h"
#include "testbenches/experiments/statistics.h"

namespace floorline::testbenches {

using platform::fixed_text;

namespace {

// One convolution of a middling size on one core.
platform::FrameWorkload one_layer(double activation_sparsity, double weight_sparsity) {
  platform::FrameSettings settings;
  settings.input = {32, 24, 24};
  settings.input_sparsity = activation_sparsity;
  settings.weight_sparsity = weight_sparsity;
  settings.layers = {{platform::Connection::convolution, 32, 3, 1, 0.5}};
  return platform::make_frame_workload(settings);
}

std::string mapping_of_all(const std::string& cores) {
  std::string mapping = "per_layer=";
  for (std::size_t index = 0; index < akida_vww_layers().size(); ++index)
    mapping += (index == 0 ? "" : ",") + cores;
  return mapping;
}

}  // namespace

ExperimentResult sweep_frame_sparsity(const ExperimentSettings& settings) {
  constexpr double activation_sparsities[] = {0, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95};
  constexpr double weight_sparsities[] = {0, 0.3, 0.6, 0.9};
  constexpr double common_sparsity = 0.5;
  std::vector<FrameCase> cases;
  for (const double sparsity : activation_sparsities)
    cases.push_back({settings.chip, one_layer(sparsity, 0), "per_layer=1"});
  for (const double sparsity : weight_sparsities)
    cases.push_back({settings.chip, one_layer(common_sparsity, sparsity), "per_layer=1"});
  const std::vector<FrameMeasurement> measured = measure_frames(cases);

  ExperimentResult result;
  Table table{"frame_sparsity", {"activation_sparsity", "weight_sparsity", "layer_ms"}};
  std::vector<double> density, times_ms;
  std::size_t next = 0;
  for (const double sparsity : activation_sparsities) {
    density.push_back(1 - sparsity);
    times_ms.push_back(measured[next++].layer_ms[0]);
    table.add({fixed_text(sparsity, 2), "0.00", fixed_text(times_ms.back(), 5)});
  }
  const double first_ms = measured[next].layer_ms[0];
  double change = 0;
  for (const double sparsity : weight_sparsities) {
    const double time_ms = measured[next++].layer_ms[0];
    change = std::max(change, std::fabs(time_ms / first_ms - 1));
    table.add({fixed_text(common_sparsity, 2), fixed_text(sparsity, 2), fixed_text(time_ms, 5)});
  }
  const double correlation = pearson(density, times_ms);
  double off_line = 0;  // from a line through the origin and the densest point
  for (std::size_t index = 0; index < density.size(); ++index)
    off_line = std::max(off_line, std::fabs(times_ms[index] / times_ms[0] - density[index]));
  result.tables.push_back(std::move(table));
  result.findings = {"time over the share of activations that are not zero: correlation " + fixed_text(correlation, 6) +
                         ", at most " + fixed_text(100 * off_line, 2) + " % of the dense time off proportionality",
                     "zeros among the weights change the time by " + fixed_text(100 * change, 3) + " %"};
  result.figures = {{"correlation", correlation}, {"off_proportionality", off_line}, {"change_by_weights", change}};
  return result;
}

ExperimentResult compare_frame_mappings(const ExperimentSettings& settings) {
  const std::size_t layers = akida_vww_layers().size();
  const std::vector<std::pair<std::string, std::string>> mappings = {
      {"one core a layer", mapping_of_all("1")}, {"as measured", akida_vww_mapping(layers)},
      {"two by rows", mapping_of_all("2r")},     {"two by columns", mapping_of_all("2c")},
      {"two by filters", mapping_of_all("2f")},
  };
  std::vector<FrameCase> cases;
  for (const auto& mapping : mappings)
    cases.push_back({settings.chip, akida_vww_workload(layers), mapping.second});
  const std::vector<FrameMeasurement> measured = measure_frames(cases);
  ExperimentResult result;
  Table table{"frame_mappings", {"mapping", "time_ms", "synops", "wasted_synops", "dynamic_energy_mj"}};
  double lowest_mj = measured[0].dynamic_energy_mj, highest_mj = lowest_mj;
  double fastest_ms = measured[0].time_ms, slowest_ms = fastest_ms;
  bool equal = true;
  for (std::size_t index = 0; index < mappings.size(); ++index) {
    const FrameMeasurement& one = measured[index];
    table.add({mappings[index].first, fixed_text(one.time_ms, 4), fixed_text(one.synops, 0),
               fixed_text(one.wasted_synops, 0), fixed_text(one.dynamic_energy_mj, 5)});
    lowest_mj = std::min(lowest_mj, one.dynamic_energy_mj);
    highest_mj = std::max(highest_mj, one.dynamic_energy_mj);
    fastest_ms = std::min(fastest_ms, one.time_ms);
    slowest_ms = std::max(slowest_ms, one.time_ms);
    equal = equal && one.equals_reference;
  }
  result.tables.push_back(std::move(table));
  result.findings = {"times differ by a factor of " + fixed_text(slowest_ms / fastest_ms, 2) +
                     ", dynamic energies by " + fixed_text(100 * (highest_mj / lowest_mj - 1), 3) + " %"};
  result.figures = {{"energy_difference", highest_mj / lowest_mj - 1},
                    {"time_ratio", slowest_ms / fastest_ms},
                    {"equals_reference", equal ? 1 : 0}};
  return result;
}

}  // namespace floorline::testbenches
