// The benchmarks of an event-driven chip, from the times at which events come out of it. Each appends the constants
// that it can find.
//
// Such a chip has no step whose time could be read. All that shows is what delays the last event, and by how much.
#pragma once

#include <string>
#include <vector>

#include "platform/characterise/bench_chip.h"
#include "platform/characterise/benches.h"
#include "platform/characterise/event_networks.h"

namespace floorline::platform {

// Cores of the first router: benchmarks with several cores keep to them, so that no link between routers is in between.
std::vector<int> cores_of_one_router(const ChipStructure& chip);

// When the last event comes out of a gate that gets so many quiet events and then the one that passes.
double gate_ns(BenchChip& chip, const Gate& wanted, int quiet_events);

// synop_ns.core_N and zero_synop_ns.core_N, for every core: cores may differ.
void measure_event_synops(BenchChip& chip, Constants& constants);
inline constexpr const char* core_synop_prefix = "synop_ns.core_";
inline std::string synop_name(int core) {
  return core_synop_prefix + std::to_string(core);
}
inline std::string zero_synop_name(int core) {
  return "zero_synop_ns.core_" + std::to_string(core);
}
// The one of those cores whose synop takes least, or most.
int fastest_core(const std::vector<int>& cores, const Constants& constants);
int slowest_core(const std::vector<int>& cores, const Constants& constants);

// core_latency_ns, pads_ns, pad_to_pad_ns. After measure_event_synops.
void measure_event_latencies(BenchChip& chip, Constants& constants);

// host_event_ns, host_message_ns, spike_ns, message_decode_ns; message_form_ns and times of flits as bounds. After
// measure_event_synops.
void measure_event_rates(BenchChip& chip, Constants& constants);

}  // namespace floorline::platform
