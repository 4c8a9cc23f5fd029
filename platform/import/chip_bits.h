// How many bits a floating-point network gets for a chip.
#pragma once

#include <optional>

#include "platform/chip/layer_rules.h"
#include "platform/quantise/quantise_options.h"

namespace floorline::platform {

// The largest widths, up to 8 bits, that all kinds of layers of the chip support for weights and activations; for the
// first layer, those of an input convolution, if the chip has one. A width that the chip does not limit, or for which
// no number fits all kinds, stays as in QuantiseOptions{}; grouped convolutions are used unless the chip has none.
QuantiseOptions quantise_options_for(const std::optional<LayerRules>& rules);

}  // namespace floorline::platform
