#include "platform/import/network_file.h"

#include <fmt/core.h>

#include <array>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <utility>

#include "platform/base/error.h"
#include "platform/base/readable_text.h"
#include "platform/import/input_file.h"
#include "platform/network/hdf5_file.h"
#include "platform/network/netx_import.h"
#include "platform/nir/nir_event_network.h"
#include "platform/nir/nir_file.h"
#include "platform/nir/nir_step_network.h"
#include "platform/onnx/onnx_file.h"
#include "platform/onnx/onnx_import.h"

namespace floorline::platform {
namespace {

std::array<char, 8> first_bytes(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file || std::filesystem::is_directory(path))
    throw UserError(fmt::format("{}: no such file, or it cannot be read", path));
  std::array<char, 8> bytes{};
  file.read(bytes.data(), bytes.size());
  return bytes;
}

// Puts what pixels go through before the network in front of it.
void scale_input(FloatNetwork& network, double scale, double offset) {
  if (scale == 1 && offset == 0)
    return;
  FloatLayer layer;
  layer.name = "scale of the input";
  layer.kind = FloatLayerKind::scale_shift;
  layer.source_shape = layer.shape = network.input_shape;
  const auto channels = static_cast<std::size_t>(network.input_shape.channels);
  layer.weights.assign(channels, static_cast<float>(scale));
  layer.bias.assign(channels, static_cast<float>(offset));
  network.layers.insert(network.layers.begin(), std::move(layer));
}

NetworkFile quantised_onnx(const std::string& path, const ImportOptions& options) {
  if (options.calibration_file.empty())
    throw UserError(
        fmt::format("{}: is a floating-point network; to quantise it, give calibration images, from which the ranges "
                    "of its activations are taken",
                    path));
  FloatNetwork original = import_onnx(read_onnx(path), path);
  scale_input(original, options.input_scale, options.input_offset);
  const auto images = read_image_file(options.calibration_file, original.input_shape, options.calibration_images);
  QuantisedNetwork quantised = quantise(original, images, options.quantise, path);
  quantised.network.name = readable_text(std::filesystem::path(path).stem().string());
  return {std::move(quantised.network), Quantisation{std::move(original), std::move(quantised.layers), images.size()}};
}

}  // namespace

NetworkFormat network_format(const std::string& path) {
  constexpr std::array<char, 8> hdf5 = {'\x89', 'H', 'D', 'F', '\r', '\n', '\x1a', '\n'};
  constexpr char onnx_version = 8;  // the tag of a model's first field in protobuf
  const std::array<char, 8> bytes = first_bytes(path);
  const std::string ending = std::filesystem::path(path).extension().string();
  if (bytes == hdf5)
    return Hdf5File(path).exists("/node") ? NetworkFormat::nir : NetworkFormat::netx;
  if (ending == ".net")
    return NetworkFormat::netx;  // whose importer says what is wrong
  if (ending == ".nir")
    return NetworkFormat::nir;
  if (ending == ".onnx" || bytes[0] == onnx_version)
    return NetworkFormat::onnx;
  throw UserError(
      fmt::format("{}: is not a network file; NetX (.net), NIR (.nir) and ONNX (.onnx) are supported", path));
}

NetworkFile read_network_file(const std::string& path, const ImportOptions& options) {
  const NetworkFormat format = network_format(path);
  if (format != NetworkFormat::onnx && !options.calibration_file.empty())
    throw UserError(fmt::format("{}: is already an integer network and takes no calibration images", path));
  switch (format) {
    case NetworkFormat::netx:
      break;
    case NetworkFormat::nir:
      return {options.nir_steps ? nir_step_network(read_nir(path), path, *options.nir_steps)
                                : nir_event_network(read_nir(path), path, options.nir_events),
              std::nullopt};
    case NetworkFormat::onnx:
      return quantised_onnx(path, options);
  }
  return {read_netx(path), std::nullopt};
}

}  // namespace floorline::platform
