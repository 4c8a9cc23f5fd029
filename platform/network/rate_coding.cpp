#include "platform/network/rate_coding.h"

#include <stdexcept>

namespace floorline::platform {

void rate_code_input(Network& network) {
  if (network.layers.empty() || network.layers.front().neuron.model != NeuronModel::relay) {
    throw std::invalid_argument("rate_code_input: the input layer must relay spikes");
  }
  Neuron& neuron = network.layers.front().neuron;
  neuron.model = NeuronModel::lif;
  neuron.threshold = 255;
  neuron.current_decay = 4096;
  neuron.voltage_decay = 0;
  network.image_transform = {127.5, 127.5};  // 2 * 127.5 * pixel / 255 - 127.5 + 127.5
}

}  // namespace floorline::platform
