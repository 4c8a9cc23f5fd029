#include "platform/import/input_file.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "platform/base/error.h"
#include "platform/network/idx.h"
#include "platform/network/image_transform.h"
#include "platform/network/npy.h"
#include "platform/network/rate_coding.h"

namespace floorline::platform {
namespace {

using Extents = std::vector<std::int64_t>;
using Frames = std::vector<std::vector<std::int32_t>>;

enum class FileKind { numpy, idx };

FileKind kind_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file || std::filesystem::is_directory(path)) {
    throw UserError(path + ": no such file, or it cannot be read");
  }
  std::array<char, 4> start{};
  file.read(start.data(), start.size());
  constexpr std::array<char, 4> idx = {0, 0, 8, 3};
  if (std::memcmp(start.data(), "\x93NUM", 4) == 0) {
    return FileKind::numpy;
  }
  if (std::memcmp(start.data(), "\x1f\x8b", 2) == 0 || start == idx) {
    return FileKind::idx;
  }
  throw UserError(path + ": is neither a NumPy array (.npy) nor a set of IDX images (plain or gzip)");
}

std::int64_t product(Extents::const_iterator begin, Extents::const_iterator end) {
  std::int64_t count = 1;
  for (; begin != end; ++begin) {
    count *= *begin;
  }
  return count;
}

std::string text_of(const Extents& extents) {
  std::string text = "(";
  for (std::size_t axis = 0; axis < extents.size(); ++axis) {
    text += (axis == 0 ? "" : ", ") + std::to_string(extents[axis]);
  }
  return text + (extents.size() == 1 ? ",)" : ")");
}

// How one frame may be shaped, the usual way first.
std::vector<Extents> frame_shapes(const Shape& shape, bool pixels) {
  const std::int64_t channels = shape.channels;
  const std::int64_t height = shape.height;
  const std::int64_t width = shape.width;
  if (height == 1 && width == 1) {
    return {{channels}};
  }
  std::vector<Extents> shapes;
  shapes.push_back(pixels ? Extents{height, width, channels} : Extents{channels, height, width});
  if (channels == 1) {
    shapes.push_back({height, width});
  }
  shapes.push_back({shape.neuron_count()});
  return shapes;
}

// The axes of one frame; those of `extents`, or all but the first.
Extents frame_axes(const Extents& extents, const Shape& shape, bool pixels, const std::string& path) {
  const std::vector<Extents> shapes = frame_shapes(shape, pixels);
  const bool in_one_row = shape.height == 1 && shape.width == 1;
  const auto fits = [&](const Extents& axes) {
    return std::find(shapes.begin(), shapes.end(), axes) != shapes.end() ||
           (in_one_row && !axes.empty() && product(axes.begin(), axes.end()) == shape.neuron_count());
  };
  if (fits(extents)) {
    return extents;
  }
  if (extents.size() > 1) {
    Extents rest(extents.begin() + 1, extents.end());
    if (extents.front() > 0 && fits(rest)) {
      return rest;
    }
  }
  std::string expected = text_of(shapes.front());
  expected.insert(1, "T, ");
  if (expected.size() > 2 && expected[expected.size() - 2] == ',') {
    expected.erase(expected.size() - 2, 1);
  }
  throw UserError(path + ": is an array of shape " + text_of(extents) + "; for this network it must be " +
                  text_of(shapes.front()) + ", or " + expected + " with T frames");
}

std::vector<std::int32_t> transformed(const ImageTransform& transform, const Shape& shape, const Extents& axes,
                                      const std::vector<std::uint8_t>& pixels) {
  // (H, W, C) is the only shape that is not in the order of neurons already.
  return axes.size() == 3 && (shape.height > 1 || shape.width > 1) ? transform_interleaved(transform, shape, pixels)
                                                                   : transform_pixels(transform, pixels);
}

std::uint8_t checked_pixel(std::int32_t value, const std::string& path) {
  if (value < 0 || value > 255) {
    throw UserError(path + ": holds the value " + std::to_string(value) + "; pixels are 0 to 255");
  }
  return static_cast<std::uint8_t>(value);
}

