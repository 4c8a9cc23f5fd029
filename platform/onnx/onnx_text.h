// How error messages name what is in an ONNX file.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "platform/onnx/onnx_graph.h"

namespace floorline::platform {

// ONNX's own operators go by two names of their domain.
bool is_onnx_domain(const std::string& domain);

// Of the node, or of its first output where it has none.
std::string onnx_node_name(const OnnxNode& node);

// "file: node 'name' (Conv)", to begin a sentence with.
std::string onnx_node_text(const std::string& file, const OnnxNode& node);

// "[1, 16, 28, 28]"
std::string onnx_shape_text(const std::vector<std::int64_t>& shape);

}  // namespace floorline::platform
