#include "testbenches/support/video_frames.h"

#include <stdexcept>

#include "platform/network/image_transform.h"
#include "platform/network/npy.h"
#include "testbenches/support/data_directory.h"

namespace floorline::testbenches {

Frames video_frames(const platform::Network& network, std::size_t count) {
  const auto video = platform::read_npy_int32(data_file("driving/night_drive_96x66x200x3_u8.npy"));
  const platform::Shape& shape = network.layers.front().shape;
  const auto pixels = static_cast<std::size_t>(shape.neuron_count());
  if (count * pixels > video.values.size())
    throw std::out_of_range("the video has fewer frames");
  Frames frames;
  auto begin = video.values.begin();
  for (; frames.size() < count; begin += static_cast<std::ptrdiff_t>(pixels))
    frames.push_back(platform::transform_interleaved(network.image_transform, shape,
                                                     {begin, begin + static_cast<std::ptrdiff_t>(pixels)}));
  return frames;
}

}  // namespace floorline::testbenches
