// Operators on each value for itself.
#include <fmt/core.h>

#include <cmath>
#include <limits>

#include "platform/onnx/onnx_operators.h"

namespace floorline::platform {
namespace {

// The constant that meets each element of the tensor, in C order of the tensor.
std::vector<double> constants_of_elements(const OnnxNodeView& node, const OnnxChain& chain, std::size_t input) {
  const std::vector<float>& values = node.constant_floats(input);
  std::vector<double> result;
  for (const std::int64_t element : broadcast_elements(node, node.constant(input).shape, chain.axes())) {
    result.push_back(values[static_cast<std::size_t>(element)]);
  }
  return result;
}

std::vector<double> all(const OnnxChain& chain, double value) {
  return std::vector<double>(static_cast<std::size_t>(element_count(chain.axes())), value);
}

}  // namespace

void import_arithmetic(const OnnxNodeView& node, OnnxChain& chain) {
  if (!node.is_constant(0) && !node.is_constant(1)) {
    node.refuse("joins two branches of the network; only plain chains of layers are supported");
  }
  const bool is_constant_first = node.is_constant(0);
  std::vector<double> constants = constants_of_elements(node, chain, is_constant_first ? 0 : 1);
  const std::string& operation = node.operation();
  if (operation == "Add") {
    chain.scale_shift(node, all(chain, 1), constants);
  } else if (operation == "Mul") {
    chain.scale_shift(node, constants, all(chain, 0));
  } else if (operation == "Sub") {
    for (double& constant : constants) {
      constant = is_constant_first ? constant : -constant;
    }
    chain.scale_shift(node, all(chain, is_constant_first ? -1 : 1), constants);
  } else {
    for (double& constant : constants) {
      if (is_constant_first || constant == 0) {
        node.refuse(
            "divides by zero or by a value of the network; only division by a constant other than zero is supported");
      }
      constant = 1 / constant;
    }
    chain.scale_shift(node, constants, all(chain, 0));
  }
}

void import_batch_normalization(const OnnxNodeView& node, OnnxChain& chain) {
  if (node.flag("training_mode", false) || !node.flag("spatial", true)) {
    node.refuse(
        "is in training mode (training_mode), or has one mean per pixel (spatial = 0); export the network for "
        "inference, with one mean per channel");
  }
  if (chain.axes().size() < 2) {
    node.refuse("takes a tensor without channels");
  }
  OnnxAxes channels_only(chain.axes().size() - 1, 1);
  channels_only.front() = chain.axes()[1];
  const auto channels = static_cast<std::size_t>(chain.axes()[1]);
  for (std::size_t input = 1; input <= 4; ++input) {
    if (node.constant_floats(input).size() != channels) {
      node.refuse(fmt::format("its input {} has {} values for {} channels", input, node.constant_floats(input).size(),
                              channels));
    }
  }
  const double epsilon = node.number("epsilon", 1e-5F);
  std::vector<double> scale;
  std::vector<double> shift;
  for (const std::int64_t element : broadcast_elements(node, channels_only, chain.axes())) {
    const auto channel = static_cast<std::size_t>(element);
    const double variance = node.constant_floats(4)[channel] + epsilon;
    if (variance <= 0) {
      node.refuse("has a variance that is not above 0");
    }
    scale.push_back(node.constant_floats(1)[channel] / std::sqrt(variance));
    shift.push_back(node.constant_floats(2)[channel] - node.constant_floats(3)[channel] * scale.back());
  }
  chain.scale_shift(node, scale, shift);
}

void import_relu(const OnnxNodeView& node, OnnxChain& chain) {
  chain.relu(node, std::numeric_limits<float>::infinity());
}

// Bounds are attributes up to version 6 and optional inputs since version 11.
void import_clip(const OnnxNodeView& node, OnnxChain& chain) {
  constexpr float largest = std::numeric_limits<float>::max();
  const float lower = node.has_input(1) ? node.constant_number(1) : node.number("min", -largest);
  const float upper = node.has_input(2) ? node.constant_number(2) : node.number("max", largest);
  if (lower == -largest && upper == largest) {
    return;
  }
  if (lower != 0 || !(upper > 0)) {
    node.refuse(fmt::format(
        "clips values to {} to {}; only a lower limit of 0 with an upper limit above it (a bounded ReLU) is supported",
        lower, upper));
  }
  chain.relu(node, upper == largest ? std::numeric_limits<float>::infinity() : upper);
}

}  // namespace floorline::platform
