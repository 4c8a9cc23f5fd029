#include "platform/characterise/characterise.h"

#include <fmt/core.h>

#include <utility>

#include "platform/base/error.h"
#include "platform/characterise/event_benches.h"
#include "platform/characterise/event_floorline.h"
#include "platform/characterise/floorline_bench.h"

namespace floorline::platform {

const MeasuredConstant* Constants::find(const std::string& name) const {
  for (const MeasuredConstant& constant : found) {
    if (constant.name == name)
      return &constant;
  }
  return nullptr;
}

MeasuredConstant* Constants::find(const std::string& name) {
  return const_cast<MeasuredConstant*>(std::as_const(*this).find(name));
}

double Constants::measured_ns(const std::string& name) const {
  const MeasuredConstant* constant = find(name);
  return constant != nullptr && constant->finding == Finding::measured ? constant->value_ns : 0;
}

namespace {

// What the benchmarks need at least.
void check_room(const BenchChip& chip) {
  constexpr std::uint32_t neurons = 128;
  constexpr std::uint32_t synapse_words = 1536;
  const ChipStructure& structure = chip.structure();
  if (!structure.bench_program())
    throw UserError(fmt::format(
        "chip {} has neither lif (with lif_input) nor bounded_relu; the benchmarks need one of these neuron programs",
        chip.chip_name()));
  if (structure.core_count() < 2)
    throw UserError(fmt::format("chip {} has one core; the benchmarks need two to measure messages", chip.chip_name()));
  if (structure.neurons_per_core < neurons || structure.synapse_words_per_core < synapse_words)
    throw UserError(fmt::format(
        "chip {} has room for {} neurons and {} synapse words per core; the benchmarks need {} and {}",
        chip.chip_name(), structure.neurons_per_core, structure.synapse_words_per_core, neurons, synapse_words));
}

void check_event_room(const BenchChip& chip) {
  constexpr int cores = 4;  // what a line goes through
  const ChipStructure& structure = chip.structure();
  if (!structure.has(models::NeuronProgramId::integrate_fire))
    throw UserError(
        fmt::format("chip {} is event-driven but has no neuron program integrate_fire, which the benchmarks need",
                    chip.chip_name()));
  if (structure.cores_per_router < cores)
    throw UserError(fmt::format("chip {} has {} cores per router; the benchmarks of an event-driven chip need {}",
                                chip.chip_name(), structure.cores_per_router, cores));
}

void measure_events(BenchChip& chip, Characterisation& result) {
  check_event_room(chip);
  result.measured = "times of events in";
  measure_event_synops(chip, result.constants);
  measure_event_latencies(chip, result.constants);
  measure_event_rates(chip, result.constants);
  measure_event_floorline(chip, result);
}

// What is measured alike on all chips that have steps, after the update of neurons.
void measure_synapses_and_messages(BenchChip& chip, Characterisation& result) {
  measure_synapses(chip, result.constants);
  measure_sending(chip, result.constants);
  measure_receiving(chip, result.constants);
  measure_links(chip, result.constants);
  doubt_sending(chip.structure(), result.constants);
  measure_floorline(chip, result);
}

void measure_timesteps(BenchChip& chip, Characterisation& result) {
  check_room(chip);
  if (chip.structure().has(models::NeuronProgramId::relay))
    measure_barrier(chip, result.constants);
  else
    result.constants.left_out.emplace_back(
        "The barrier: without relay neurons, which have no states, it cannot be told from the fetch of states.");
  measure_updates(chip, result.constants);
  measure_synapses_and_messages(chip, result);
}

void measure_frames(BenchChip& chip, Characterisation& result) {
  check_room(chip);
  measure_updates(chip, result.constants);
  measure_handover(chip, result.constants);
  measure_synapses_and_messages(chip, result);
}

}  // namespace

Characterisation characterise(BenchChip& chip) {
  Characterisation result;
  result.chip = chip.chip_name();
  result.timing = chip.timing();
  result.structure = chip.structure();
  switch (chip.structure().execution_model) {
    case ExecutionModel::time_stepped:
      measure_timesteps(chip, result);
      break;
    case ExecutionModel::frame_based:
      measure_frames(chip, result);
      break;
    case ExecutionModel::event_driven:
      measure_events(chip, result);
      break;
  }
  result.runs = chip.runs();
  return result;
}

}  // namespace floorline::platform
