#include "testbenches/experiments/measurement.h"

#include <algorithm>
#include <set>

#include "platform/evaluate/worker_pool.h"

namespace floorline::testbenches {

namespace {

constexpr std::uint64_t warm_up_steps = 2;
constexpr std::uint64_t measured_steps = 2;
constexpr double steps = warm_up_steps + measured_steps;
constexpr double ps_per_ns = 1000;

double a_step(std::uint64_t count) {
  return static_cast<double>(count) / steps;
}

void count_cores(const platform::Chip& chip, StepLoads& loads) {
  std::set<std::uint32_t> routers;
  double cores = 0, spikes = 0;
  for (std::uint32_t index = 0; index < chip.core_count(); ++index) {
    const models::Neurocore& core = chip.core(index);
    if (!core.in_use())
      continue;
    ++cores;
    routers.insert(chip.mesh().router_of(index));
    const models::SynapseStage::Counters& synapses = core.synapse_stage().counters();
    const double updates = a_step(core.neuron_stage().counters().updates);
    const double messages = a_step(core.output_stage().sender().counters().messages);
    const models::MemoryBank& bank = chip.synapse_bank_of(index);
    const std::uint64_t words = bank.counters(index % bank.requester_count()).words;
    if (a_step(synapses.synops) > loads.max_synops) {
      loads.max_synops = a_step(synapses.synops);
      loads.busiest_rows = a_step(synapses.rows);
      loads.busiest_words = a_step(words);
    }
    loads.max_updates = std::max(loads.max_updates, updates);
    loads.max_messages_out = std::max(loads.max_messages_out, messages);
    loads.max_messages_in = std::max(loads.max_messages_in, a_step(synapses.messages));
    loads.max_synapse_words = std::max(loads.max_synapse_words, a_step(words));
    loads.total_synops += a_step(synapses.synops);
    loads.total_updates += updates;
    loads.total_messages += messages;
    spikes += a_step(core.output_stage().counters().activations);
  }
  loads.activation_sparsity = loads.total_updates > 0 ? 1 - spikes / loads.total_updates : 0;
  loads.routers = static_cast<double>(routers.size());
  loads.mean_synops = cores > 0 ? loads.total_synops / cores : 0;
}

void count_links(const models::Mesh& mesh, StepLoads& loads) {
  for (std::uint32_t index = 0; index < mesh.router_count(); ++index) {
    const models::Router& router = mesh.router(index);
    for (const auto direction :
         {models::Direction::east, models::Direction::west, models::Direction::north, models::Direction::south}) {
      if (!mesh.has_neighbour(mesh.position(index), direction))
        continue;
      const bool horizontal = direction == models::Direction::east || direction == models::Direction::west;
      double& most = horizontal ? loads.max_horizontal_flits : loads.max_vertical_flits;
      const std::uint32_t first = mesh.port_to(index, direction);
      for (std::uint32_t fabric = 0; fabric < mesh.config().fabrics; ++fabric)
        most = std::max(most, a_step(router.link(first + fabric).flits()));
    }
  }
}

}  // namespace

models::TimeLabel Measurement::bottleneck() const {
  return static_cast<models::TimeLabel>(std::max_element(shares.begin(), shares.end()) - shares.begin());
}

namespace {

// Of a run that has just ended: the steps after the warm-up.
Measurement measurement_of(const platform::Run& run) {
  Measurement result;
  double critical_ps = 0;
  for (std::size_t index = warm_up_steps; index < run.steps().size(); ++index) {
    const platform::StepRecord& step = run.steps()[index];
    result.step_ns += static_cast<double>(step.end_ps - step.begin_ps) / ps_per_ns / measured_steps;
    for (std::size_t label = 0; label < result.shares.size(); ++label) {
      result.shares[label] += static_cast<double>(step.critical_ps[label]);
      critical_ps += static_cast<double>(step.critical_ps[label]);
    }
  }
  for (double& share : result.shares)
    share /= critical_ps;
  count_cores(run.chip(), result.loads);
  count_links(run.chip().mesh(), result.loads);
  return result;
}

platform::InputSequence no_input(const platform::Network& network) {
  return {network.layers.front().shape, {}};
}

}  // namespace

MeasuredRun::MeasuredRun(const std::string& name, const Case& wanted)
    : run_(name.c_str(), wanted.chip, wanted.bench.network, wanted.bench.mapping, wanted.timing) {
  run_.record_causes();
  run_.chip().calendar().set_run_ahead(platform::Run::usual_run_ahead_ps);
}

Measurement MeasuredRun::measure() {
  run_.begin(no_input(run_.network()));
  run_.run(warm_up_steps + measured_steps);
  return measurement_of(run_);
}

Measurement measure(const Case& wanted) {
  Measurement result;
  platform::EvaluationOptions options;
  options.timing = wanted.timing;
  options.on_finished = [&result](const platform::Run& run) { result = measurement_of(run); };
  platform::evaluate(wanted.chip, wanted.bench.network, wanted.bench.mapping,
                     {{no_input(wanted.bench.network), warm_up_steps + measured_steps}}, options);
  return result;
}

std::vector<Measurement> measure_all(const std::vector<Case>& cases) {
  return platform::map_in_processes<Measurement>(cases.size(),
                                                 [&](std::size_t index) { return measure(cases[index]); });
}

}  // namespace floorline::testbenches
