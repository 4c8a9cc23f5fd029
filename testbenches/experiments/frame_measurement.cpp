#include "testbenches/experiments/frame_measurement.h"

#include <algorithm>

#include "platform/analysis/energy.h"
#include "platform/evaluate/worker_pool.h"
#include "platform/mapping/make_mapping.h"
#include "platform/network/frame_executor.h"

namespace floorline::testbenches {

namespace {

constexpr double ps_per_ms = 1e9;
constexpr double mj_per_joule = 1e3;

bool equals_reference(const platform::RunReport& report, const FrameCase& wanted) {
  platform::FrameExecutor executor(wanted.workload.network);
  executor.run(wanted.workload.frame);
  const std::vector<std::int32_t>& expected =
      executor.values(static_cast<int>(wanted.workload.network.layers.size()) - 1);
  return platform::output_values(report.record.outputs, expected.size()).front() == expected;
}

FrameMeasurement measure(const FrameCase& wanted) {
  const platform::Network& network = wanted.workload.network;
  const platform::InputSequence frame(network.layers.front().shape, {wanted.workload.frame});
  const platform::RunReport report = platform::evaluate(
      wanted.chip, network, platform::make_mapping(wanted.mapping, network, wanted.chip), {{frame, 1}});
  FrameMeasurement result;
  for (std::size_t layer = 0; layer + 1 < report.layers.size(); ++layer)  // the last entry is the read-out
    result.layer_ms.at(layer) = report.layers[layer].time.mean_ps() / ps_per_ms;
  result.time_ms = static_cast<double>(report.time_ps()) / ps_per_ms;
  result.shares = *report.shares();
  for (const platform::CoreReport& core : report.cores)
    result.max_synops = std::max(result.max_synops, static_cast<double>(core.counters.synops));
  result.synops = static_cast<double>(report.totals.cores.synops);
  result.wasted_synops = static_cast<double>(report.totals.cores.wasted_synops);
  platform::OperationCounts operations;
  operations.cores = report.totals.cores;  // without the hops of messages
  result.dynamic_energy_mj = platform::energy_of(operations, 0, wanted.chip.energy).total() * mj_per_joule;
  result.equals_reference = equals_reference(report, wanted);
  return result;
}

}  // namespace

std::vector<FrameMeasurement> measure_frames(const std::vector<FrameCase>& cases) {
  return platform::map_in_processes<FrameMeasurement>(cases.size(),
                                                      [&](std::size_t index) { return measure(cases[index]); });
}

}  // namespace floorline::testbenches
