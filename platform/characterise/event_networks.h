// Networks for measuring event-driven chips: the benchmark chooses the events that go in, and the last event that comes
// out says when all is done.
//
// Weights that keep a core busy without making it send are -1, at neurons that do not fall below 0, or 0.
#pragma once

#include <cstdint>
#include <vector>

#include "platform/characterise/bench_network.h"

namespace floorline::platform {

// One core with a dense layer, fed by two input neurons: events of the first one sweep a row of weights and make no
// neuron send; those of the second one sweep a row as long, of which the last weight makes its neuron send.
struct Gate {
  int core = 0;
  int row = 1;  // weights
  std::int32_t weight = 0;
};
inline constexpr std::int32_t quiet_event = 0;
inline constexpr std::int32_t gate_event = 1;
BenchNetwork gate(const Gate& wanted);

// Layers of one neuron, one per core, each of which sends what it gets; one input neuron.
BenchNetwork relay_chain(const std::vector<int>& cores);

// A layer with one column per core. An event of a column makes so many of its neurons send, or none of them; behind the
// weight of each that sends, the event finds `zeros` others. Numbers of both kinds of event for column `index`.
BenchNetwork columns_on(const std::vector<int>& cores, int senders, int zeros = 0);
inline std::int32_t quiet_event_of_column(std::size_t index) {
  return static_cast<std::int32_t>(index);
}
inline std::int32_t firing_event_of_column(std::size_t index, std::size_t columns) {
  return static_cast<std::int32_t>(columns + index);
}

}  // namespace floorline::platform
