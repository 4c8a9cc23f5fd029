#include "tools/floorline/network_options.h"

#include "platform/events/event_file.h"
#include "platform/import/chip_bits.h"
#include "tools/floorline/decimation_option.h"
#include "tools/floorline/time_option.h"

namespace floorline::tools {
namespace {

constexpr std::int64_t most_images = 1'000'000'000;
constexpr const char* quantising_options[] = {"calibration", "calibration-images", "input-scale",    "input-offset",
                                              "weight-bits", "input-weight-bits",  "activation-bits"};

int bits(const Options& options, const std::string& name, int fewest, int otherwise) {
  constexpr int most_bits = 8;
  return static_cast<int>(options.whole(name, fewest, otherwise, most_bits));
}

platform::NetworkFile nir_network(const Options& options, const std::string& file, const platform::ChipConfig& chip) {
  platform::ImportOptions import;
  const auto scaling = options.choice("weight-scaling", {"largest", "least-squares"}) == 0
                           ? platform::NirScaling::largest_weight
                           : platform::NirScaling::least_squares;
  if (chip.time_advance == platform::TimeAdvance::barrier) {
    for (const char* name : {"lower-bound", "decimate"}) {
      if (options.has(name))
        Options::fail(name, "is of networks that work event by event, which the chip does not");
    }
    import.nir_in_steps = platform::NirStepOptions{static_cast<double>(step_time_ps(options)) * 1e-12, scaling};
  }
  import.nir.lower_bound = options.choice("lower-bound", {"threshold", "none"}) == 0
                               ? platform::NirLowerBound::minus_threshold
                               : platform::NirLowerBound::none;
  import.nir.scaling = scaling;
  platform::NetworkFile read = platform::read_network_file(file, import);
  decimate_layers(options, read.network);
  return read;
}

platform::NetworkFile onnx_network(const Options& options, const std::string& file, const platform::ChipConfig& chip) {
  if (!options.has("calibration"))
    Options::fail("calibration", "is missing; " + file +
                                     " is an ONNX network in floating point, and the ranges of its activations are "
                                     "taken from images, best of its training set (.npy, IDX)");
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
  options.option(
      "network", "FILE",
      "trained network: NetX (.net), works in timesteps; NIR (.nir), works in timesteps on chips that do, and "
      "else, if its neurons do not leak, event by event; ONNX (.onnx) in floating point, is quantised and "
      "works frame by frame");
  options.option("calibration", "FILE",
                 "of ONNX networks: images (.npy, IDX) from which the ranges of activations are taken, best those of "
                 "the training set");
  options.option("calibration-images", "N", "use only the first N of them; default 300");
  options.option("input-scale", "X",
                 "of ONNX networks: they were trained with X times pixels (0 to 255) plus --input-offset; default 1, "
                 "such as 0.00392157 for pixels from 0 to 1");
  options.option("input-offset", "X", "default 0");
  options.option("input-weight-bits", "N", "of ONNX networks, 2 to 8: weights of the first layer");
  options.option("weight-bits", "N", "weights of the other layers, 2 to 8");
  options.option("activation-bits", "N",
                 "activations, 1 to 8; default for all three: the most that the chip's layers have");
  options.option(
      "lower-bound", "threshold|none",
      "of NIR networks that work event by event: potentials do not fall below minus the threshold (default), or as "
      "low as 16 bits go");
  options.option(
      "weight-scaling", "largest|least-squares",
      "of NIR networks: no weight leaves its 8 bits (default, as Speck's tools do), or their rounding errors "
      "are least, and a few weights are cut off");
  add_decimation_option(options);
  options.option(
      "step-time", "TIME",
      "of NIR networks, and of recordings of events for networks in timesteps: what a timestep stands for; event by "
      "event, a step of the spikes that a pixel of an image sends; default 1ms");
}

platform::NetworkFile network_from(const Options& options, const platform::ChipConfig& chip) {
  const std::string file = options.required("network");
  const platform::NetworkFormat format = platform::network_format(file);
  for (const char* name : {"lower-bound", "weight-scaling", "decimate"}) {
    if (options.has(name) && format != platform::NetworkFormat::nir)
      Options::fail(name, "is of NIR networks, which " + file + " is not");
  }
  for (const char* name : quantising_options) {
    if (options.has(name) && format != platform::NetworkFormat::onnx)
      Options::fail(name, "is of ONNX networks in floating point; " + file + " has whole numbers already");
  }
  const bool takes_recording = options.has("input") && platform::is_event_file(options.text("input"));
  if (options.has("step-time") && format != platform::NetworkFormat::nir && !takes_recording)
    Options::fail("step-time", "is of NIR networks and of recordings of events; " + file + " is no such network" +
                                   (options.has("input") ? " and the input no recording" : ""));
  switch (format) {
    case platform::NetworkFormat::nir:
      return nir_network(options, file, chip);
    case platform::NetworkFormat::onnx:
      return onnx_network(options, file, chip);
    case platform::NetworkFormat::netx:
      break;
  }
  return platform::read_network_file(file);
}

}  // namespace floorline::tools
