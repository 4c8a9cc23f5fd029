// Networks made for measuring: each keeps one part of a chip busy, the same in every step, and needs no host.
#pragma once

#include <vector>

#include "models/neuron/neuron_program_id.h"
#include "platform/mapping/mapping.h"
#include "platform/network/network.h"

namespace floorline::platform {

struct BenchNetwork {
  Network network;
  Mapping mapping;
};

// Neurons of a program that are updated in every step and never send, as many on each of the cores.
BenchNetwork idle_neurons(models::NeuronProgramId program, const std::vector<int>& cores, int neurons_a_core);

// Neurons that send to the host in every step.
BenchNetwork neurons_that_send_to_host(const std::vector<int>& cores, int neurons_a_core);

// Neurons on the source cores, driven by their own bias, that send in every step; on the target cores neurons that
// receive and never send. A target core reads one row for each message.
struct Broadcast {
  std::vector<int> sources;
  int neurons_a_source = 1;
  std::vector<int> targets;
  int neurons_a_target = 1;  // weights of a row
  int weight_bits = 1;       // 1 to 9
  // Each source core reaches so many target cores, taken in turns; 0: all of them, with dense rows. Only with one
  // neuron a target, whose rows are sparse then.
  int targets_a_source = 0;
};
BenchNetwork broadcast(const Broadcast& wanted);

}  // namespace floorline::platform
