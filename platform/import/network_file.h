// A trained network from a file of any supported format, ready to be mapped onto a chip.
//
// The one place that knows all importers. Whether a chip can run the network is checked later, when it is mapped.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "platform/network/network.h"
#include "platform/nir/nir_event_network.h"
#include "platform/nir/nir_step_network.h"
#include "platform/onnx/float_network.h"
#include "platform/quantise/quantise.h"
#include "platform/quantise/quantise_options.h"

namespace floorline::platform {

enum class NetworkFormat {
  netx,  // .net: integers, time-stepped (platform/network/netx_import.h)
  // .nir: becomes an event-driven (platform/nir/nir_event_network.h) or time-stepped integer network
  // (platform/nir/nir_step_network.h)
  nir,
  onnx,  // .onnx: floating point, becomes a frame-based integer network (platform/quantise)
};

// Decided by the contents of the file, and by its name where these are not enough. Throws UserError if there is no such
// file, or if it has none of these formats.
NetworkFormat network_format(const std::string& path);

// How floating-point networks and NIR networks become integer networks.
struct ImportOptions {
  std::string calibration_file;  // images (input_file.h), best from the training set; empty: none
  std::size_t calibration_images = 300;
  QuantiseOptions quantise;
  // The network was trained with input_scale * pixel + input_offset, for pixels from 0 to 255.
  double input_scale = 1;
  double input_offset = 0;
  NirEventOptions nir_events;               // used when nir_steps is not set
  std::optional<NirStepOptions> nir_steps;  // if set, a NIR file becomes a time-stepped network
};

// The floating-point network that an integer network was made from.
struct Quantisation {
  FloatNetwork original;  // takes pixels: begins with the scale and offset of the input
  std::vector<QuantisedLayerReport> layers;
  std::size_t calibration_images = 0;  // as many as the file has, up to those asked for
};

struct NetworkFile {
  Network network;  // named after the file without folders and extension
  std::optional<Quantisation> quantisation;
};

// Throws UserError, in one sentence that names the file, for everything that the importers refuse; for a floating-point
// network without calibration images; and for calibration images with any other network.
NetworkFile read_network_file(const std::string& path, const ImportOptions& options = {});

}  // namespace floorline::platform
