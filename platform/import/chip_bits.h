// How many bits a network in floating point gets for a chip.
#pragma once

#include <optional>

#include "platform/chip/layer_rules.h"
#include "platform/quantise/quantise_options.h"

namespace floorline::platform {

// The most bits, up to 8, that all kinds of layers of the chip have for weights and activations; of the first layer,
// those of an input convolution, if the chip has that kind. What the chip does not limit, or where no number will do,
// stays as in QuantiseOptions{}; convolutions in groups are used unless the chip has none.
QuantiseOptions quantise_options_for(const std::optional<LayerRules>& rules);

}  // namespace floorline::platform
