// ONNX graphs of trained feed-forward networks as plain chains of layers.
#pragma once

#include <string>

#include "platform/onnx/float_network.h"
#include "platform/onnx/onnx_graph.h"

namespace floorline::platform {

// Takes what the graph's output needs; other nodes are skipped. Constants are computed, batch normalisation and
// biases become part of the layer before, and what only moves values (Reshape, Flatten, Squeeze, Unsqueeze, Transpose)
// disappears: weights are put into the order (channel, row, column). A Softmax or LogSoftmax at the end is left out, as
// it changes neither which output is the largest nor what a chip computes. The network is that of one sample of a
// batch. Its output is in the order of the last layer's shape, even if the file swaps axes after it.
//
// Throws UserError, naming `file`, node and operator, what is wrong and what is supported, for
//
//   - operators that README.md does not list, attributes of theirs that ONNX's versions 7 to 22 do not have, quantised
//     operators (QuantizeLinear, ...);
//   - branches: a result that two nodes use, several inputs or outputs, Add or Mul of two results;
//   - extents other than that of the batch that the file leaves open;
//   - cycles, tensors defined twice or not at all, weights that do not fit, layers of more than 2^24 values.
FloatNetwork import_onnx(const OnnxModel& model, const std::string& file);

}  // namespace floorline::platform
