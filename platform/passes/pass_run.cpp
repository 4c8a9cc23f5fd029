#include "platform/passes/pass_run.h"

#include <set>
#include <string>
#include <utility>

#include "platform/run/core_counters.h"

namespace floorline::platform {
namespace {

std::uint64_t bytes_of(const ChipImage& image) {
  std::uint64_t bytes = 0;
  for (const CoreImage& core : image.cores)
    bytes += core.table_memory.size() + core.synapse_memory.size() + core.neuron_memory.size();
  return bytes;
}

}  // namespace

PassRun::PassRun(const sc_core::sc_module_name& name, const ChipConfig& chip, const std::vector<Pass>& passes,
                 models::Timing timing)
    : sc_module(name),
      passes_(passes),
      program_byte_ps_(chip.program_byte_ps),
      chip_("chip", chip, timing),
      loader_("loader") {
  loader_.socket.bind(chip_.host().cpu);
  chip_.host().set_source(this);
  chip_.host().set_sink(this);
  chip_.step_control().add_observer(*this);
}

void PassRun::record_causes() {
  causes_ = std::make_unique<models::CauseRecorder>();
  critical_ = std::make_unique<CriticalPathSums>(*causes_, std::string(chip_.name()) + ".");
  causes_->add_observer(*critical_);
  chip_.record_causes(*causes_);
}

Picoseconds PassRun::program(std::size_t pass) {
  std::set<int> unused;
  if (pass_ != nullptr) {
    for (const CoreImage& core : pass_->image.cores)
      unused.insert(core.core);
  }
  pass_ = &passes_.at(pass);
  for (const CoreImage& core : pass_->image.cores)
    unused.erase(core.core);
  for (const int core : unused)
    loader_.clear(static_cast<std::uint32_t>(core));
  loader_.load(pass_->image);
  chip_.clear_multicast_groups();
  for (const std::vector<std::uint32_t>& group : pass_->image.multicast_groups)
    chip_.add_multicast_group(group);
  record_ = PassRecord();
  record_.programmed_bytes = bytes_of(pass_->image);
  record_.program_ps = record_.programmed_bytes * program_byte_ps_;
  return record_.program_ps;
}

void PassRun::begin(FrameValues frames) {
  frames_ = std::move(frames);
  const auto outputs = static_cast<std::size_t>(pass_->network.layers.back().shape.neuron_count());
  results_.assign(frames_.size(), std::vector<std::int32_t>(outputs, 0));
  chip_.start();
  counter_.begin(chip_, pass_->mapping);
  counters_before_ = counters();
  horizontal_hops_before_ = chip_.mesh().horizontal_hops();
  vertical_hops_before_ = chip_.mesh().vertical_hops();
}

PassRecord PassRun::end() {
  const std::vector<CoreCounters> now = counters();
  for (std::size_t index = 0; index < now.size(); ++index)
    record_.by_assignment.push_back(now[index] - counters_before_[index]);
  record_.horizontal_hops = chip_.mesh().horizontal_hops() - horizontal_hops_before_;
  record_.vertical_hops = chip_.mesh().vertical_hops() - vertical_hops_before_;
  return std::move(record_);
}

std::vector<CoreCounters> PassRun::counters() const {
  std::vector<CoreCounters> all;
  for (const CoreAssignment& assignment : pass_->mapping.assignments)
    all.push_back(counters_of(chip_.core(static_cast<std::uint32_t>(assignment.core))));
  return all;
}

void PassRun::messages_of_step(std::uint64_t step, std::vector<models::HostMessage>& messages) {
  const HostRoutes& routes = pass_->image.host_routes;
  const std::vector<std::int32_t>& values = frames_.at(step);
  for (std::size_t neuron = 0; neuron < values.size(); ++neuron) {
    if (values[neuron] == 0)
      continue;
    for (std::uint32_t i = routes.first[neuron]; i < routes.first[neuron + 1]; ++i)
      messages.push_back({routes.addresses[i], values[neuron]});
  }
}

// A window that adds up its neurons sends a message for each.
void PassRun::on_message(std::uint64_t step, Picoseconds /*time_ps*/, std::uint32_t axon, std::uint32_t atom,
                         std::int32_t value) {
  results_.at(step)[static_cast<std::size_t>(pass_->image.output_neurons[axon][atom])] += value;
}

void PassRun::step_ended(std::uint64_t step, Picoseconds begin_ps, Picoseconds end_ps) {
  record_.steps.push_back(counter_.end_step(chip_, pass_->mapping, begin_ps, end_ps));
  if (critical_ != nullptr)
    record_.steps.back().critical_ps = critical_->last_step();
  static_cast<models::StepObserver&>(record_.layer_times).step_ended(step, begin_ps, end_ps);
}

void PassRun::layer_began(std::uint32_t layer, std::uint64_t step, Picoseconds now_ps) {
  static_cast<models::StepObserver&>(record_.layer_times).layer_began(layer, step, now_ps);
}

}  // namespace floorline::platform
