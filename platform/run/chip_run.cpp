#include "platform/run/chip_run.h"

#include <algorithm>
#include <utility>

#include "models/message/address_map.h"
#include "platform/compile/compiler.h"
#include "platform/mapping/mapping_check.h"

namespace floorline::platform {

using models::HostMessage;

namespace {

ChipImage checked_image(const Network& network, const Mapping& mapping, const ChipConfig& chip) {
  check_mapping(network, mapping, chip);
  return compile(network, mapping, chip);
}

}  // namespace

ChipRun::ChipRun(const sc_core::sc_module_name& name, const ChipConfig& chip, const Network& network,
                 const Mapping& mapping, models::Timing timing)
    : sc_module(name),
      network_(network),
      mapping_(mapping),
      image_(checked_image(network, mapping, chip)),
      chip_("chip", chip, timing),
      loader_("loader") {
  loader_.socket.bind(chip_.host().cpu);
  chip_.host().set_source(this);
  chip_.host().set_sink(this);
  chip_.step_control().add_observer(*this);
  if (mapping.host_holds_input)
    input_layer_ = std::make_unique<HostInputLayer>(network.layers.front());
}

void ChipRun::record_causes() {
  causes_ = std::make_unique<models::CauseRecorder>();
  critical_ = std::make_unique<CriticalPathSums>(*causes_, std::string(chip_.name()) + ".");
  causes_->add_observer(*critical_);
  chip_.record_causes(*causes_);
}

std::vector<CriticalUnit> ChipRun::critical_units() const {
  return critical_ == nullptr ? std::vector<CriticalUnit>() : critical_->units();
}

void ChipRun::begin(InputSequence input) {
  load_anew();
  input_ = std::make_unique<InputSequence>(std::move(input));
  if (input_layer_ != nullptr)
    input_layer_->reset();
  else
    write_first_input(input_->values_at(0));
  start();
}

void ChipRun::begin(EventSequence input) {
  load_anew();
  events_ = std::move(input);
  start();
}

void ChipRun::load_anew() {
  if (loaded_)
    loader_.load_states(image_);
  else
    load();
}

void ChipRun::start() {
  chip_.start();
  outputs_.clear();
  output_events_.clear();
  steps_.clear();
  counter_.begin(chip_, mapping_);
}

void ChipRun::load() {
  loader_.load(image_);
  for (const std::vector<std::uint32_t>& group : image_.multicast_groups)
    chip_.add_multicast_group(group);
  loaded_ = true;
}

// What messages carry takes effect in the next step, so the input of step 0 has to be there before it.
void ChipRun::write_first_input(const std::vector<std::int32_t>& values) {
  for (const CoreImage& core : image_.cores) {
    if (core.layer != 0)
      continue;
    for (std::size_t neuron = 0; neuron < values.size(); ++neuron) {
      const std::uint64_t address = image_.host_routes.addresses[neuron];
      if (values[neuron] == 0 || models::endpoint_of(address) != static_cast<std::uint32_t>(core.core))
        continue;
      const std::uint32_t offset =
          core.accumulator_offset + models::atom_of(address) * static_cast<std::uint32_t>(sizeof(std::int32_t));
      loader_.write(models::make_address(static_cast<std::uint32_t>(core.core), models::Region::neuron_memory, offset),
                    &values[neuron], sizeof(std::int32_t));
    }
  }
}

void ChipRun::send(std::int32_t neuron, std::int32_t value, Picoseconds time_ps,
                   std::vector<HostMessage>& messages) const {
  const HostRoutes& routes = image_.host_routes;
  const auto index = static_cast<std::size_t>(neuron);
  for (std::uint32_t i = routes.first[index]; i < routes.first[index + 1]; ++i)
    messages.push_back({routes.addresses[i], value, time_ps});
}

void ChipRun::messages_of_step(std::uint64_t step, std::vector<HostMessage>& messages) {
  outputs_.emplace_back();
  if (network_.works_by_events()) {
    if (step < events_.size()) {
      for (const InputEvent& event : events_[step].events)
        send(event.neuron, 1, event.time_ps, messages);
    }
    return;
  }
  if (input_layer_ != nullptr) {
    for (const Spike& spike : input_layer_->step(input_->values_at(step)))
      send(spike.neuron, spike.value, 0, messages);
    return;
  }
  const std::vector<std::int32_t>& now = input_->values_at(step);
  const std::vector<std::int32_t>& next = input_->values_at(step + 1);
  if (&now == &next && !input_is_relayed())
    return;
  for (std::size_t neuron = 0; neuron < next.size(); ++neuron) {
    const std::int32_t value = input_is_relayed() ? next[neuron] : next[neuron] - now[neuron];
    if (value != 0)
      send(static_cast<std::int32_t>(neuron), value, 0, messages);
  }
}

Picoseconds ChipRun::least_step_ps(std::uint64_t step) {
  return step < events_.size() ? events_[step].duration_ps : 0;
}

void ChipRun::on_message(std::uint64_t step, Picoseconds time_ps, std::uint32_t axon, std::uint32_t atom,
                         std::int32_t value) {
  const std::int32_t neuron = image_.output_neurons[axon][atom];
  outputs_[step].push_back({neuron, value});
  if (network_.works_by_events())
    output_events_.push_back({time_ps, neuron});
}

void ChipRun::step_ended(std::uint64_t step, Picoseconds begin_ps, Picoseconds end_ps) {
  std::vector<Spike>& output = outputs_[step];
  std::stable_sort(output.begin(), output.end(), [](const Spike& a, const Spike& b) { return a.neuron < b.neuron; });
  StepRecord record = counter_.end_step(chip_, mapping_, begin_ps, end_ps);
  if (critical_ != nullptr)
    record.critical_ps = critical_->last_step();
  steps_.push_back(record);
}

}  // namespace floorline::platform
