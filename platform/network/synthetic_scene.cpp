#include "platform/network/synthetic_scene.h"

#include <cmath>
#include <stdexcept>

#include "platform/network/synthetic_network.h"

namespace floorline::platform {
namespace {

using Pixels = std::vector<std::uint8_t>;

Pixels texture(std::int64_t rows, std::int64_t columns, int channels, Draw& draw) {
  Pixels pixels(static_cast<std::size_t>(rows * columns * channels));
  for (std::uint8_t& pixel : pixels) {
    pixel = static_cast<std::uint8_t>(draw.whole(0, 255));
  }
  return pixels;
}

}  // namespace

Tensor<std::uint8_t> make_synthetic_scene(const Shape& shape, int frames, double density, std::uint64_t seed) {
  if (!(density >= 0 && density <= 1) || frames < 0) {
    throw std::invalid_argument("make_synthetic_scene: density within 0 and 1, frames of 0 or more");
  }
  Draw draw(seed);
  const std::int64_t rows = std::lround(std::sqrt(density) * shape.height);
  const std::int64_t columns = std::lround(std::sqrt(density) * shape.width);
  const Pixels background = texture(shape.height, shape.width, shape.channels, draw);
  const Pixels patch = texture(rows, columns, shape.channels, draw);
  const std::int64_t top = (shape.height - rows) / 2;

  Tensor<std::uint8_t> scene{{frames, shape.height, shape.width, shape.channels}, {}};
  scene.values.reserve(background.size() * static_cast<std::size_t>(frames));
  for (int frame = 0; frame < frames; ++frame) {
    Pixels picture = background;
    std::size_t next = 0;
    for (std::int64_t row = 0; row < rows; ++row) {
      for (std::int64_t column = 0; column < columns; ++column) {
        const std::int64_t position = (top + row) * shape.width + (frame + column) % shape.width;
        for (int channel = 0; channel < shape.channels; ++channel) {
          picture[static_cast<std::size_t>(position * shape.channels + channel)] = patch[next++];
        }
      }
    }
    scene.values.insert(scene.values.end(), picture.begin(), picture.end());
  }
  return scene;
}

}  // namespace floorline::platform
