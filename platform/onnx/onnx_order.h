// Which nodes of an ONNX graph its output needs, and the order in which they can be computed. Part of onnx_import.h.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "platform/onnx/onnx_graph.h"

namespace floorline::platform {

// Indices into model.nodes, each after all that it depends on; where that leaves a choice, the node that is stored
// first comes first. Nodes that the outputs do not need are left out. Throws UserError that names the file, and the
// tensor or the nodes, if a tensor is made twice, a node or output names one that nothing makes, or the nodes
// form a cycle.
std::vector<std::size_t> order_onnx_nodes(const OnnxModel& model, const std::string& file);

}  // namespace floorline::platform
