// A trained network from a file of any format that is known, ready to be put onto a chip.
//
// The one place that knows all importers. Which chip the network fits is asked later, by whoever maps it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "platform/network/network.h"
#include "platform/nir/nir_event_layer.h"
#include "platform/nir/nir_step_layer.h"
#include "platform/onnx/float_network.h"
#include "platform/quantise/quantise.h"
#include "platform/quantise/quantise_options.h"

namespace floorline::platform {

enum class NetworkFormat {
  netx,  // .net: whole numbers, works in timesteps (platform/network/netx_import.h)
  // .nir: becomes whole numbers that work event by event (platform/nir/nir_event_network.h) or in timesteps
  // (platform/nir/nir_step_network.h)
  nir,
  onnx,  // .onnx: floating point, becomes whole numbers that work frame by frame (platform/quantise)
};

// By what is in the file, and by its name where that does not decide. Throws UserError if there is no such file, or if
// it is none of them.
NetworkFormat network_format(const std::string& path);

// How networks in floating point, and those of NIR, become whole numbers.
struct ImportOptions {
  std::string calibration_file;  // images (input_file.h), best of the training set; empty: none
  std::size_t calibration_images = 300;
  QuantiseOptions quantise;
  // The network was trained with input_scale * pixel + input_offset, for pixels from 0 to 255.
  double input_scale = 1;
  double input_offset = 0;
  NirEventOptions nir;                         // for networks that work event by event
  std::optional<NirStepOptions> nir_in_steps;  // there: make it one that works in timesteps, by these
};

// Where a network of whole numbers comes from, if that was one in floating point.
struct Quantisation {
  FloatNetwork original;  // which takes pixels: with scale and offset of the input in front
  std::vector<QuantisedLayerReport> layers;
  std::size_t calibration_images = 0;  // as many as the file had, or were wanted
};

struct NetworkFile {
  Network network;  // called as the file without folders and ending
  std::optional<Quantisation> quantisation;
};

// Throws UserError, in one sentence that names the file, for all that the importers refuse; for a network in floating
// point without calibration images; and for such images, which are not used, with any other.
NetworkFile read_network_file(const std::string& path, const ImportOptions& options = {});

}  // namespace floorline::platform
