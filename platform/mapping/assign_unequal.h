// Which core holds which layer, where each layer is on one core and cores differ in size.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "platform/mapping/kernel_memory.h"

namespace floorline::platform {

// A layer as errors call it, and what it needs.
struct LayerMemory {
  std::string name;
  EventMemory need;
};

// Of all layers behind the input layer, in their order.
std::vector<LayerMemory> layer_memories(const Network& network);

// The core of each layer, as an index into `cores`; no core twice. There is an assignment wherever there is one at all
// (the largest matching of layers and cores); of several it takes one, always the same. It does not look at how fast
// cores are, or where.
//
// Throws UserError, in one sentence that starts with `origin`, if there is none: naming the first layer that fits on no
// core and what it needs, or else layers that are more than the cores that any of them fits on.
std::vector<std::size_t> assign_unequal(const std::vector<LayerMemory>& layers, const std::vector<EventMemory>& cores,
                                        const std::string& origin);

}  // namespace floorline::platform
