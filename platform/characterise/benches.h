// The benchmarks, by the part of the chip that they keep busy. Each appends the constants that it can find.
#pragma once

#include <vector>

#include "platform/characterise/bench_chip.h"
#include "platform/characterise/measured_constant.h"

namespace floorline::platform {

// What is known so far, in the order in which it was found.
struct Constants {
  std::vector<MeasuredConstant> found;

  void add(MeasuredConstant constant) { found.push_back(std::move(constant)); }
  // nullptr where there is none of this name.
  const MeasuredConstant* find(const std::string& name) const;
  // 0 where there is none, or only a bound.
  double measured_ns(const std::string& name) const;
};

// barrier_base_ns, barrier_further_router_ns, neuron_update_ns.relay
void measure_barrier(BenchChip& chip, Constants& constants);

// neuron_update_ns.<program>, sustained_update_ns.<program> of the other programs; state_word_ns, state_access_ns.
void measure_updates(BenchChip& chip, Constants& constants);

// synop_ns, synapse_word_ns, synapse_access_ns
void measure_synapses(BenchChip& chip, Constants& constants);

// message_ns, activation_ns; message_form_ns, injection_flit_ns as bounds
void measure_sending(BenchChip& chip, Constants& constants);

// host_message_ns, message_decode_ns; ejection_flit_ns as a bound. After measure_synapses.
void measure_receiving(BenchChip& chip, Constants& constants);

// horizontal_flit_ns, vertical_flit_ns, horizontal_hop_ns, vertical_hop_ns; switch_flit_ns as a bound.
void measure_links(BenchChip& chip, Constants& constants);

}  // namespace floorline::platform
