// BrainChip's table of the clocks of a network's layers, replayed on the chip model.
//
// The vendor subtracted sub-models that end one layer earlier, which leaves a layer's time and the difference of what
// it takes to read two layers' results out. Here, a layer's time is that from the layer before beginning to send until
// it begins itself: the same without the results.
#include <algorithm>
#include <cmath>
#include <functional>
#include <string>

#include "platform/base/number_text.h"
#include "platform/plot/line_chart.h"
#include "testbenches/experiments/akida_table.h"
#include "testbenches/experiments/experiment.h"
#include "testbenches/experiments/frame_measurement.h"

namespace floorline::testbenches {

using platform::fixed_text;

platform::FrameWorkload akida_vww_workload(std::size_t count) {
  const std::vector<AkidaLayer>& layers = akida_vww_layers();
  platform::FrameSettings settings;
  settings.input = akida_vww_input;
  settings.input_sparsity = layers.front().input_sparsity;
  for (std::size_t index = 0; index < count; ++index) {
    const AkidaLayer& layer = layers[index];
    constexpr double sparsity_of_last = 0.5;  // nobody is told what the table's last layer sends
    settings.layers.push_back({layer.separable ? platform::Connection::separable : platform::Connection::convolution,
                               layer.channels, 3, layer.stride,
                               index + 1 < layers.size() ? layers[index + 1].input_sparsity : sparsity_of_last});
  }
  return platform::make_frame_workload(settings);
}

std::string akida_vww_mapping(std::size_t count) {
  std::string mapping = "per_layer=";
  for (std::size_t index = 0; index < count; ++index)
    mapping += (index == 0 ? "" : ",") + std::to_string(akida_vww_layers()[index].neural_processors) + "r";
  return mapping;
}

namespace {

FrameMeasurement measure_all_layers(const platform::ChipConfig& chip) {
  const std::size_t count = akida_vww_layers().size();
  return measure_frames({{chip, akida_vww_workload(count), akida_vww_mapping(count)}}).front();
}

std::vector<double> layer_times_ms(const FrameMeasurement& measured) {
  return {measured.layer_ms.begin(),
          measured.layer_ms.begin() + static_cast<std::ptrdiff_t>(akida_vww_layers().size())};
}

struct Errors {
  double mean = 0;
  double largest = 0;
  double total = 0;  // of the sum
};

Errors errors_of(const std::vector<double>& times_ms, const std::function<bool(std::size_t)>& counts) {
  Errors errors;
  double rows = 0, model_ms = 0, table_ms = 0;
  for (std::size_t index = 0; index < times_ms.size(); ++index) {
    if (!counts(index))
      continue;
    const double error = times_ms[index] / akida_vww_layers()[index].time_ms - 1;
    errors.mean += std::fabs(error);
    errors.largest = std::max(errors.largest, std::fabs(error));
    model_ms += times_ms[index];
    table_ms += akida_vww_layers()[index].time_ms;
    ++rows;
  }
  errors.mean /= rows;
  errors.total = model_ms / table_ms - 1;
  return errors;
}

// The time of a synop, in units of the chip's, with the least squares of relative errors over some of the rows. Layers'
// times are a straight line over it, which two runs give.
struct Line {
  std::vector<double> at_zero_ms, at_one_ms;

