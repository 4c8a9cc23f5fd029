#include "platform/run/input_driver.h"

#include <utility>

#include "models/message/address_map.h"
#include "platform/run/host_input_layer.h"

namespace floorline::platform {

using models::HostMessage;
using models::Picoseconds;

namespace {

void append(const HostRoutes& routes, std::int32_t neuron, std::int32_t value, Picoseconds time_ps,
            std::vector<HostMessage>& messages) {
  const auto index = static_cast<std::size_t>(neuron);
  for (std::uint32_t route = routes.first[index]; route < routes.first[index + 1]; ++route)
    messages.push_back({routes.addresses[route], value, time_ps});
}

// A message takes effect in the step after the one it is sent in, so the input of step 0 cannot be sent: it is written
// into the accumulators of the input layer's neurons before the step begins.
void write_input_of_step_0(const ChipImage& image, const std::vector<std::int32_t>& values, ImageLoader& loader) {
  for (const CoreImage& core : image.cores) {
    if (core.layer != 0)
      continue;
    for (std::size_t neuron = 0; neuron < values.size(); ++neuron) {
      const std::uint64_t address = image.host_routes.addresses[neuron];
      if (values[neuron] == 0 || models::endpoint_of(address) != static_cast<std::uint32_t>(core.core))
        continue;
      const std::uint32_t offset =
          core.accumulator_offset + models::atom_of(address) * static_cast<std::uint32_t>(sizeof(std::int32_t));
      loader.write(models::make_address(static_cast<std::uint32_t>(core.core), models::Region::neuron_memory, offset),
                   &values[neuron], sizeof(std::int32_t));
    }
  }
}

class TimeSteppedInput final : public InputDriver {
 public:
  explicit TimeSteppedInput(InputSequence input) : input_(std::move(input)) {}

  void begin(const Program& program, ImageLoader& loader) override {
    routes_ = &program.image.host_routes;
    const Layer& input_layer = program.network.layers.front();
    sends_values_ = input_layer.neuron.model == NeuronModel::relay;
    if (program.image.host_holds_input)
      host_layer_ = std::make_unique<HostInputLayer>(input_layer);
    else
      write_input_of_step_0(program.image, input_.values_at(0), loader);
  }

  Picoseconds messages_of_step(std::uint64_t step, std::vector<HostMessage>& messages) override {
    if (host_layer_ != nullptr) {
      for (const Spike& spike : host_layer_->step(input_.values_at(step)))
        append(*routes_, spike.neuron, spike.value, 0, messages);
      return 0;
    }
    const std::vector<std::int32_t>& now = input_.values_at(step);
    const std::vector<std::int32_t>& next = input_.values_at(step + 1);
    if (&now == &next && !sends_values_)
      return 0;
    for (std::size_t neuron = 0; neuron < next.size(); ++neuron) {
      const std::int32_t value = sends_values_ ? next[neuron] : next[neuron] - now[neuron];
      if (value != 0)
        append(*routes_, static_cast<std::int32_t>(neuron), value, 0, messages);
    }
    return 0;
  }

 private:
  const InputSequence input_;
  const HostRoutes* routes_ = nullptr;
  bool sends_values_ = false;
  std::unique_ptr<HostInputLayer> host_layer_;  // where the host holds the input layer
};

class FrameInput final : public InputDriver {
 public:
  explicit FrameInput(InputSequence input) : input_(std::move(input)) {}

  void begin(const Program& program, ImageLoader& /*loader*/) override { routes_ = &program.image.host_routes; }

  Picoseconds messages_of_step(std::uint64_t step, std::vector<HostMessage>& messages) override {
    const std::vector<std::int32_t>& values = input_.values_at(step);
    for (std::size_t neuron = 0; neuron < values.size(); ++neuron) {
      if (values[neuron] != 0)
        append(*routes_, static_cast<std::int32_t>(neuron), values[neuron], 0, messages);
    }
    return 0;
  }

 private:
  const InputSequence input_;
  const HostRoutes* routes_ = nullptr;
};

class EventInput final : public InputDriver {
 public:
  explicit EventInput(EventSequence windows) : windows_(std::move(windows)) {}

  void begin(const Program& program, ImageLoader& /*loader*/) override { routes_ = &program.image.host_routes; }

  Picoseconds messages_of_step(std::uint64_t step, std::vector<HostMessage>& messages) override {
    if (step >= windows_.size())
      return 0;
    for (const InputEvent& event : windows_[step].events)
      append(*routes_, event.neuron, 1, event.time_ps, messages);
    return windows_[step].duration_ps;
  }

  bool outputs_have_times() const override { return true; }

 private:
  const EventSequence windows_;
  const HostRoutes* routes_ = nullptr;
};

}  // namespace

std::unique_ptr<InputDriver> time_stepped_input(InputSequence input) {
  return std::make_unique<TimeSteppedInput>(std::move(input));
}

std::unique_ptr<InputDriver> frame_input(InputSequence input) {
  return std::make_unique<FrameInput>(std::move(input));
}

std::unique_ptr<InputDriver> event_input(EventSequence windows) {
  return std::make_unique<EventInput>(std::move(windows));
}

std::unique_ptr<InputDriver> input_driver_for(const Program& program, InputSequence input) {
  const bool is_frame_based = program.network.execution_model == ExecutionModel::frame_based;
  return is_frame_based && program.image.host_holds_input ? frame_input(std::move(input))
                                                          : time_stepped_input(std::move(input));
}

}  // namespace floorline::platform
