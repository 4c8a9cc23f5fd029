// Which neurons of a source population have a synapse to a box of the next layer.
#pragma once

#include <vector>

#include "platform/mapping/mapping.h"
#include "platform/mapping/synapse_plan.h"
#include "platform/network/network.h"

namespace floorline::platform {

class Connectivity {
 public:
  // `layer` is that of the box.
  Connectivity(const Layer& layer, const Box& box, const SynapsePlan& plan);

  // Whether the source neuron at that place has a row with at least one stored weight.
  bool reaches(int x, int y, int c) const;

 private:
  std::vector<bool> columns_;  // convolution: by source column
  std::vector<bool> rows_;     // convolution: by source row
  Box channels_;               // convolution: the range of source channels
  std::vector<bool> neurons_;  // dense layers: by source neuron in C order
  Shape source_shape_;
  bool convolution_ = false;
};

}  // namespace floorline::platform
