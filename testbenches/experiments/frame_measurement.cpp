#include "testbenches/experiments/frame_measurement.h"

#include <algorithm>
#include <stdexcept>

#include "platform/analysis/energy.h"
#include "platform/mapping/make_mapping.h"
#include "platform/mapping/placement.h"
#include "platform/mapping/strategies.h"
#include "platform/network/frame_executor.h"
#include "platform/run/chip_run.h"
#include "platform/run/core_counters.h"
#include "platform/run/layer_times.h"
#include "testbenches/experiments/worker_processes.h"

namespace floorline::testbenches {

namespace {

constexpr double ps_per_ms = 1e9;
constexpr double mj_per_joule = 1e3;
constexpr models::Picoseconds run_ahead_ps = 1'000'000'000'000;

bool equals_reference(const platform::ChipRun& run, const FrameCase& wanted) {
  platform::FrameExecutor executor(wanted.workload.network);
  executor.run(wanted.workload.frame);
  const std::vector<std::int32_t>& expected =
      executor.values(static_cast<int>(wanted.workload.network.layers.size()) - 1);
  std::vector<std::int32_t> values(expected.size(), 0);
  for (const platform::Spike& spike : run.outputs().front())
    values[static_cast<std::size_t>(spike.neuron)] = spike.value;
  return values == expected;
}

FrameMeasurement measure(const FrameCase& wanted) {
  const platform::Network& network = wanted.workload.network;
  platform::ChipRun run("run", wanted.chip, network, platform::make_mapping(wanted.mapping, network, wanted.chip),
                        models::Timing::approximately_timed);
  run.record_causes();
  FrameMeasurement result;
  platform::LayerTimes layers;
  run.chip().step_control().add_observer(layers);
  run.chip().calendar().set_run_ahead(run_ahead_ps);
  sc_core::sc_start(sc_core::SC_ZERO_TIME);
  run.begin({network.layers.front().shape, {wanted.workload.frame}});
  run.run(1);
  sc_core::sc_start();
  if (run.steps().size() != 1)
    throw std::runtime_error("the chip stood still");

  for (std::size_t layer = 0; layer < layers.layers().size(); ++layer)
    result.layer_ms.at(layer) = layers.layers()[layer].mean_ps() / ps_per_ms;
  const platform::StepRecord& frame = run.steps().front();
  result.time_ms = static_cast<double>(frame.end_ps - frame.begin_ps) / ps_per_ms;
  for (std::size_t label = 0; label < result.shares.size(); ++label)
    result.shares[label] =
        static_cast<double>(frame.critical_ps[label]) / static_cast<double>(frame.end_ps - frame.begin_ps);
  platform::OperationCounts counts;
  for (const platform::CoreAssignment& assignment : run.mapping().assignments) {
    const platform::CoreCounters core =
        platform::counters_of(run.chip().core(static_cast<std::uint32_t>(assignment.core)));
    counts.cores.synops += core.synops;
    counts.cores.vain_synops += core.vain_synops;
    counts.cores.activations += core.activations;
    counts.cores.spikes += core.spikes;
    counts.cores.messages_out += core.messages_out;
    result.max_synops = std::max(result.max_synops, static_cast<double>(core.synops));
  }
  result.synops = static_cast<double>(counts.cores.synops);
  result.vain_synops = static_cast<double>(counts.cores.vain_synops);
  const platform::EnergyReport energy = platform::energy_of(counts, 0, wanted.chip.energy);
  result.dynamic_energy_mj = energy.total() * mj_per_joule;
  result.equals_reference = equals_reference(run, wanted);
  return result;
}

}  // namespace

std::vector<FrameMeasurement> measure_frames(const std::vector<FrameCase>& cases) {
  return map_in_processes<FrameMeasurement>(cases.size(), [&](std::size_t index) { return measure(cases[index]); });
}

}  // namespace floorline::testbenches
