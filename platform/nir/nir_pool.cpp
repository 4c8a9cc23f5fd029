#include "platform/nir/nir_pool.h"

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "platform/base/error.h"
#include "platform/nir/nir_layer_parts.h"
#include "platform/nir/nir_parameters.h"
#include "platform/nir/nir_window.h"

namespace floorline::platform {
namespace {

constexpr std::uint64_t most_weights = std::uint64_t{1} << 26;  // of a layer: more than any chip here has room for

void check_window(const NirParameters& parameters, const NirWindow& window, std::int64_t extent) {
  const std::string kernel = std::to_string(window.kernel);
  if (window.stride != window.kernel || window.padding_before != 0) {
    throw UserError(parameters.where() + ": has a stride of " + std::to_string(window.stride) + " and a padding of " +
                    std::to_string(window.padding_before) + " with windows of " + kernel + "; a stride of " + kernel +
                    " and no padding are required");
  }
  if (extent % window.kernel != 0) {
    throw UserError(parameters.where() + ": leaves out what does not fill a window of " + kernel + " of the " +
                    std::to_string(extent) + " rows or columns, which the chip would not; windows that divide them " +
                    "are required");
  }
}

// Planes of height x width weights become planes of as many weights for each place of a window.
std::vector<std::int32_t> spread(const std::vector<std::int32_t>& weights, int height, int width, const NirPool& pool) {
  const std::size_t planes = weights.size() / (static_cast<std::size_t>(height) * static_cast<std::size_t>(width));
  std::vector<std::int32_t> all;
  all.reserve(weights.size() * static_cast<std::size_t>(pool.height) * static_cast<std::size_t>(pool.width));
  for (std::size_t plane = 0; plane < planes; ++plane) {
    for (int row = 0; row < height * pool.height; ++row) {
      for (int column = 0; column < width * pool.width; ++column) {
        const int place = (row / pool.height) * width + column / pool.width;
        all.push_back(weights[plane * static_cast<std::size_t>(height) * static_cast<std::size_t>(width) +
                              static_cast<std::size_t>(place)]);
      }
    }
  }
  return all;
}

void fold_convolution(const NirPool& pool, Layer& layer, const std::string& where) {
  Convolution& c = layer.convolution;
  if (c.dilation_height != 1 || c.dilation_width != 1) {
    throw UserError(where +
                    ": is a dilated convolution behind a pool, which a chip that works in timesteps cannot do " +
                    "in one; a dilation of 1 is required");
  }
  layer.weights = spread(layer.weights, c.kernel_height, c.kernel_width, pool);
  c.kernel_height *= pool.height;
  c.kernel_width *= pool.width;
  c.stride_height *= pool.height;
  c.stride_width *= pool.width;
  c.padding_height *= pool.height;
  c.padding_width *= pool.width;
  c.extra_padding_height *= pool.height;
  c.extra_padding_width *= pool.width;
}

}  // namespace

NirPool nir_pool(const NirChainNode& pool, const std::string& file) {
  const NirParameters parameters(file, pool.node);
  const NirWindows windows = nir_pool_windows(parameters);
  for (std::size_t axis = 0; axis < 2; ++axis) {
    check_window(parameters, windows[axis], pool.shapes.input[axis + 1]);
  }
  NirPool folded;
  folded.height = static_cast<int>(windows[0].kernel);
  folded.width = static_cast<int>(windows[1].kernel);
  folded.source = nir_layer_shape(pool.shapes.input, pool.node, file);
  if (pool.node.type == "AvgPool2d") {
    folded.factor = 1.0 / static_cast<double>(windows[0].kernel * windows[1].kernel);
  }
  return folded;
}

void fold_nir_pool(const NirPool& pool, Layer& layer, const std::string& where) {
  if (pool.height == 1 && pool.width == 1) {
    return;
  }
  const std::uint64_t places = static_cast<std::uint64_t>(pool.height) * static_cast<std::uint64_t>(pool.width);
  if (layer.weights.size() > most_weights / places) {
    throw UserError(where + ": has " + std::to_string(layer.weights.size()) + " weights, each of them needed " +
                    std::to_string(places) + " times behind a pool of such windows; at most " +
                    std::to_string(most_weights) + " weights are possible in all");
  }
  if (layer.connection == Connection::convolution) {
    fold_convolution(pool, layer, where);
  } else {
    layer.weights = spread(layer.weights, pool.source.height / pool.height, pool.source.width / pool.width, pool);
  }
  layer.source_shape = pool.source;
}

}  // namespace floorline::platform
