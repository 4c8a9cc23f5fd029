// Networks whose activity is set neuron by neuron: the knobs of an experiment, and nothing else.
//
// Layers of LIF neurons, each fully connected to the next. A neuron fires in every step if its own bias says so, and
// never otherwise; what it receives is worked through like any input and is too weak to change that. So synops, neuron
// updates and messages can be chosen freely and stay the same in every step, and the host is not in the loop.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "platform/characterise/bench_network.h"

namespace floorline::testbenches {

// The part of a layer that one core holds.
struct DrivenSlice {
  int core = 0;
  int neurons = 1;
  int firing = 0;  // of these, evenly spread among them
};

struct DrivenLayer {
  std::vector<DrivenSlice> slices;
  // Of the weights from the layer before; of the first layer nothing.
  double weight_sparsity = 0;  // share of zeros, drawn at random
  int weight_bits = 8;         // 2 to 8
  platform::SynapseChoice format = platform::SynapseChoice::dense;
};

// Throws UserError for what no chip could hold.
platform::BenchNetwork make_driven_network(const std::string& name, const std::vector<DrivenLayer>& layers,
                                           std::uint64_t seed = 1);

// As many neurons on each core, of which as many fire.
std::vector<DrivenSlice> even_slices(const std::vector<int>& cores, int neurons, int firing);

}  // namespace floorline::testbenches