Frames read_numpy(const std::string& path, bool pixels, const Shape& shape, const ImageTransform& transform,
                  std::size_t most_frames) {
  const Tensor<std::int32_t> tensor = read_npy_int32(path);
  const Extents axes = frame_axes(tensor.shape, shape, pixels, path);
  const auto size = static_cast<std::size_t>(shape.neuron_count());
  Frames frames;
  for (std::size_t begin = 0; begin < tensor.values.size() && frames.size() < most_frames; begin += size) {
    const auto first = tensor.values.begin() + static_cast<std::ptrdiff_t>(begin);
    const auto last = first + static_cast<std::ptrdiff_t>(size);
    if (!pixels) {
      frames.emplace_back(first, last);
      continue;
    }
    std::vector<std::uint8_t> frame;
    frame.reserve(size);
    std::transform(first, last, std::back_inserter(frame), [&path](auto value) { return checked_pixel(value, path); });
    frames.push_back(transformed(transform, shape, axes, frame));
  }
  return frames;
}

Frames read_idx(const std::string& path, bool pixels, const Shape& shape, const ImageTransform& transform,
                std::size_t most_frames) {
  const ImageSet set = read_idx_images(path);
  const Extents axes = frame_axes({set.height, set.width}, shape, pixels, path);
  Frames frames;
  for (std::size_t image = 0; image < std::min(set.images.size(), most_frames); ++image) {
    const std::vector<std::uint8_t>& values = set.images[image];
    frames.push_back(pixels ? transformed(transform, shape, axes, values)
                            : std::vector<std::int32_t>(values.begin(), values.end()));
  }
  return frames;
}

bool holds_pixels(const std::string& path, FileKind kind, InputMeaning meaning) {
  const bool bytes = kind == FileKind::idx || npy_element_type(path) == "|u1";
  return meaning == InputMeaning::by_type ? bytes : meaning == InputMeaning::pixels;
}

Frames read_frames(const std::string& path, bool pixels, const Shape& shape, const ImageTransform& transform,
                   std::size_t most_frames) {
  return kind_of(path) == FileKind::idx ? read_idx(path, pixels, shape, transform, most_frames)
                                        : read_numpy(path, pixels, shape, transform, most_frames);
}

void check_values(const Frames& frames, std::int32_t highest, const std::string& path) {
  for (const std::vector<std::int32_t>& frame : frames) {
    const auto found = std::find_if(frame.begin(), frame.end(), [=](auto v) { return v < 0 || v > highest; });
    if (found != frame.end())
      throw UserError(path + ": holds the value " + std::to_string(*found) + "; this network takes 0 to " +
                      std::to_string(highest));
  }
}

constexpr int highest_pixel = 255;

}  // namespace

std::vector<std::vector<std::int32_t>> read_input_file(const std::string& path, InputMeaning meaning, Network& network,
                                                       std::size_t most_frames) {
  const bool pixels = holds_pixels(path, kind_of(path), meaning);
  const Layer& input = network.layers.front();
  std::int32_t highest = 0;  // that the network takes; 0: whatever the file holds
  switch (network.execution_model) {
    case ExecutionModel::time_stepped:
      if (pixels && input.neuron.model == NeuronModel::relay)
        rate_code_input(network);
      break;
    case ExecutionModel::frame_based:
      highest = input.neuron.highest > 0 ? input.neuron.highest : highest_pixel;
      break;
    case ExecutionModel::event_driven:
      break;
  }
  Frames frames = read_frames(path, pixels, input.shape, network.image_transform, most_frames);
  if (highest > 0)
    check_values(frames, highest, path);
  return frames;
}

std::vector<std::vector<std::uint8_t>> read_image_file(const std::string& path, const Shape& shape,
                                                       std::size_t most_images) {
  const bool pixels = holds_pixels(path, kind_of(path), InputMeaning::by_type);
  constexpr ImageTransform as_they_are = {highest_pixel / 2.0, highest_pixel / 2.0};
  const Frames frames = read_frames(path, pixels, shape, as_they_are, most_images);
  check_values(frames, highest_pixel, path);
  std::vector<std::vector<std::uint8_t>> images;
  for (const std::vector<std::int32_t>& frame : frames)
    images.emplace_back(frame.begin(), frame.end());
  return images;
}

}  // namespace floorline::platform
