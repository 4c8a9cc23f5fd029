#include "platform/network/image_transform.h"

#include <cmath>
#include <stdexcept>

namespace floorline::platform {

std::int32_t transform_pixel(const ImageTransform& transform, double pixel) {
  // The pixel is normalised before it is scaled, as in training: the order of operations decides the rounding.
  return static_cast<std::int32_t>(std::trunc(2 * transform.gain * (pixel / 255.0) - transform.gain + transform.bias));
}

std::vector<std::int32_t> transform_pixels(const ImageTransform& transform, const std::vector<std::uint8_t>& pixels) {
  std::vector<std::int32_t> values;
  values.reserve(pixels.size());
  for (const std::uint8_t pixel : pixels) {
    values.push_back(transform_pixel(transform, pixel));
  }
  return values;
}

std::vector<std::int32_t> transform_interleaved(const ImageTransform& transform, const Shape& shape,
                                                const std::vector<std::uint8_t>& pixels) {
  if (static_cast<std::int64_t>(pixels.size()) != shape.neuron_count()) {
    throw std::invalid_argument("transform_interleaved: the image does not fit the shape");
  }
  std::vector<std::int32_t> values(pixels.size());
  std::size_t next = 0;
  for (int row = 0; row < shape.height; ++row) {
    for (int column = 0; column < shape.width; ++column) {
      for (int channel = 0; channel < shape.channels; ++channel) {
        values[static_cast<std::size_t>(shape.index(channel, row, column))] =
            transform_pixel(transform, pixels[next++]);
      }
    }
  }
  return values;
}

}  // namespace floorline::platform
