#include "platform/compile/state_image.h"

#include <cstring>

#include "models/neuron/neuron_program.h"
#include "platform/compile/block_order.h"
#include "platform/mapping/neuron_box.h"
#include "platform/mapping/neuron_programs.h"

namespace floorline::platform {

using models::CoreDescriptor;

namespace {

std::uint32_t row_bytes() {
  return models::neurons_per_row * static_cast<std::uint32_t>(sizeof(std::int32_t));
}

models::PoolingEntry pooling_of(const Layer& layer, const Box& neurons) {
  models::PoolingEntry entry;
  switch (layer.pooling.kind) {
    case PoolingKind::none:
    case PoolingKind::global_average:
      return entry;
    case PoolingKind::maximum:
      entry.kind = models::PoolingKind::maximum;
      break;
    case PoolingKind::sum:
      entry.kind = models::PoolingKind::sum;
      break;
  }
  entry.block_width = static_cast<std::uint32_t>(neurons.width());
  entry.block_height = static_cast<std::uint32_t>(neurons.height());
  entry.block_channels = static_cast<std::uint32_t>(neurons.channels());
  entry.window_width = static_cast<std::uint32_t>(layer.pooling.width);
  entry.window_height = static_cast<std::uint32_t>(layer.pooling.height);
  return entry;
}

// Writes one value a channel into a field of the states of all neurons.
void fill_field(std::vector<unsigned char>& memory, const CoreDescriptor& descriptor, const Box& neurons,
                std::int32_t field, const std::vector<std::int32_t>& values) {
  if (field < 0 || values.empty())
    return;
  const std::uint32_t fields = models::neuron_state_fields(descriptor.program);
  for_each_neuron(neurons, [&](int x, int y, int c) {
    const std::uint32_t number = number_in_box(neurons, x, y, c);
    const std::uint32_t word =
        (number / models::neurons_per_row * fields + static_cast<std::uint32_t>(field)) * models::neurons_per_row +
        number % models::neurons_per_row;
    const std::int32_t value = values[static_cast<std::size_t>(c)];
    std::memcpy(memory.data() + std::size_t{word} * sizeof value, &value, sizeof value);
  });
}

}  // namespace

CoreDescriptor describe_neurons(const Layer& layer, const Box& box, bool is_input) {
  const Box neurons = neuron_box(layer, box);
  CoreDescriptor descriptor;
  descriptor.neuron_count = static_cast<std::uint32_t>(neurons.neuron_count());
  descriptor.pooling = pooling_of(layer, neurons);
  descriptor.program = program_of(layer.neuron, is_input);
  descriptor.parameters = {
      layer.neuron.threshold,      layer.neuron.current_decay, layer.neuron.voltage_decay,
      layer.neuron.reset_interval, layer.neuron.reset_offset,  layer.neuron.shift,
      layer.neuron.highest,        layer.neuron.lowest,        layer.neuron.resets_to_zero ? 1 : 0};
  descriptor.decimation = static_cast<std::uint32_t>(layer.decimation);
  descriptor.state_offset = 0;
  descriptor.accumulator_offset =
      models::neuron_rows(descriptor.neuron_count) * row_bytes() * models::neuron_state_fields(descriptor.program);
  return descriptor;
}

std::vector<unsigned char> make_neuron_memory(const Layer& layer, const Box& box, const CoreDescriptor& descriptor) {
  const std::uint32_t rows = models::neuron_rows(descriptor.neuron_count);
  std::vector<unsigned char> memory(descriptor.accumulator_offset + 2 * rows * row_bytes(), 0);
  const Box neurons = neuron_box(layer, box);
  fill_field(memory, descriptor, neurons, models::neuron_bias_field(descriptor.program), layer.bias);
  fill_field(memory, descriptor, neurons, models::neuron_scale_field(descriptor.program), layer.scale);
  return memory;
}

}  // namespace floorline::platform
