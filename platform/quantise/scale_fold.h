// Makes scales and offsets of channels part of the weights and biases of a layer beside them.
#pragma once

#include <vector>

#include "platform/onnx/float_network.h"
#include "platform/quantise/folded_network.h"

namespace floorline::platform {

// Each channel times its factor, plus its offset; empty: unchanged.
struct ChannelScale {
  std::vector<float> factor;
  std::vector<float> offset;

  bool is_empty() const { return factor.empty(); }
  bool has_offset() const;
  void add(const FloatLayer& scale_shift);  // after what is there, of as many channels
};

// Of what comes out of `layer` before it rectifies. Its channels, or in a dense layer its neurons in as many equal
// parts, are those of scale_shift.
void scale_outputs(FoldedLayer& layer, const FloatLayer& scale_shift);

// Of what `layer` takes; likewise. Offsets are right only if it does not pad.
void scale_inputs(FoldedLayer& layer, const ChannelScale& scale);

}  // namespace floorline::platform