  std::vector<double> at(double factor) const {
    std::vector<double> times_ms;
    for (std::size_t index = 0; index < at_zero_ms.size(); ++index)
      times_ms.push_back(at_zero_ms[index] + factor * (at_one_ms[index] - at_zero_ms[index]));
    return times_ms;
  }
  double fit(const std::function<bool(std::size_t)>& counts) const {
    double numerator = 0, denominator = 0;
    for (std::size_t index = 0; index < at_zero_ms.size(); ++index) {
      if (!counts(index))
        continue;
      const double table_ms = akida_vww_layers()[index].time_ms;
      const double slope = (at_one_ms[index] - at_zero_ms[index]) / table_ms;
      numerator += slope * (1 - at_zero_ms[index] / table_ms);
      denominator += slope * slope;
    }
    return numerator / denominator;
  }
};

std::string percent(double share) {
  return fixed_text(100 * share, 1) + " %";
}

}  // namespace

ExperimentResult replay_akida_layers(const ExperimentSettings& settings) {
  const FrameMeasurement measured = measure_all_layers(settings.chip);
  const std::vector<double> times_ms = layer_times_ms(measured);
  ExperimentResult result;
  Table table{"akida_layers", {"layer", "input_sparsity", "NPs", "table_ms", "model_ms", "error_percent"}};
  for (std::size_t index = 0; index < times_ms.size(); ++index) {
    const AkidaLayer& layer = akida_vww_layers()[index];
    table.add({layer.name, fixed_text(layer.input_sparsity, 3), std::to_string(layer.neural_processors),
               fixed_text(layer.time_ms, 4), fixed_text(times_ms[index], 4),
               fixed_text(100 * (times_ms[index] / layer.time_ms - 1), 1)});
  }
  result.tables.push_back(std::move(table));
  const auto all = [](std::size_t /*index*/) { return true; };
  const Errors errors = errors_of(times_ms, all);
  result.findings.push_back("layers: mean error " + percent(errors.mean) + ", largest " + percent(errors.largest) +
                            ", sum " + percent(errors.total));
  result.figures = {{"time_ms", measured.time_ms},
                    {"mean_error", errors.mean},
                    {"largest_error", errors.largest},
                    {"total_error", std::fabs(errors.total)},
                    {"equals_reference", measured.equals_reference ? 1 : 0}};

  result.findings.push_back("dynamic energy " + fixed_text(measured.dynamic_energy_mj, 4) + " mJ");
  result.figures["dynamic_energy_mj"] = measured.dynamic_energy_mj;

  // A second run with slower synops, so that nothing but the engine is waited for, and the line through both.
  constexpr double slower = 1.25;
  platform::ChipConfig chip = settings.chip;
  chip.neurocore.synop_ps =
      static_cast<models::Picoseconds>(std::llround(slower * static_cast<double>(chip.neurocore.synop_ps)));
  const double factor =
      static_cast<double>(chip.neurocore.synop_ps) / static_cast<double>(settings.chip.neurocore.synop_ps);
  const std::vector<double> slower_ms = layer_times_ms(measure_all_layers(chip));
  Line line;
  line.at_one_ms = times_ms;
  for (std::size_t index = 0; index < times_ms.size(); ++index)
    line.at_zero_ms.push_back(times_ms[index] - (slower_ms[index] - times_ms[index]) / (factor - 1));
  const double synop_ps = static_cast<double>(settings.chip.neurocore.synop_ps);
  result.findings.push_back("fitted to all rows, a synop takes " + fixed_text(synop_ps * line.fit(all), 1) +
                            " ps; the chip has " + fixed_text(synop_ps, 0));
  result.figures["fitted_synop_ps"] = synop_ps * line.fit(all);
  for (const std::size_t half : {0, 1}) {
    const auto fitted = [half](std::size_t index) { return index % 2 == half; };
    const auto other = [half](std::size_t index) { return index % 2 != half; };
    const double best = line.fit(fitted);
    const Errors left = errors_of(line.at(best), other);
    result.findings.push_back(std::string("fitted to every other row, beginning with the ") +
                              (half == 0 ? "first" : "second") + ": " + fixed_text(synop_ps * best, 1) +
                              " ps; on the rows left out mean error " + percent(left.mean) + ", largest " +
                              percent(left.largest));
    result.figures["left_out_mean_error_" + std::to_string(half)] = left.mean;
    result.figures["left_out_largest_error_" + std::to_string(half)] = left.largest;
  }
  return result;
}

}  // namespace floorline::testbenches
