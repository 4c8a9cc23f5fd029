// What a benchmark must know of a chip: its units and their sizes, and no times.
//
// The benchmarks see this and not the ChipConfig, so that none of them can look up what it is to measure.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "models/message/address_map.h"
#include "models/neuron/neuron_program.h"
#include "models/synapse/synapse_format.h"
#include "platform/chip/chip_config.h"

namespace floorline::platform {

inline constexpr int neurons_per_row = 16;  // whose states are fetched at a time

struct ChipStructure {
  int columns = 0;  // of routers; of the first chip, where several stand side by side
  int rows = 0;
  int cores_per_router = 0;
  int columns_of_mesh = 0;  // of all chips, for numbering
  models::Routing routing = models::Routing::xy;
  int flit_bytes = 4;
  int flits_per_message = 1;
  int links_per_direction = 1;  // side by side between two routers (fabrics)
  std::uint32_t synapse_word_bytes = 8;
  std::uint32_t state_word_bytes = 8;
  std::uint32_t neurons_per_core = 0;        // limit
  std::uint32_t synapse_words_per_core = 0;  // limit, words of 64 bits
  std::array<bool, models::neuron_program_count> has_program{};
  ExecutionModel execution_model = ExecutionModel::time_stepped;

  bool has(models::NeuronProgramId program) const { return has_program[static_cast<std::size_t>(program)]; }
  // What the benchmarks send and receive with; none if the chip has neither.
  std::optional<models::NeuronProgramId> bench_program() const {
    if (has(models::NeuronProgramId::lif) && has(models::NeuronProgramId::lif_input))
      return models::NeuronProgramId::lif;
    if (has(models::NeuronProgramId::bounded_relu))
      return models::NeuronProgramId::bounded_relu;
    return std::nullopt;
  }
  int state_words_per_row(models::NeuronProgramId program) const {
    const auto bytes = static_cast<std::uint32_t>(models::neuron_state_fields(program)) * neurons_per_row * 4;
    return static_cast<int>((bytes + state_word_bytes - 1) / state_word_bytes);
  }
  int core_count() const { return columns * rows * cores_per_router; }
  // Core number `index` at the router.
  int core_at(int column, int row, int index) const {
    return (row * columns_of_mesh + column) * cores_per_router + index;
  }
};

inline ChipStructure structure_of(const ChipConfig& chip) {
  const models::NocConfig& noc = chip.noc;
  const auto of_first_chip = [](std::uint32_t all, std::uint32_t one_chip) {
    return static_cast<int>(one_chip == 0 ? all : std::min(all, one_chip));
  };
  ChipStructure structure;
  structure.columns = of_first_chip(noc.columns, noc.chip_columns);
  structure.rows = of_first_chip(noc.rows, noc.chip_rows);
  structure.cores_per_router = static_cast<int>(noc.cores_per_router);
  structure.columns_of_mesh = static_cast<int>(noc.columns);
  structure.routing = noc.routing;
  structure.flit_bytes = static_cast<int>(noc.flit_bytes);
  structure.flits_per_message = static_cast<int>(models::flit_count(models::spike_bytes, noc.flit_bytes));
  structure.links_per_direction = static_cast<int>(noc.fabrics);
  structure.synapse_word_bytes = chip.synapse_memory.bank.word_bytes;
  structure.state_word_bytes = chip.neuron_memory.bank.word_bytes;
  structure.neurons_per_core = chip.limits.neurons;
  structure.synapse_words_per_core = std::min<std::uint32_t>(
      chip.limits.synapse_words,
      static_cast<std::uint32_t>(chip.synapse_memory.bank.size_bytes / models::synapse_word_bytes));
  structure.has_program = chip.neurocore.has_program;
  structure.execution_model = chip.execution_model;
  return structure;
}

}  // namespace floorline::platform
