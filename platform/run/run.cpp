#include "platform/run/run.h"

#include <algorithm>
#include <utility>

#include "platform/chip/chip_execution.h"
#include "platform/run/core_counters.h"
#include "platform/run/deadlock_report.h"

namespace floorline::platform {

using models::HostMessage;

namespace {

const ChipConfig& checked(const ChipConfig& chip, models::Timing timing) {
  check_timing(chip, timing);
  return chip;
}

}  // namespace

Run::Run(const sc_core::sc_module_name& name, const ChipConfig& chip, models::Timing timing)
    : sc_module(name),
      program_byte_ps_(chip.program_byte_ps),
      chip_("chip", checked(chip, timing), timing),
      loader_("loader") {
  loader_.socket.bind(chip_.host().cpu());
  chip_.host().injector().set_source(this);
  chip_.host().receiver().set_sink(this);
  chip_.step_control().add_observer(*this);
}

Run::Run(const sc_core::sc_module_name& name, const ChipConfig& chip, const Network& network, const Mapping& mapping,
         models::Timing timing)
    : Run(name, chip, timing) {
  own_program_ = make_program(network, mapping, chip);
  program_ = &*own_program_;
}

void Run::record_causes() {
  causes_ = std::make_unique<models::CauseRecorder>();
  critical_ = std::make_unique<CriticalPathSums>(*causes_, std::string(chip_.name()) + ".");
  causes_->add_observer(*critical_);
  chip_.record_causes(*causes_);
}

std::vector<CriticalUnit> Run::critical_units() const {
  return critical_ == nullptr ? std::vector<CriticalUnit>() : critical_->units();
}

Picoseconds Run::program(const Program& program) {
  program_ = &program;
  load();
  layer_times_ = {};
  return program.image_bytes() * program_byte_ps_;
}

void Run::load() {
  std::vector<std::uint32_t> cores;
  for (const CoreImage& core : program_->image.cores)
    cores.push_back(static_cast<std::uint32_t>(core.core));
  for (const std::uint32_t core : programmed_cores_) {
    if (std::find(cores.begin(), cores.end(), core) == cores.end())
      loader_.clear(core);
  }
  programmed_cores_ = std::move(cores);
  loader_.load(program_->image);
  chip_.clear_multicast_groups();
  for (const std::vector<std::uint32_t>& group : program_->image.multicast_groups)
    chip_.add_multicast_group(group);
  is_loaded_ = true;
  states_are_fresh_ = true;
}

void Run::begin(std::unique_ptr<InputDriver> input) {
  if (!is_loaded_)
    load();
  else if (!states_are_fresh_)
    loader_.load_states(program_->image);
  states_are_fresh_ = false;
  input_ = std::move(input);
  input_->begin(*program_, loader_);
  chip_.start();
  outputs_.clear();
  output_events_.clear();
  steps_.clear();
  counter_.begin(chip_, program_->mapping);
  counts_before_ = chip_counts();
}

void Run::start(std::uint64_t steps) {
  stopped_ = false;
  chip_.step_control().run(steps);
}

bool Run::run(std::uint64_t steps) {
  start(steps);
  sc_core::sc_start();  // until nothing is left to happen
  if (stopped_)
    return false;
  if (chip_.step_control().running())
    throw Deadlock(deadlock_report(chip_));
  return true;
}

RunCounts Run::chip_counts() const {
  RunCounts counts;
  for (const CoreAssignment& assignment : program_->mapping.assignments)
    counts.by_assignment.push_back(counters_of(chip_.core(static_cast<std::uint32_t>(assignment.core))));
  counts.horizontal_hops = chip_.mesh().horizontal_hops();
  counts.vertical_hops = chip_.mesh().vertical_hops();
  return counts;
}

RunCounts Run::counts() const {
  RunCounts counts = chip_counts();
  for (std::size_t index = 0; index < counts.by_assignment.size(); ++index)
    counts.by_assignment[index] = counts.by_assignment[index] - counts_before_.by_assignment[index];
  counts.horizontal_hops -= counts_before_.horizontal_hops;
  counts.vertical_hops -= counts_before_.vertical_hops;
  return counts;
}

// Grows as steps are begun, not when they are asked for: there may be very many.
std::vector<Spike>& Run::output_of(std::uint64_t step) {
  if (step >= outputs_.size())
    outputs_.resize(step + 1);
  return outputs_[step];
}

Picoseconds Run::messages_of_step(std::uint64_t step, std::vector<HostMessage>& messages) {
  return input_->messages_of_step(step, messages);
}

void Run::on_message(std::uint64_t step, Picoseconds time_ps, std::uint32_t axon, std::uint32_t atom,
                     std::int32_t value) {
  const std::int32_t neuron = program_->image.output_neurons[axon][atom];
  output_of(step).push_back({neuron, value});
  if (input_->outputs_have_times())
    output_events_.push_back({time_ps, neuron});
}

void Run::step_ended(std::uint64_t step, Picoseconds begin_ps, Picoseconds end_ps) {
  std::vector<Spike>& output = output_of(step);
  std::stable_sort(output.begin(), output.end(), [](const Spike& a, const Spike& b) { return a.neuron < b.neuron; });
  StepRecord record = counter_.end_step(chip_, program_->mapping, begin_ps, end_ps);
  if (critical_ != nullptr)
    record.critical_ps = critical_->last_step();
  steps_.push_back(record);
  layer_times_.end_step(end_ps);
  if (step_callback_ && !step_callback_()) {
    stopped_ = true;
    sc_core::sc_pause();
  }
}

void Run::layer_began(std::uint32_t layer, std::uint64_t /*step*/, Picoseconds now_ps) {
  layer_times_.begin_layer(layer, now_ps);
}

}  // namespace floorline::platform
