// Clocks of the layers of a VWW network (AkidaNet 0.25 at 96 x 96) as BrainChip measured them on an AKD1500 at 400 MHz.
//
// Source: BrainChip's public notebooks on the AKD1500: the layers' clocks by subtracting those of sub-models that end
// one layer earlier, with the sparsity of each layer's input and the NPs that it had. The weights are not public; times
// depend on sparsities, and on weights they do not.
#pragma once

#include <string>
#include <vector>

#include "platform/network/frame_workload.h"

namespace floorline::testbenches {

struct AkidaLayer {
  const char* name;
  bool separable;
  int channels, stride;
  double input_sparsity;
  double time_ms;
  int neural_processors;
};

// What the first of them takes in; the convolution before it runs on another unit of the chip.
inline constexpr platform::Shape akida_vww_input{8, 48, 48};

inline const std::vector<AkidaLayer>& akida_vww_layers() {
  static const std::vector<AkidaLayer> layers = {
      {"conv_1", false, 16, 1, .239, .2294, 2},       {"conv_2", false, 32, 2, .370, .8048, 2},
      {"conv_3", false, 32, 1, .560, .4924, 1},       {"separable_4", true, 64, 2, .403, 1.1952, 1},
      {"separable_5", true, 64, 1, .333, .7267, 1},   {"separable_6", true, 128, 2, .652, .7690, 1},
      {"separable_7", true, 128, 1, .405, .6932, 1},  {"separable_8", true, 128, 1, .484, .6028, 1},
      {"separable_9", true, 128, 1, .606, .4766, 1},  {"separable_10", true, 128, 1, .657, .4221, 1},
      {"separable_11", true, 128, 1, .744, .3233, 1}, {"separable_12", true, 256, 2, .593, .9419, 1},
      {"separable_13", true, 256, 1, .894, .1571, 1}};
  return layers;
}

// The first `count` layers of it, with random weights.
platform::FrameWorkload akida_vww_workload(std::size_t count);
// NPs of each of these, layers on several cut along rows: of what the vendor's documents name, filters and rows, the
// one that leaves an event to one NP.
std::string akida_vww_mapping(std::size_t count);

}  // namespace floorline::testbenches
