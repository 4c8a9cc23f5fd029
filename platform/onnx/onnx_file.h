// Reading ONNX files (protobuf).
#pragma once

#include <cstdint>
#include <string>

#include "platform/onnx/onnx_graph.h"

namespace floorline::platform {

constexpr std::int64_t max_onnx_file_bytes = std::int64_t{1} << 28;
constexpr std::int64_t max_onnx_elements = std::int64_t{1} << 26;  // of one tensor

// Reads what is stored, whether it makes sense or not; import_onnx says whether it does. Throws UserError that names
// the file, and the node or tensor, if the file is larger than max_onnx_file_bytes, is not ONNX or damaged, or holds
//
//   - a tensor whose extents are negative or multiply to more than max_onnx_elements, or do not fit what is stored;
//   - values in another file, not-a-number, infinity, text, complex numbers, sparse tensors;
//   - graphs within nodes (If, Loop, Scan), an attribute twice, no version of the operators.
//
// Prints nothing, as protobuf would.
OnnxModel read_onnx(const std::string& path);

}  // namespace floorline::platform
