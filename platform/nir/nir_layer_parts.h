// What the importers of NIR layers share: from parameters of nodes to parts of a Layer.
#pragma once

#include <string>

#include "platform/network/network.h"
#include "platform/nir/nir_parameters.h"
#include "platform/nir/nir_shapes.h"

namespace floorline::platform {

// A shape of one or three axes; others are refused (UserError).
Shape nir_layer_shape(const NirShape& shape, const NirNode& node, const std::string& file);

// Of a Conv2d. Extents beyond 2^20 are refused.
Convolution nir_convolution(const NirParameters& parameters);

// A field of neurons that share a layer, and so one value: above zero, else UserError.
double nir_one_positive(const NirParameters& parameters, const std::string& field);

}  // namespace floorline::platform
