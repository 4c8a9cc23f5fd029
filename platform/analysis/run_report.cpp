#include "platform/analysis/run_report.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

#include "models/neuron/neuron_program_id.h"
#include "platform/run/core_counters.h"

namespace floorline::platform {
namespace {

constexpr double ps_per_ns = 1000.0;

double ratio(double part, double whole) {
  return whole > 0 ? part / whole : 0;
}

double duration_ns(const StepRecord& step) {
  return static_cast<double>(step.end_ps - step.begin_ps) / ps_per_ns;
}

template <typename Field>
double mean_per_step(const std::vector<StepRecord>& steps, Field StepRecord::*field) {
  double sum = 0;
  for (const StepRecord& step : steps) {
    sum += static_cast<double>(step.*field);
  }
  return ratio(sum, static_cast<double>(steps.size()));
}

LostMessages lost_messages(const Chip& chip) {
  LostMessages lost{chip.host().injector().sender().counters().refused, 0};
  for (std::uint32_t core = 0; core < chip.core_count(); ++core) {
    const CoreCounters counters = counters_of(chip.core(core));
    lost.refused += counters.messages_refused;
    lost.dropped += counters.messages_dropped;
  }
  return lost;
}

CoreReport core_report(const Run& run, const CoreAssignment& assignment) {
  const models::Mesh& mesh = run.chip().mesh();
  const auto core = static_cast<std::uint32_t>(assignment.core);
  const std::uint32_t router = mesh.router_of(core);
  CoreReport report;
  report.core = assignment.core;
  report.column = static_cast<int>(router % mesh.config().columns);
  report.row = static_cast<int>(router / mesh.config().columns);
  report.layer = assignment.layer;
  report.layer_name = run.network().layers[static_cast<std::size_t>(assignment.layer)].name;
  report.neurons = assignment.box.neuron_count();
  report.counters = counters_of(run.chip().core(core));
  const models::NeuronProgramId program = run.chip().core(core).descriptor().program;
  report.program = models::neuron_program_names[static_cast<std::size_t>(program)];
  report.states = stage_times(run.chip().core(core));
  report.synapse_bank = synapse_bank_waits(run.chip(), core);
  report.neuron_bank = neuron_bank_waits(run.chip(), core);
  return report;
}

// How long steps waited for each stage, from the names that stages have on critical paths.
void add_critical_times(std::vector<CoreReport>& cores, const std::vector<CriticalUnit>& units) {
  std::map<std::string, Picoseconds> times_ps;
  for (const CriticalUnit& unit : units)
    times_ps[unit.name] = unit.time_ps;
  for (CoreReport& core : cores) {
    for (std::size_t stage = 0; stage < stage_count; ++stage) {
      const auto found = times_ps.find("core_" + std::to_string(core.core) + "." + stage_names[stage]);
      core.critical_ps[stage] = found == times_ps.end() ? 0 : found->second;
    }
  }
}

}  // namespace

std::uint64_t Classification::correct() const {
  return static_cast<std::uint64_t>(
      std::count_if(answers.begin(), answers.end(), [](const Answer& a) { return a.label == a.prediction; }));
}

std::uint64_t Classification::correct(const std::vector<int>& predictions) const {
  std::uint64_t count = 0;
  for (std::size_t image = 0; image < answers.size(); ++image)
    count += answers[image].label == predictions[image] ? 1 : 0;
  return count;
}

double Classification::accuracy() const {
  return ratio(static_cast<double>(correct()), static_cast<double>(answers.size()));
}

double Classification::accuracy(const std::vector<int>& predictions) const {
  return ratio(static_cast<double>(correct(predictions)), static_cast<double>(answers.size()));
}

void RunRecord::append(const Run& run) {
  steps.insert(steps.end(), run.steps().begin(), run.steps().end());
  outputs.insert(outputs.end(), run.outputs().begin(), run.outputs().end());
  output_events.insert(output_events.end(), run.output_events().begin(), run.output_events().end());
}

Picoseconds RunReport::time_ps() const {
  Picoseconds sum_ps = 0;
  for (const StepRecord& step : record.steps) {
    sum_ps += step.end_ps - step.begin_ps;
  }
  return sum_ps;
}

Picoseconds RunReport::elapsed_ps() const {
  return record.steps.empty() ? 0 : record.steps.back().end_ps;
}

std::optional<std::array<double, models::time_label_count>> RunReport::shares() const {
  CriticalTimes sum_ps{};
  for (const StepRecord& step : record.steps) {
    for (std::size_t label = 0; label < sum_ps.size(); ++label)
      sum_ps[label] += step.critical_ps[label];
  }
  const Picoseconds total_ps = std::accumulate(sum_ps.begin(), sum_ps.end(), Picoseconds{0});
  if (total_ps == 0)
    return std::nullopt;
  std::array<double, models::time_label_count> shares{};
  for (std::size_t label = 0; label < sum_ps.size(); ++label)
    shares[label] = ratio(static_cast<double>(sum_ps[label]), static_cast<double>(total_ps));
  return shares;
}

models::TimeLabel RunReport::bottleneck() const {
  const std::array<double, models::time_label_count> shares = this->shares().value();
  return static_cast<models::TimeLabel>(std::max_element(shares.begin(), shares.end()) - shares.begin());
}

double RunReport::time_per_step_ns() const {
  return ratio(static_cast<double>(time_ps()) / ps_per_ns, static_cast<double>(record.steps.size()));
}

double RunReport::max_synops_per_core() const {
  return mean_per_step(record.steps, &StepRecord::max_synops);
}

double RunReport::max_effective_synops_per_core() const {
  return mean_per_step(record.steps, &StepRecord::max_effective_synops);
}

double RunReport::floorline_synops() const {
  return floorline && floorline->skips_zeros ? max_effective_synops_per_core() : max_synops_per_core();
}

double RunReport::max_neuron_updates_per_core() const {
  return mean_per_step(record.steps, &StepRecord::max_neuron_updates);
}

double RunReport::max_messages_per_core() const {
  return mean_per_step(record.steps, &StepRecord::max_messages);
}

double RunReport::mean_synops_per_core() const {
  return ratio(mean_per_step(record.steps, &StepRecord::total_synops), static_cast<double>(cores.size()));
}

double RunReport::min_time_ns() const {
  double shortest = record.steps.empty() ? 0 : duration_ns(record.steps.front());
  for (const StepRecord& step : record.steps) {
    shortest = std::min(shortest, duration_ns(step));
  }
  return shortest;
}

double RunReport::max_time_ns() const {
  double longest = 0;
  for (const StepRecord& step : record.steps) {
    longest = std::max(longest, duration_ns(step));
  }
  return longest;
}

double RunReport::activation_sparsity() const {
  const CoreCounters& sum = totals.cores;
  return 1 - ratio(static_cast<double>(sum.spikes), static_cast<double>(sum.neuron_updates));
}

const CoreReport* RunReport::busiest_core() const {
  const auto found = std::max_element(cores.begin(), cores.end(), [](const CoreReport& a, const CoreReport& b) {
    return a.counters.synops < b.counters.synops;
  });
  return found == cores.end() ? nullptr : &*found;
}

RunReport make_run_report(const Run& run, RunRecord record, const SimulationCost& cost) {
  RunReport report;
  const Chip& chip = run.chip();
  report.chip = chip.config().name;
  report.network = run.network().name;
  report.mapping = run.mapping().name;
  report.timing = chip.timing();
  report.output_model = run.network().layers.back().neuron.model;
  report.record = std::move(record);
  std::vector<std::uint32_t> cores;
  for (const CoreAssignment& assignment : run.mapping().assignments) {
    cores.push_back(static_cast<std::uint32_t>(assignment.core));
    report.cores.push_back(core_report(run, assignment));
    report.totals.cores += report.cores.back().counters;
  }
  report.totals.horizontal_hops = chip.mesh().horizontal_hops();
  report.totals.vertical_hops = chip.mesh().vertical_hops();
  report.host_messages_sent = chip.host().injector().sender().counters().messages;
  report.host_messages_received = chip.host().receiver().counters().messages_received;
  report.host_messages_refused = chip.host().injector().sender().counters().refused;
  report.mean_input_delay_ns = ratio(static_cast<double>(chip.host().injector().counters().delays_ps) / ps_per_ns,
                                     static_cast<double>(report.host_messages_sent));
  report.longest_input_delay_ns = static_cast<double>(chip.host().injector().counters().longest_delay_ps) / ps_per_ns;
  report.lost = lost_messages(chip);
  report.connection_sparsity = run.network().connection_sparsity();
  report.energy = energy_of(report.totals, report.time_ps(), chip.config().energy);
  report.critical_units = run.critical_units();
  add_critical_times(report.cores, report.critical_units);
  report.host_inject = chip.host().injector().sender().ledger().times();
  report.host_receive = chip.host().receiver().ledger().times();
  report.banks = bank_reports(chip, cores, report.elapsed_ps());
  report.mesh = {chip.config().noc.columns, chip.config().noc.rows, chip.config().noc.cores_per_router};
  report.ports = port_reports(chip, report.elapsed_ps());
  std::vector<LayerPart> parts;
  for (const CoreReport& core : report.cores)
    parts.push_back({core.layer, static_cast<std::uint64_t>(core.neurons), core.counters});
  report.layers = layer_reports(run.network(), run.mapping().host_holds_input ? 1 : 0, parts, run.layer_times());
  report.cost = cost;
  return report;
}

}  // namespace floorline::platform
