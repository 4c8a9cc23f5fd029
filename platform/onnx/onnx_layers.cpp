// Operators that join whole tensors: matrix products and means.
#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "platform/onnx/onnx_operators.h"

namespace floorline::platform {
namespace {

// The matrix in input 1, as [output][input], for a tensor whose last axis holds all of its values.
std::vector<float> weights_by_output(const OnnxNodeView& node, const OnnxChain& chain, bool is_by_output) {
  const std::vector<float>& values = node.constant_floats(1);
  const std::vector<std::int64_t>& shape = node.constant(1).shape;
  const std::int64_t inputs = element_count(chain.axes());
  if (chain.axes().size() < 2 || chain.axes().back() != inputs) {
    node.refuse(fmt::format("takes a tensor of shape {}; flat values of shape [batch, inputs] are supported",
                            onnx_shape_text(chain.axes())));
  }
  if (shape.size() != 2 || shape[is_by_output ? 1 : 0] != inputs || values.empty()) {
    node.refuse(fmt::format("has weights of shape {}{} for {} inputs; [inputs, outputs] is required",
                            onnx_shape_text(shape), is_by_output ? " (transposed)" : "", inputs));
  }
  if (is_by_output) {
    return values;
  }
  std::vector<float> weights;
  weights.reserve(values.size());
  for (const std::int64_t element : transposed_elements(shape, {1, 0})) {
    weights.push_back(values[static_cast<std::size_t>(element)]);
  }
  return weights;
}

void scale(const OnnxNodeView& node, std::vector<float>& values, float factor) {
  for (float& value : values) {
    value *= factor;
    if (!std::isfinite(value)) {
      node.refuse("its weights, times 'alpha' and 'beta', become too large for float");
    }
  }
}

}  // namespace

void import_gemm(const OnnxNodeView& node, OnnxChain& chain) {
  if (node.flag("transA", false)) {
    node.refuse("transposes its first input (transA), which is not supported; only the weights may be transposed");
  }
  std::vector<float> weights = weights_by_output(node, chain, node.flag("transB", false));
  scale(node, weights, node.number("alpha", 1));
  const auto outputs = static_cast<std::int64_t>(weights.size()) / chain.axes().back();
  const OnnxAxes result = {1, outputs};
  std::vector<float> bias(static_cast<std::size_t>(outputs), 0.0F);
  if (node.has_input(2)) {
    const std::vector<float>& values = node.constant_floats(2);
    const std::vector<std::int64_t> elements = broadcast_elements(node, node.constant(2).shape, result);
    std::transform(elements.begin(), elements.end(), bias.begin(),
                   [&](std::int64_t element) { return values[static_cast<std::size_t>(element)]; });
    scale(node, bias, node.number("beta", 1));
  }
  chain.dense(node, std::move(weights), std::move(bias), result);
}

void import_matrix_product(const OnnxNodeView& node, OnnxChain& chain) {
  std::vector<float> weights = weights_by_output(node, chain, false);
  OnnxAxes result = chain.axes();
  result.back() = static_cast<std::int64_t>(weights.size()) / result.back();
  std::vector<float> bias(static_cast<std::size_t>(result.back()), 0.0F);
  chain.dense(node, std::move(weights), std::move(bias), std::move(result));
}

void import_global_average_pool(const OnnxNodeView& node, OnnxChain& chain) {
  if (chain.axes().size() < 3) {
    node.refuse(
        fmt::format("takes a tensor of shape {}; images of shape [batch, channels, rows, columns] are supported",
                    onnx_shape_text(chain.axes())));
  }
  std::vector<std::size_t> axes(chain.axes().size() - 2);
  std::iota(axes.begin(), axes.end(), 2);
  chain.global_average(node, axes);
}

void import_mean(const OnnxNodeView& node, OnnxChain& chain) {
  const std::vector<std::size_t> axes = axes_from_front(
      node, node.has_list("axes", 1) ? node.list("axes", 1) : std::vector<std::int64_t>(), chain.axes().size());
  if (axes.empty() || std::find(axes.begin(), axes.end(), 0) != axes.end()) {
    node.refuse("takes the mean over the batch too; only the mean over the rows and columns of an image is supported");
  }
  chain.global_average(node, axes);
  if (!node.flag("keepdims", true)) {
    OnnxAxes kept;
    for (std::size_t axis = 0; axis < chain.axes().size(); ++axis) {
      if (std::find(axes.begin(), axes.end(), axis) == axes.end()) {
        kept.push_back(chain.axes()[axis]);
      }
    }
    chain.reshape(node, kept);
  }
}

}  // namespace floorline::platform
