#include "platform/run/input_sequence.h"

#include <fmt/core.h>

#include <algorithm>
#include <string>
#include <utility>

#include "platform/base/error.h"

namespace floorline::platform {

InputSequence::InputSequence(const Shape& input_shape, std::vector<std::vector<std::int32_t>> frames,
                             std::uint64_t hold_steps)
    : frames_(std::move(frames)), hold_steps_(std::max<std::uint64_t>(hold_steps, 1)) {
  const auto size = static_cast<std::size_t>(input_shape.neuron_count());
  if (frames_.empty())
    frames_.emplace_back(size, 0);
  for (std::size_t index = 0; index < frames_.size(); ++index) {
    if (frames_[index].size() != size)
      throw UserError(fmt::format("input frame {} has {} values, the input layer has {} neurons", index,
                                  frames_[index].size(), size));
  }
}

const std::vector<std::int32_t>& InputSequence::values_at(std::uint64_t step) const {
  return frames_[static_cast<std::size_t>(std::min<std::uint64_t>(step / hold_steps_, frames_.size() - 1))];
}

}  // namespace floorline::platform
