// What random cases of all kinds are made of.
#pragma once

#include <cstdint>
#include <vector>

#include "platform/network/network.h"
#include "platform/network/synthetic_network.h"

namespace floorline::testbenches {

int whole(platform::Draw& draw, int lowest, int highest);

// Zeros, but for this share of them.
std::vector<std::int32_t> random_values(platform::Draw& draw, std::int64_t count, int lowest, int highest,
                                        double density);

struct KernelChoices {
  int largest_stride = 1;
  int largest_dilation = 1;
  int largest_extra_padding = 0;
};

// At most four rows and columns, with less padding than that; 1 x 1 where what was drawn does not fit the source.
platform::Convolution random_kernel(platform::Draw& draw, const platform::Shape& source, const KernelChoices& choices);

// Relay neurons.
platform::Layer input_layer_of(const platform::Shape& shape);

// "layer 0", "layer 1", ...; the network must then pass check_network().
void name_layers(platform::Network& network);

}  // namespace floorline::testbenches
