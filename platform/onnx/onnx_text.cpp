#include "platform/onnx/onnx_text.h"

#include <fmt/core.h>

namespace floorline::platform {

bool is_onnx_domain(const std::string& domain) {
  return domain.empty() || domain == "ai.onnx";
}

std::string onnx_node_name(const OnnxNode& node) {
  return node.name.empty() && !node.outputs.empty() ? node.outputs.front() : node.name;
}

std::string onnx_node_text(const std::string& file, const OnnxNode& node) {
  const std::string domain = is_onnx_domain(node.domain) ? "" : node.domain + ".";
  return fmt::format("{}: node '{}' ({}{})", file, onnx_node_name(node), domain, node.operation);
}

std::string onnx_shape_text(const std::vector<std::int64_t>& shape) {
  std::string text = "[";
  for (std::size_t axis = 0; axis < shape.size(); ++axis) {
    text += (axis == 0 ? "" : ", ") + std::to_string(shape[axis]);
  }
  return text + "]";
}

}  // namespace floorline::platform
