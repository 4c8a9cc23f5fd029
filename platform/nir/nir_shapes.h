// The shapes of what flows through a NIR graph.
#pragma once

#include <string>
#include <vector>

#include "platform/nir/nir_graph.h"
#include "platform/nir/nir_output_shape.h"

namespace floorline::platform {

struct NirNodeShapes {
  NirShape input;   // of the sum of all that arrives; of an Input, what the user gives
  NirShape output;  // of what the node gives
};

// The shapes of each node of a graph without graphs inside (nir_flat_graph.h), in its order. They spread from the Input
// nodes along edges, through cycles as well. check_nir must have passed. An Input may have axes of batch or time in
// front: convolutions and pools take its last axes; Affine and Linear, if they do not take all values, the last one.
//
// Throws UserError that names the file and the node if a node cannot take what arrives (nir_output_shape.h), if two
// edges bring different shapes, if an edge is there twice, or if nothing arrives.
std::vector<NirNodeShapes> infer_nir_shapes(const NirNode& graph, const std::string& file);

}  // namespace floorline::platform
