// Which neurons of a network live on which neurocore.
//
// A mapping is complete and checked (mapping_check.h) before it reaches the compiler. One core holds one box of one
// layer; a layer is a disjoint union of boxes. Boxes are of what a layer sends: where it pools, a core has all neurons
// of its windows (neuron_box.h).
#pragma once

#include <string>
#include <vector>

#include "models/synapse/synapse_format.h"
#include "platform/network/network.h"

namespace floorline::platform {

// A range of columns (x), rows (y) and channels (c) of a layer, each [begin, end). Flat layers use channels only.
struct Box {
  int x_begin = 0, x_end = 1;
  int y_begin = 0, y_end = 1;
  int c_begin = 0, c_end = 1;

  int width() const { return x_end - x_begin; }
  int height() const { return y_end - y_begin; }
  int channels() const { return c_end - c_begin; }
  std::int64_t neuron_count() const { return std::int64_t{width()} * height() * channels(); }
  bool operator==(const Box& other) const {
    return x_begin == other.x_begin && x_end == other.x_end && y_begin == other.y_begin && y_end == other.y_end &&
           c_begin == other.c_begin && c_end == other.c_end;
  }
  // The box of a whole layer.
  static Box whole(const Shape& shape) { return {0, shape.width, 0, shape.height, 0, shape.channels}; }
};

// How a dense layer's weights are stored; convolutions always use shared kernels.
enum class SynapseChoice {
  fewest_words,  // dense or sparse, whichever is smaller on that core
  dense,
  sparse,
};

struct CoreAssignment {
  int layer = 0;
  Box box;
  int core = 0;  // number of the neurocore on the chip
};

struct Mapping {
  std::string name;                           // of the strategy or file that it came from
  bool host_holds_input = false;              // layer 0 is computed by the host, which injects its events
  std::vector<SynapseChoice> synapse_choice;  // one per layer, or empty: fewest_words everywhere
  std::vector<CoreAssignment> assignments;    // in the order of layers, then of their cores
};

}  // namespace floorline::platform
