// The way of a single event: through more and more cores, one after the other, with one synop in each.
#include <fmt/core.h>

#include <algorithm>

#include "platform/characterise/event_benches.h"
#include "platform/characterise/sweep.h"

namespace floorline::platform {

namespace {

// What is left without the synops.
Sweep over_cores(BenchChip& chip, const std::vector<int>& cores, const Constants& constants) {
  std::vector<int> counts;
  for (int count = 1; count <= static_cast<int>(cores.size()); ++count)
    counts.push_back(count);
  return sweep(counts, [&](int count) {
    const std::vector<int> chain(cores.begin(), cores.begin() + count);
    double time_ns = chip.output_times_ns(relay_chain(chain), {0}).back();
    for (const int core : chain)
      time_ns -= constants.find(synop_name(core))->value_ns;
    return time_ns;
  });
}

}  // namespace

void measure_event_latencies(BenchChip& chip, Constants& constants) {
  std::vector<int> cores = cores_of_one_router(chip.structure());
  const Sweep forward = over_cores(chip, cores, constants);
  std::reverse(cores.begin(), cores.end());
  const Sweep backward = over_cores(chip, cores, constants);

  MeasuredConstant latency = slope_of(forward);
  latency.name = "core_latency_ns";
  latency.what = "an event from one core to the next without synops: sent, routed, decoded";
  latency.how = fmt::format(
      "one event through 1 to {} cores with one synop each, which is taken off; control: the cores in the other order",
      cores.size());
  latency.x_title = "cores on the way";
  latency.y_title = "time until the event comes out, without synops";
  check(latency, backward.fit.slope, forward.points.back().y / forward.points.back().x);
  constants.add(latency);

  MeasuredConstant pads = intercept_of(forward);
  pads.name = "pads_ns";
  pads.what = "both pads, both sides of the host's port, and the way of one message through the router";
  pads.how = "as core_latency_ns, extrapolated to no cores";
  pads.x_title = latency.x_title;
  pads.y_title = latency.y_title;
  check(pads, backward.fit.intercept, forward.points.front().y);
  constants.add(pads);

  const int fastest = fastest_core(cores, constants);
  MeasuredConstant whole;
  whole.name = "pad_to_pad_ns";
  whole.what = "one event from pad to pad, with one synop";
  whole.how =
      fmt::format("one event through core {}, which has the fastest synops; control: the sum of its parts", fastest);
  whole.value_ns = chip.output_times_ns(relay_chain({fastest}), {0}).back();
  whole.r2 = 1;
  whole.x_title = "cores on the way";
  whole.y_title = "time until the event comes out";
  whole.points = {{1, whole.value_ns}};
  whole.points_used = 1;
  check(whole, pads.value_ns + latency.value_ns + constants.find(synop_name(fastest))->value_ns, whole.value_ns);
  constants.add(whole);
}

}  // namespace floorline::platform
