// What each ONNX operator does to the chain of layers. Part of onnx_import.h; the importer has checked that the node's
// attributes and number of inputs are known, and that the chain ends in one of its inputs.
#pragma once

#include "platform/onnx/onnx_chain.h"
#include "platform/onnx/onnx_node_view.h"

namespace floorline::platform {

// onnx_windows.cpp
void import_convolution(const OnnxNodeView& node, OnnxChain& chain);
void import_max_pool(const OnnxNodeView& node, OnnxChain& chain);
void import_average_pool(const OnnxNodeView& node, OnnxChain& chain);

// onnx_layers.cpp
void import_gemm(const OnnxNodeView& node, OnnxChain& chain);
void import_matrix_product(const OnnxNodeView& node, OnnxChain& chain);
void import_global_average_pool(const OnnxNodeView& node, OnnxChain& chain);
void import_mean(const OnnxNodeView& node, OnnxChain& chain);

// onnx_elementwise.cpp
void import_arithmetic(const OnnxNodeView& node, OnnxChain& chain);  // Add, Sub, Mul, Div
void import_batch_normalization(const OnnxNodeView& node, OnnxChain& chain);
void import_relu(const OnnxNodeView& node, OnnxChain& chain);
void import_clip(const OnnxNodeView& node, OnnxChain& chain);

// onnx_reshaping.cpp: what moves values, or leaves them alone
void import_reshape(const OnnxNodeView& node, OnnxChain& chain);
void import_flatten(const OnnxNodeView& node, OnnxChain& chain);
void import_squeeze(const OnnxNodeView& node, OnnxChain& chain);
void import_unsqueeze(const OnnxNodeView& node, OnnxChain& chain);
void import_transpose(const OnnxNodeView& node, OnnxChain& chain);
void import_cast(const OnnxNodeView& node, OnnxChain& chain);
void import_dropout(const OnnxNodeView& node, OnnxChain& chain);
void import_identity(const OnnxNodeView& node, OnnxChain& chain);

}  // namespace floorline::platform
