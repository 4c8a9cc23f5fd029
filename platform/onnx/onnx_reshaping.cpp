// Operators that move values, or leave them alone: none of them becomes a layer.
#include <onnx/onnx_pb.h>

#include "platform/onnx/onnx_operators.h"

namespace floorline::platform {

void import_reshape(const OnnxNodeView& node, OnnxChain& chain) {
  std::vector<std::int64_t> target = node.list("shape", 1);
  if (chain.batch() > 1 && !target.empty() && target.front() == chain.batch()) {
    target.front() = 1;  // one sample of it
  }
  chain.reshape(node, reshaped(node, chain.axes(), target));
}

void import_flatten(const OnnxNodeView& node, OnnxChain& chain) {
  chain.reshape(node, flattened(node, chain.axes()));
}

void import_squeeze(const OnnxNodeView& node, OnnxChain& chain) {
  if (node.has_list("axes", 1)) {
    chain.reshape(node, squeezed(node, chain.axes()));
    return;
  }
  // All axes of extent 1; that of the batch, which is only 1 for this one sample, stays.
  OnnxAxes kept = {1};
  for (std::size_t axis = 1; axis < chain.axes().size(); ++axis) {
    if (chain.axes()[axis] != 1) {
      kept.push_back(chain.axes()[axis]);
    }
  }
  chain.reshape(node, kept);
}

void import_unsqueeze(const OnnxNodeView& node, OnnxChain& chain) {
  chain.reshape(node, unsqueezed(node, chain.axes()));
}

void import_transpose(const OnnxNodeView& node, OnnxChain& chain) {
  chain.transpose(node, transposition(node, chain.axes().size()));
}

void import_cast(const OnnxNodeView& node, OnnxChain&) {
  const std::int64_t target = node.integer("to", 0, 0, 100);
  if (target != ::onnx::TensorProto::FLOAT && target != ::onnx::TensorProto::DOUBLE &&
      target != ::onnx::TensorProto::FLOAT16) {
    node.refuse("casts values of the network to integers; only casts to floating point are supported");
  }
}

void import_dropout(const OnnxNodeView& node, OnnxChain&) {
  if (node.has_input(2)) {
    const std::vector<std::int64_t>& is_training = node.constant_integers(2);
    if (is_training.size() != 1 || is_training.front() != 0) {
      node.refuse("is in training mode (training_mode); export the network for inference");
    }
  }
}

void import_identity(const OnnxNodeView&, OnnxChain&) {}

}  // namespace floorline::platform
