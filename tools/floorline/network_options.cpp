#include "tools/floorline/network_options.h"

#include <fmt/core.h>

#include "platform/import/chip_bits.h"
#include "tools/floorline/decimation_option.h"
#include "tools/floorline/time_option.h"

namespace floorline::tools {
namespace {

constexpr std::int64_t most_images = 1'000'000'000;

int bits(const Options& options, const std::string& name, int fewest, int otherwise) {
  constexpr int most_bits = 8;
  return static_cast<int>(options.whole(name, fewest, otherwise, most_bits));
}

platform::NetworkFile nir_network(const Options& options, const std::string& file, const platform::ChipConfig& chip) {
  platform::ImportOptions import;
  const auto scaling = options.choice("weight-scaling", {"largest", "least-squares"}) == 0
                           ? platform::NirScaling::largest_weight
                           : platform::NirScaling::least_squares;
  if (chip.execution_model == platform::ExecutionModel::time_stepped)
    import.nir_steps = platform::NirStepOptions{static_cast<double>(step_time_ps(options)) * 1e-12, scaling};
  import.nir_events.lower_bound = options.choice("lower-bound", {"threshold", "none"}) == 0
                                      ? platform::NirLowerBound::minus_threshold
                                      : platform::NirLowerBound::none;
  import.nir_events.scaling = scaling;
  return platform::read_network_file(file, import);
}

platform::NetworkFile onnx_network(const Options& options, const std::string& file, const platform::ChipConfig& chip) {
  if (!options.has("calibration"))
    Options::fail("calibration",
                  fmt::format("is missing; {} is an ONNX network in floating point, and the ranges of its "
                              "activations are taken from images, best of its training set (.npy, IDX)",
                              file));
  platform::ImportOptions import;
  import.calibration_file = options.text("calibration");
  import.calibration_images = static_cast<std::size_t>(
      options.whole("calibration-images", 1, static_cast<std::int64_t>(import.calibration_images), most_images));
  constexpr int fewest_weight_bits = 2;
  import.input_scale = options.number("input-scale", import.input_scale);
  import.input_offset = options.number("input-offset", import.input_offset);
  import.quantise = platform::quantise_options_for(chip.layers);
  import.quantise.first_weight_bits =
      bits(options, "input-weight-bits", fewest_weight_bits, import.quantise.first_weight_bits);
  import.quantise.weight_bits = bits(options, "weight-bits", fewest_weight_bits, import.quantise.weight_bits);
  import.quantise.activation_bits = bits(options, "activation-bits", 1, import.quantise.activation_bits);
  return platform::read_network_file(file, import);
}

}  // namespace

void add_network_options(Options& options) {
  options.option("network", "FILE",
                 "trained network: NetX (.net), time-stepped; NIR (.nir), time-stepped on chips that are, and else, if "
                 "its neurons do not leak, event-driven; ONNX (.onnx) in floating point, is quantised and frame-based");
  options
      .option("calibration", "FILE",
              "images (.npy, IDX) from which the ranges of activations are taken, best those of the training set")
      .applies_to({Trait::onnx});
  options.option("calibration-images", "N", "use only the first N of them; default 300").applies_to({Trait::onnx});
  options
      .option("input-scale", "X",
              "the network was trained with X times pixels (0 to 255) plus --input-offset; default 1, such as "
              "0.00392157 for pixels from 0 to 1")
      .applies_to({Trait::onnx});
  options.option("input-offset", "X", "default 0").applies_to({Trait::onnx});
  options.option("input-weight-bits", "N", "bits of the weights of the first layer, 2 to 8").applies_to({Trait::onnx});
  options.option("weight-bits", "N", "of the weights of the other layers, 2 to 8").applies_to({Trait::onnx});
  options
      .option("activation-bits", "N",
              "of activations, 1 to 8; default for all three: the most that the chip's layers have")
      .applies_to({Trait::onnx});
  options
      .option("lower-bound", "threshold|none",
              "potentials do not fall below minus the threshold (default), or go as low as 16 bits do")
      .applies_to({Trait::nir})
      .applies_to({Trait::event_driven});
  options
      .option("weight-scaling", "largest|least-squares",
              "no weight leaves its 8 bits (default, as Speck's tools do), or the rounding errors are least and a few "
              "weights are clipped")
      .applies_to({Trait::nir});
  add_decimation_option(options);
  options
      .option("step-time", "TIME",
              "what a timestep stands for; for images of event-driven networks, a step of the spikes that a pixel "
              "sends; default 1ms")
      .applies_to({Trait::nir, Trait::recording})
      .applies_to({Trait::frames}, Trait::event_driven);
}

platform::NetworkFile network_from(const Options& options, const platform::ChipConfig& chip) {
  const std::string file = options.required("network");
  const platform::NetworkFormat format = platform::network_format(file);
  platform::NetworkFile read;
  switch (format) {
    case platform::NetworkFormat::nir:
      read = nir_network(options, file, chip);
      break;
    case platform::NetworkFormat::onnx:
      read = onnx_network(options, file, chip);
      break;
    case platform::NetworkFormat::netx:
      read = platform::read_network_file(file);
      break;
  }
  Traits traits;
  traits.add(trait_of(format), file);
  traits.add(trait_of(read.network.execution_model), read.network.name);
  if (options.has("input"))
    traits.add(trait_of_input(options.text("input")), options.text("input"));
  else
    traits.add(Trait::no_input, "--input");
  options.check(traits);
  decimate_layers(options, read.network);
  return read;
}

}  // namespace floorline::tools
