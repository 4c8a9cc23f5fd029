#include "platform/network/sample_period.h"

#include <stdexcept>

namespace floorline::platform {

void set_sample_period(Network& network, int period) {
  if (period < 0) {
    throw std::invalid_argument("set_sample_period: the period must not be negative");
  }
  int position = 0;
  for (Layer& layer : network.layers) {
    if (layer.neuron.model == NeuronModel::lif) {
      layer.neuron.reset_interval = period;
      layer.neuron.reset_offset = period == 0 ? 0 : position;
    }
    ++position;
  }
}

}  // namespace floorline::platform
