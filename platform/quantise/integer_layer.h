// One layer in integers.
//
// With s the real value of a unit of an output's weights, d of its inputs and e of what it sends, P the number of
// positions that it averages (else 1), and a its sum in integers, the real value is d * s / P * a + bias. It sends
//   (a + B) * S >> shift,  S / 2^shift = M = d * s / (P * e),  B = bias * P / (d * s) + half a unit of output / M
// bounded by 0 and highest. Against rounding that real value to the nearest unit, what is sent can be wrong by
// M / 2 units, because B is rounded, and 1 part in 4096 of the value, because S is, before it is rounded.
//
// Every output channel has a scale s of its own, the same for all in an output layer that sends what it adds up to, so
// that the largest output stays the largest. Weights of taps have one scale per input channel, which becomes part of
// the weights that they are multiplied by.
#pragma once

#include <string>
#include <vector>

#include "platform/quantise/folded_network.h"

namespace floorline::platform {

struct LayerWidths {
  int weight_bits = 4;      // 2 to 8
  int activation_bits = 4;  // 1 to 8
};

struct IntegerLayer {
  Layer layer;
  std::vector<double> weight_scales;  // real value of a unit of weight, of each output channel or neuron
  // Real value of a unit of what is sent: of the activations, or of an output layer's sums.
  double output_step = 1;
};

// A layer that rectifies sends units of `output_step`; another one sends sums, and sets its output step itself.
IntegerLayer integer_layer(const FoldedLayer& layer, const LayerWidths& widths, double input_step, double output_step);

}  // namespace floorline::platform
