// Builds the tables of a neurocore by hand.
#pragma once

#include <cstdint>
#include <cstring>
#include <vector>

#include "models/neurocore/core_tables.h"

namespace floorline::testbenches {

struct CoreProgram {
  models::CoreDescriptor descriptor;
  std::vector<models::AxonEntry> axons;
  std::vector<models::RouteTarget> targets;  // every neuron sends to all of them

  explicit CoreProgram(models::NeuronProgramId program, std::uint32_t neurons) {
    descriptor.program = program;
    descriptor.neuron_count = neurons;
    descriptor.accumulator_offset = 1024;
  }
  std::vector<unsigned char> bytes() const {
    models::CoreDescriptor head = descriptor;
    std::vector<unsigned char> memory(sizeof head);
    const auto append = [&memory](const void* data, std::size_t size) {
      const auto offset = static_cast<std::uint32_t>(memory.size());
      const auto* first = static_cast<const unsigned char*>(data);
      memory.insert(memory.end(), first, first + size);
      return offset;
    };
    const std::vector<std::uint32_t> list_of_neuron(head.neuron_count, 0);
    const models::RouteList list{0, static_cast<std::uint32_t>(targets.size())};
    head.axon_count = static_cast<std::uint32_t>(axons.size());
    head.axon_table_offset = append(axons.data(), axons.size() * sizeof(models::AxonEntry));
    head.route_index_offset = append(list_of_neuron.data(), list_of_neuron.size() * 4);
    head.route_list_count = 1;
    head.route_list_offset = append(&list, sizeof list);
    head.route_target_count = list.count;
    head.route_target_offset = append(targets.data(), targets.size() * sizeof(models::RouteTarget));
    std::memcpy(memory.data(), &head, sizeof head);
    return memory;
  }
};

inline models::AxonEntry identity_axon(std::uint32_t atoms) {
  models::AxonEntry entry;
  entry.atom_count = atoms;
  return entry;
}

inline models::AxonEntry dense_axon(std::uint32_t atoms, std::uint32_t neurons, std::uint32_t first_word = 0) {
  models::AxonEntry entry;
  entry.format = models::SynapseFormat::dense;
  entry.atom_count = atoms;
  entry.weight_bits = 8;
  entry.first_word = first_word;
  entry.row_words = models::synapse_row_words(neurons, 8);
  entry.target.channels = static_cast<std::int32_t>(neurons);
  return entry;
}

}  // namespace floorline::testbenches
