// The shapes of what flows through a NIR graph: what each type of node gives for what it receives, and along edges.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "platform/nir/nir_graph.h"
#include "platform/nir/nir_parameters.h"

namespace floorline::platform {

// A kernel along one axis. Tap `k` of output `o` lies at input o * stride - padding_before + k * dilation; what lies
// outside the input is zero.
struct NirWindow {
  std::int64_t kernel = 1;
  std::int64_t stride = 1;
  std::int64_t dilation = 1;
  std::int64_t padding_before = 0;
  std::int64_t padding_after = 0;

  // Number of positions at which the kernel fits into the padded input; 0 if it is longer.
  std::int64_t outputs(std::int64_t inputs) const;
};

// Down the rows, along a row. A Conv1d has one row.
using NirWindows = std::array<NirWindow, 2>;

// Of Conv1d or Conv2d. The padding "same" makes the output as large as the input, with the odd zero at the end; like
// PyTorch, it is refused (UserError) for strides above one.
NirWindows nir_convolution_windows(const NirParameters& parameters);

// Of SumPool2d or AvgPool2d.
NirWindows nir_pool_windows(const NirParameters& parameters);

// Extents without batch and time: [channels, height, width], [channels, length] or [neurons]. C order.
using NirShape = std::vector<std::int64_t>;

// More values than any node may receive or give.
constexpr std::int64_t nir_max_elements = std::int64_t{1} << 27;

// The number of values; 1 if there are no axes. Counts no further than nir_max_elements + 1.
std::int64_t nir_elements(const NirShape& shape);

// The output shape of a node for the shape that it receives. check_nir must have passed the node. Throws UserError that
// names the file, the node and what would be valid if the node cannot take this shape, if its type is not supported, or
// if the output would be too large. Files differ:
//
//   - Affine and Linear take images too, in C order.
//   - Neurons, Scale, Threshold and Delay may have their parameters in the shape of the input, flat, or one value for
//     all; axes of extent one do not count.
//   - Output has the shape that it receives, whatever its field says.
NirShape nir_output_shape(const NirParameters& parameters, const std::string& type, const NirShape& input);

struct NirNodeShapes {
  NirShape input;   // of the sum of all inputs; of an Input, what the user provides
  NirShape output;  // of the output of the node
};

// The shapes of each node of a graph without inner graphs (nir_flat_graph.h), in its order. They are inferred from the
// Input nodes along edges, through cycles as well. check_nir must have passed. An Input may have axes of batch or time
// in front: convolutions and pools take its last axes; Affine and Linear, if they do not take all values, the last one.
//
// Throws UserError that names the file and the node if a node cannot take the shape that it receives, if two
// edges deliver different shapes, if an edge is listed twice, or if no shape reaches a node.
std::vector<NirNodeShapes> infer_nir_shapes(const NirNode& graph, const std::string& file);

}  // namespace floorline::platform
