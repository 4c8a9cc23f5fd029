// What the user chooses when a floating-point network is quantised.
#pragma once

namespace floorline::platform {

// Inputs are always 8 bit, 0 to 255.
struct QuantiseOptions {
  int first_weight_bits = 8;  // 2 to 8: of the first layer after the input
  int weight_bits = 4;        // 2 to 8: of the others
  int activation_bits = 4;    // 1 to 8: a layer sends 0 to 2^bits - 1
  // Whether the chip has convolutions in groups. Without them, they are refused unless they can be made part of a
  // separable convolution, and average pooling becomes a separable convolution instead of a depthwise one.
  bool grouped_convolutions = false;
};

}  // namespace floorline::platform
