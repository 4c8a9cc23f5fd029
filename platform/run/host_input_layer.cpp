#include "platform/run/host_input_layer.h"

#include <algorithm>

#include "platform/compile/state_image.h"

namespace floorline::platform {

using models::neurons_per_row;

HostInputLayer::HostInputLayer(const Layer& layer)
    : layer_(layer),
      descriptor_(describe_neurons(layer, Box::whole(layer.shape), true)),
      program_(models::make_neuron_program(descriptor_.program, descriptor_.parameters)) {
  reset();
}

void HostInputLayer::reset() {
  const std::size_t rows = models::neuron_rows(descriptor_.neuron_count);
  states_.assign(rows * neurons_per_row * program_->state_fields(), 0);
  shown_.assign(rows * neurons_per_row, 0);
  step_ = 0;
}

const std::vector<Spike>& HostInputLayer::step(const std::vector<std::int32_t>& values) {
  // Programs of input layers take changes of their data, but for relays, which take the data themselves.
  const bool takes_changes = descriptor_.program != models::NeuronProgramId::relay;
  const std::size_t row_words = std::size_t{neurons_per_row} * program_->state_fields();
  sent_.clear();
  for (std::size_t first = 0; first < values.size(); first += neurons_per_row) {
    const std::size_t count = std::min<std::size_t>(neurons_per_row, values.size() - first);
    std::int32_t arrived[neurons_per_row] = {};
    std::int32_t sent[neurons_per_row];
    for (std::size_t lane = 0; lane < count; ++lane) {
      arrived[lane] = values[first + lane] - (takes_changes ? shown_[first + lane] : 0);
      shown_[first + lane] = values[first + lane];
    }
    program_->update_row(states_.data() + first / neurons_per_row * row_words, arrived, sent, step_);
    for (std::size_t lane = 0; lane < count; ++lane) {
      if (sent[lane] != 0)
        sent_.push_back({static_cast<std::int32_t>(first + lane), sent[lane]});
    }
  }
  ++step_;
  return sent_;
}

}  // namespace floorline::platform
