// Tensors as ONNX files store them. Part of reading a file; users of the library want onnx_file.h.
#pragma once

#include <string>

#include "platform/onnx/onnx_graph.h"

// Of libonnx; its header stays out of those of the project.
namespace onnx {
class TensorProto;
}

namespace floorline::platform {

// `where` begins every error message: "file: tensor 'name'".
OnnxTensor read_onnx_tensor(const ::onnx::TensorProto& stored, const std::string& where);

}  // namespace floorline::platform
