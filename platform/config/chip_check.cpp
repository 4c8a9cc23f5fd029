#include "platform/config/chip_check.h"

#include <fmt/core.h>

#include "models/message/address_map.h"
#include "models/noc/noc_config.h"
#include "models/synapse/synapse_format.h"
#include "platform/base/error.h"

namespace floorline::platform {
namespace {

void check_host_position(const ChipConfig& chip, const std::string& file) {
  if (chip.noc.host_column >= chip.noc.columns) {
    throw UserError(fmt::format("{}: noc.host_column is {}, outside of the mesh; it must be less than noc.columns, {}",
                                file, chip.noc.host_column, chip.noc.columns));
  }
  if (chip.noc.host_row >= chip.noc.rows) {
    throw UserError(fmt::format("{}: noc.host_row is {}, outside of the mesh; it must be less than noc.rows, {}", file,
                                chip.noc.host_row, chip.noc.rows));
  }
}

// Each neurocore and the host have a number in the addresses of messages.
void check_core_count(const ChipConfig& chip, const std::string& file) {
  const std::uint64_t cores = std::uint64_t{chip.noc.columns} * chip.noc.rows * chip.noc.cores_per_router;
  if (cores >= models::max_endpoints) {
    throw UserError(
        fmt::format("{}: noc.columns times noc.rows times noc.cores_per_router is {} neurocores; it must be at most {}",
                    file, cores, models::max_endpoints - 1));
  }
  if (cores + chip.noc.multicast_groups >= models::max_endpoints) {
    throw UserError(fmt::format("{}: noc.multicast_groups is {}; it must be at most {} with {} neurocores", file,
                                chip.noc.multicast_groups, models::max_endpoints - 1 - cores, cores));
  }
}

// Copies leave nobody waiting for another one only if they are one flit and their ways leave no choice.
void check_multicast(const ChipConfig& chip, const std::string& file) {
  if (chip.noc.multicast_groups == 0)
    return;
  if (chip.noc.routing == models::Routing::west_first)
    throw UserError(
        fmt::format("{}: noc.multicast_groups must be 0 with noc.routing west_first, or noc.routing xy or yx", file));
  if (chip.noc.flit_bytes < models::spike_bytes) {
    throw UserError(
        fmt::format("{}: noc.multicast_groups must be 0 with noc.flit_size {} B, or noc.flit_size at least {} B, for a "
                    "message to be one flit",
                    file, chip.noc.flit_bytes, models::spike_bytes));
  }
}

void check_chips(std::uint32_t of_chip, std::uint32_t all, const std::string& one, const std::string& other,
                 const std::string& file) {
  if (of_chip != 0 && all % of_chip != 0) {
    throw UserError(fmt::format("{}: {} is {}; it must be 0, or divide {}, {}", file, one, of_chip, other, all));
  }
}

// A router has an output for each of its cores, its neighbours and perhaps the host, and arbiters see at most 64.
void check_ports(const ChipConfig& chip, const std::string& file) {
  constexpr std::uint32_t neighbours = 4;
  constexpr std::uint32_t host = 1;
  const std::uint32_t taken = neighbours * chip.noc.channels_per_direction() + host;
  if (chip.noc.cores_per_router + taken > models::max_router_channels) {
    throw UserError(
        fmt::format("{}: a router has {} channels, from noc.virtual_channels {} and noc.fabrics {}, besides those of "
                    "noc.cores_per_router {}; it must have at most {} in all",
                    file, taken, chip.noc.virtual_channels, chip.noc.fabrics, chip.noc.cores_per_router,
                    models::max_router_channels));
  }
}

void check_sharing(const ChipConfig& chip, const SharedMemoryConfig& memory, const std::string& name,
                   const std::string& file) {
  if (memory.cores_per_bank == 0 || chip.noc.cores_per_router % memory.cores_per_bank != 0) {
    throw UserError(fmt::format("{}: {}.cores_per_bank is {}; it must divide noc.cores_per_router, {}", file, name,
                                memory.cores_per_bank, chip.noc.cores_per_router));
  }
}

void check_words(const SharedMemoryConfig& memory, const std::string& name, const std::string& file) {
  const std::uint32_t bytes = memory.bank.word_bytes;
  if (bytes == 0 || (bytes & (bytes - 1)) != 0) {
    throw UserError(fmt::format("{}: {}.word_size is {} B; it must be a power of two", file, name, bytes));
  }
  if (memory.bank.size_bytes % models::synapse_word_bytes != 0) {
    throw UserError(fmt::format("{}: {}.size is {} B; it must be a multiple of 8", file, name, memory.bank.size_bytes));
  }
}

void check_synapse_memory_size(const ChipConfig& chip, const std::string& file) {
  const std::uint64_t words = chip.synapse_memory.bank.size_bytes / models::synapse_word_bytes;
  if (chip.limits.synapse_words > words) {
    throw UserError(fmt::format(
        "{}: limits.synapse_words is {}; it must be at most {}, the words of 8 bytes that synapse_memory.size holds",
        file, chip.limits.synapse_words, words));
  }
}

}  // namespace

void check_chip(const ChipConfig& chip, const std::string& file) {
  check_host_position(chip, file);
  check_core_count(chip, file);
  check_ports(chip, file);
  check_multicast(chip, file);
  check_chips(chip.noc.chip_columns, chip.noc.columns, "noc.chip_columns", "noc.columns", file);
  check_chips(chip.noc.chip_rows, chip.noc.rows, "noc.chip_rows", "noc.rows", file);
  check_sharing(chip, chip.synapse_memory, "synapse_memory", file);
  check_sharing(chip, chip.neuron_memory, "neuron_memory", file);
  check_words(chip.synapse_memory, "synapse_memory", file);
  check_words(chip.neuron_memory, "neuron_memory", file);
  check_synapse_memory_size(chip, file);
}

}  // namespace floorline::platform
