// Whether the contents of a NIR file are consistent.
#pragma once

#include <string>

#include "platform/nir/nir_graph.h"

namespace floorline::platform {

// Throws UserError that names the file, the node and the field if, in any graph of the model,
//
//   - two nodes share a name, or an edge names a node that the graph does not contain;
//   - a node lacks a field that its type has in every version of NIR;
//   - weights have the wrong number of axes, a bias does not have one value for each output, groups do not divide
//   channels;
//   - strides, paddings, dilations or kernel sizes are not whole numbers in range, one or one for each axis;
//   - parameters of neurons differ in shape (a single value applies to all).
//
// Does not check: nodes of types that NIR 1.0 does not have, whether shapes agree along edges, whether there are inputs
// and outputs. Cycles are allowed (nir_order.h finds them).
void check_nir(const NirModel& model, const std::string& file);

}  // namespace floorline::platform
