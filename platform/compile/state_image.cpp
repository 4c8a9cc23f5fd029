#include "platform/compile/state_image.h"

#include <cstring>

#include "models/neuron/neuron_program.h"
#include "platform/compile/block_order.h"

namespace floorline::platform {

using models::CoreDescriptor;
using models::NeuronProgramId;

namespace {

NeuronProgramId program_of(const Neuron& neuron, bool is_input) {
  switch (neuron.model) {
    case NeuronModel::relay:
      return NeuronProgramId::relay;
    case NeuronModel::delta:
      return NeuronProgramId::delta;
    case NeuronModel::sigma_delta:
      return NeuronProgramId::sigma_delta;
    case NeuronModel::sigma:
      return NeuronProgramId::sigma;
    case NeuronModel::lif:
      return is_input ? NeuronProgramId::lif_input : NeuronProgramId::lif;
    case NeuronModel::integrator:
      return NeuronProgramId::integrator;
  }
  return NeuronProgramId::relay;
}

std::uint32_t row_bytes() {
  return models::neurons_a_row * static_cast<std::uint32_t>(sizeof(std::int32_t));
}

}  // namespace

CoreDescriptor describe_neurons(const Layer& layer, const Box& box, bool is_input) {
  CoreDescriptor descriptor;
  descriptor.neuron_count = static_cast<std::uint32_t>(box.neuron_count());
  descriptor.program = program_of(layer.neuron, is_input);
  descriptor.parameters = {layer.neuron.threshold, layer.neuron.current_decay, layer.neuron.voltage_decay,
                           layer.neuron.reset_interval, layer.neuron.reset_offset};
  descriptor.state_offset = 0;
  descriptor.accumulator_offset =
      models::neuron_rows(descriptor.neuron_count) * row_bytes() * models::neuron_state_fields(descriptor.program);
  return descriptor;
}

std::vector<unsigned char> make_neuron_memory(const Layer& layer, const Box& box, const CoreDescriptor& descriptor) {
  const std::uint32_t rows = models::neuron_rows(descriptor.neuron_count);
  std::vector<unsigned char> memory(descriptor.accumulator_offset + 2 * rows * row_bytes(), 0);
  const std::int32_t field = models::neuron_bias_field(descriptor.program);
  if (field < 0 || layer.bias.empty())
    return memory;
  const std::uint32_t fields = models::neuron_state_fields(descriptor.program);
  for_each_neuron(box, [&](int x, int y, int c) {
    const std::uint32_t number = number_in_box(box, x, y, c);
    const std::uint32_t word =
        (number / models::neurons_a_row * fields + static_cast<std::uint32_t>(field)) * models::neurons_a_row +
        number % models::neurons_a_row;
    const std::int32_t bias = layer.bias_of_channel(c);
    std::memcpy(memory.data() + std::size_t{word} * sizeof bias, &bias, sizeof bias);
  });
  return memory;
}

}  // namespace floorline::platform
