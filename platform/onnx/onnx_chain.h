// The chain of layers that an importer builds, and the tensor that it has come to. Part of onnx_import.h.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "platform/onnx/float_network.h"
#include "platform/onnx/onnx_axes.h"
#include "platform/onnx/onnx_node_view.h"

namespace floorline::platform {

// Knows of each element of the tensor which value of the last layer it is. So axes can be swapped and merged at will
// (channels last, flattening) without a layer for it: weights and biases are put into the order of the values when a
// layer is added. Only layers with windows need the values in order (channel, row, column).
//
// The tensor's first axis is the batch, of extent 1: one sample. What does not fit throws UserError through the node.
class OnnxChain {
 public:
  // `batch` is the extent of the first axis that the file states; axes() has 1 there.
  OnnxChain(const std::string& name, OnnxAxes input, std::int64_t batch);

  const OnnxAxes& axes() const { return axes_; }
  std::int64_t batch() const { return batch_; }

  // The same values in other axes.
  void reshape(const OnnxNodeView& node, const OnnxAxes& axes);  // with as many elements
  void transpose(const OnnxNodeView& node, const std::vector<std::size_t>& order);

  // Each element times `scale` plus `shift`, both in C order of the tensor: becomes part of the layer before if that is
  // linear, else a layer of its own. All elements of a channel must agree.
  void scale_shift(const OnnxNodeView& node, const std::vector<double>& scale, const std::vector<double>& shift);
  void relu(const OnnxNodeView& node, float upper_bound);
  // weights: [output][element of the tensor]
  void dense(const OnnxNodeView& node, std::vector<float> weights, std::vector<float> bias, OnnxAxes axes);
  // `layer` is complete but for the name and source_shape, which is that of image().
  void add_windowed(const OnnxNodeView& node, FloatLayer layer);
  // The mean over these axes, which must be rows and columns, and all of them. Keeps them, with extent 1.
  void global_average(const OnnxNodeView& node, const std::vector<std::size_t>& axes);

  // The extents of the tensor [batch, channels, rows, columns], for a layer with windows.
  Shape image(const OnnxNodeView& node);

  FloatNetwork network(const OnnxNodeView& last);

 private:
  void reorder_input();
  void settle_input(const OnnxNodeView& node);
  void set_tensor(OnnxAxes axes);
  FloatLayer& add(const OnnxNodeView& node, FloatLayerKind kind, const Shape& shape);
  void fold(const OnnxNodeView& node, const std::vector<double>& scale, const std::vector<double>& shift);
  Shape last_shape() const;

  FloatNetwork network_;
  std::int64_t batch_;
  OnnxAxes axes_;
  std::vector<std::int64_t> values_;  // of each element of the tensor: which value of the last layer it is

  // Until the first layer is added, the order of the input is still open, and what is done to each value is kept here.
  bool is_input_settled_ = false;
  std::vector<double> input_scale_;
  std::vector<double> input_shift_;
};

}  // namespace floorline::platform
