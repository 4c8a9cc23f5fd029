// How the neurons of a box are numbered on their core: channel fastest, then row, then column, so that the weights of
// one kernel row belong to neighbours. The hardware's side of this is models::NeuronBlock.
#pragma once

#include <cstdint>

#include "models/neurocore/core_tables.h"
#include "platform/mapping/mapping.h"

namespace floorline::platform {

inline models::NeuronBlock block_of(const Box& box) {
  return {box.x_begin, box.y_begin, box.c_begin, box.width(), box.height(), box.channels()};
}

inline std::uint32_t number_in_box(const Box& box, int x, int y, int c) {
  return static_cast<std::uint32_t>(((x - box.x_begin) * box.height() + (y - box.y_begin)) * box.channels() +
                                    (c - box.c_begin));
}

// Calls visit(x, y, c) for every neuron of the box in the order of their numbers.
template <typename Visit>
void for_each_neuron(const Box& box, Visit visit) {
  for (int x = box.x_begin; x < box.x_end; ++x) {
    for (int y = box.y_begin; y < box.y_end; ++y) {
      for (int c = box.c_begin; c < box.c_end; ++c)
        visit(x, y, c);
    }
  }
}

}  // namespace floorline::platform
