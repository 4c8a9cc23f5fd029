// The benchmarks, by the part of the chip that they keep busy. Each appends the constants that it can find.
#pragma once

#include <vector>

#include "platform/characterise/bench_chip.h"
#include "platform/characterise/measured_constant.h"

namespace floorline::platform {

// What is known so far, in the order in which it was found.
struct Constants {
  std::vector<MeasuredConstant> found;
  std::vector<std::string> left_out;  // one sentence for each constant that this chip hides

  void add(MeasuredConstant constant) { found.push_back(std::move(constant)); }
  // nullptr where there is none of this name.
  const MeasuredConstant* find(const std::string& name) const;
  MeasuredConstant* find(const std::string& name);
  // 0 where there is none, or only a bound.
  double measured_ns(const std::string& name) const;
};

// barrier_base_ns, barrier_further_router_ns, neuron_update_ns.relay, of a time-stepped chip with relay neurons.
void measure_barrier(BenchChip& chip, Constants& constants);

// neuron_update_ns.<program>, sustained_update_ns.<program> of the other programs; state_word_ns, and after
// measure_barrier state_access_ns.
void measure_updates(BenchChip& chip, Constants& constants);

// handover_ns, of a frame-based chip. After measure_updates.
void measure_handover(BenchChip& chip, Constants& constants);

// synop_ns, synapse_word_ns, synapse_access_ns
void measure_synapses(BenchChip& chip, Constants& constants);

// message_ns, activation_ns; message_form_ns, injection_flit_ns as bounds
void measure_sending(BenchChip& chip, Constants& constants);

// host_message_ns, message_decode_ns; ejection_flit_ns as a bound. After measure_synapses.
void measure_receiving(BenchChip& chip, Constants& constants);

// horizontal_flit_ns, vertical_flit_ns, horizontal_hop_ns, vertical_hop_ns; switch_flit_ns as a bound.
void measure_links(BenchChip& chip, Constants& constants);

// Where a router may be as slow as the sender of a message, message_ns may be the router's, and activation_ns is only
// bounded. After measure_sending and measure_links.
void doubt_sending(const ChipStructure& chip, Constants& constants);

}  // namespace floorline::platform
