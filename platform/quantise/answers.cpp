#include "platform/quantise/answers.h"

#include <algorithm>

#include "platform/network/frame_executor.h"
#include "platform/onnx/float_executor.h"

namespace floorline::platform {
namespace {

template <typename Value>
int largest(const std::vector<Value>& values) {
  return static_cast<int>(std::max_element(values.begin(), values.end()) - values.begin());
}

}  // namespace

std::vector<int> float_answers(const FloatNetwork& network, const std::vector<std::vector<std::int32_t>>& images) {
  FloatExecutor executor(network);
  std::vector<int> answers;
  answers.reserve(images.size());
  for (const std::vector<std::int32_t>& image : images)
    answers.push_back(largest(executor.run({image.begin(), image.end()}).back()));
  return answers;
}

std::vector<int> frame_answers(const Network& network, const std::vector<std::vector<std::int32_t>>& images) {
  FrameExecutor executor(network);
  std::vector<int> answers;
  answers.reserve(images.size());
  for (const std::vector<std::int32_t>& image : images) {
    executor.run(image);
    answers.push_back(largest(executor.values(static_cast<int>(network.layers.size()) - 1)));
  }
  return answers;
}

}  // namespace floorline::platform
