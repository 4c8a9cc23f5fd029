// What a layer needs of an event-driven core, where memory is addressed by fields of whole bits.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "platform/chip/chip_config.h"
#include "platform/mapping/mapping.h"
#include "platform/network/network.h"

namespace floorline::platform {

// Words of weights and of potentials; of a layer, what it needs, and of a core, what it has.
struct EventMemory {
  std::uint64_t kernel_words = 0;
  std::uint64_t neuron_words = 0;

  bool fits(const EventMemory& core) const {
    return kernel_words <= core.kernel_words && neuron_words <= core.neuron_words;
  }
};

// A kernel word is addressed by its input channel, and by its tap and its output channel in a field of bits each, so
// that both of these count as the next power of two:
//
//   kernel words = input channels * 2^(ceil(log2(kernel height * kernel width)) + ceil(log2(output channels)))
//   neuron words = output channels * height * width, before pooling
//
// A dense layer is a convolution whose kernel covers all of the image that reaches it. A convolution in groups needs as
// much as one without. The layer must have passed check_network(), and be dense or a convolution.
EventMemory event_memory(const Layer& layer);
// Of a core that has only this box of what the layer sends.
EventMemory event_memory(const Layer& layer, const Box& box);

// Throws UserError, in one sentence that starts with `origin` and names the layer, what it has and what would be right,
// if a layer behind the input does not keep the limits; there is no dilation, and there are no groups. The strides and
// windows of both axes count; whether they may differ does not. A dense layer must keep input_extent and channels only:
// its kernel is a matter of memory.
void check_event_limits(const Network& network, const EventLimits& limits, const std::string& origin);

}  // namespace floorline::platform
