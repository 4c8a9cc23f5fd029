// Networks made for measuring: each keeps one part of a chip busy, the same in every step, and needs no host.
#pragma once

#include <vector>

#include "models/neuron/neuron_program_id.h"
#include "platform/characterise/chip_structure.h"
#include "platform/mapping/mapping.h"
#include "platform/network/network.h"

namespace floorline::platform {

struct BenchNetwork {
  Network network;
  Mapping mapping;
};

// Neurons of a program that are updated in every step and never send, as many on each of the cores.
BenchNetwork idle_neurons(models::NeuronProgramId program, const std::vector<int>& cores, int neurons_per_core);

// Layers of such neurons, one per core, each fed by the one before. Not for programs that take input only.
BenchNetwork idle_layers(models::NeuronProgramId program, const std::vector<int>& cores, int neurons_per_core);

// Neurons that send to the host in every step. Like all that follow, of the program that the chip has for it
// (ChipStructure::bench_program, which must be there).
BenchNetwork neurons_that_send_to_host(const ChipStructure& chip, const std::vector<int>& cores, int neurons_per_core);

// Neurons on the source cores, driven by their own bias, that send in every step; on the target cores neurons that
// receive and never send. A target core reads one row for each message.
struct Source {
  int core = 0;
  int neurons = 1;
};
struct Broadcast {
  std::vector<Source> sources;
  std::vector<int> targets;
  int neurons_per_target = 1;  // weights of a row
  int weight_bits = 1;         // 1 to 9
  // Each source neuron reaches so many target cores, in turns, so that each target gets as many messages as any other
  // and no two sources send to the same one at the same time; 0: all of them, with dense rows. Only with one neuron a
  // target, whose rows are sparse then.
  int targets_per_neuron = 0;
};
BenchNetwork broadcast(const ChipStructure& chip, const Broadcast& wanted);

// As many neurons on each of the cores.
std::vector<Source> sources_on(const std::vector<int>& cores, int neurons);

}  // namespace floorline::platform
