// Nodes that compute constants from constants, as exporters leave them around weights and shapes. Part of
// onnx_import.h.
#pragma once

#include "platform/onnx/onnx_node_view.h"

namespace floorline::platform {

// The result of a node, all inputs of which are constants. Refuses operators other than Constant, Identity, Cast,
// Reshape, Flatten, Squeeze, Unsqueeze, Transpose, and, of lists of whole numbers (shapes), Concat, Gather and Slice.
OnnxTensor compute_constant(const OnnxNodeView& node);

}  // namespace floorline::platform
