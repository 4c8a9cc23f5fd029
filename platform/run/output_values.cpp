#include "platform/run/output_values.h"

namespace floorline::platform {

FrameValues output_values(const std::vector<std::vector<Spike>>& outputs, std::size_t neurons) {
  FrameValues values(outputs.size(), std::vector<std::int32_t>(neurons, 0));
  for (std::size_t step = 0; step < outputs.size(); ++step) {
    for (const Spike& spike : outputs[step])
      values[step][static_cast<std::size_t>(spike.neuron)] += spike.value;
  }
  return values;
}

}  // namespace floorline::platform
