#include "platform/config/chip_check.h"

#include "models/message/address_map.h"
#include "models/noc/noc_config.h"
#include "models/synapse/synapse_format.h"
#include "platform/base/error.h"

namespace floorline::platform {
namespace {

void check_host_position(const ChipConfig& chip, const std::string& file) {
  if (chip.noc.host_column >= chip.noc.columns) {
    throw UserError(file + ": noc.host_column is " + std::to_string(chip.noc.host_column) +
                    ", outside of the mesh; it must be less than noc.columns, " + std::to_string(chip.noc.columns));
  }
  if (chip.noc.host_row >= chip.noc.rows) {
    throw UserError(file + ": noc.host_row is " + std::to_string(chip.noc.host_row) +
                    ", outside of the mesh; it must be less than noc.rows, " + std::to_string(chip.noc.rows));
  }
}

// Each neurocore and the host have a number in the addresses of messages.
void check_core_count(const ChipConfig& chip, const std::string& file) {
  const std::uint64_t cores = std::uint64_t{chip.noc.columns} * chip.noc.rows * chip.noc.cores_per_router;
  if (cores >= models::max_endpoints) {
    throw UserError(file + ": noc.columns times noc.rows times noc.cores_per_router is " + std::to_string(cores) +
                    " neurocores; it must be at most " + std::to_string(models::max_endpoints - 1));
  }
  if (cores + chip.noc.multicast_groups >= models::max_endpoints) {
    throw UserError(file + ": noc.multicast_groups is " + std::to_string(chip.noc.multicast_groups) +
                    "; it must be at most " + std::to_string(models::max_endpoints - 1 - cores) + " with " +
                    std::to_string(cores) + " neurocores");
  }
}

// Copies leave nobody waiting for another one only if they are one flit and their ways leave no choice.
void check_multicast(const ChipConfig& chip, const std::string& file) {
  if (chip.noc.multicast_groups == 0)
    return;
  if (chip.noc.routing == models::Routing::west_first)
    throw UserError(file + ": noc.multicast_groups must be 0 with noc.routing west_first, or noc.routing xy or yx");
  if (chip.noc.flit_bytes < models::spike_bytes) {
    throw UserError(file + ": noc.multicast_groups must be 0 with noc.flit_size " +
                    std::to_string(chip.noc.flit_bytes) + " B, or noc.flit_size at least " +
                    std::to_string(models::spike_bytes) + " B, for a message to be one flit");
  }
}

void check_chips(std::uint32_t of_chip, std::uint32_t all, const std::string& one, const std::string& other,
                 const std::string& file) {
  if (of_chip != 0 && all % of_chip != 0) {
    throw UserError(file + ": " + one + " is " + std::to_string(of_chip) + "; it must be 0, or divide " + other + ", " +
                    std::to_string(all));
  }
}

// A router has an output for each of its cores, its neighbours and perhaps the host, and arbiters see at most 64.
void check_ports(const ChipConfig& chip, const std::string& file) {
  constexpr std::uint32_t neighbours = 4;
  constexpr std::uint32_t host = 1;
  const std::uint32_t taken = neighbours * chip.noc.channels_per_direction() + host;
  if (chip.noc.cores_per_router + taken > models::max_router_channels) {
    throw UserError(file + ": a router has " + std::to_string(taken) + " channels, from noc.virtual_channels " +
                    std::to_string(chip.noc.virtual_channels) + " and noc.fabrics " + std::to_string(chip.noc.fabrics) +
                    ", besides those of noc.cores_per_router " + std::to_string(chip.noc.cores_per_router) +
                    "; it must have at most " + std::to_string(models::max_router_channels) + " in all");
  }
}

void check_sharing(const ChipConfig& chip, const SharedMemoryConfig& memory, const std::string& name,
                   const std::string& file) {
  if (memory.cores_per_bank == 0 || chip.noc.cores_per_router % memory.cores_per_bank != 0) {
    throw UserError(file + ": " + name + ".cores_per_bank is " + std::to_string(memory.cores_per_bank) +
                    "; it must divide noc.cores_per_router, " + std::to_string(chip.noc.cores_per_router));
  }
}

void check_words(const SharedMemoryConfig& memory, const std::string& name, const std::string& file) {
  const std::uint32_t bytes = memory.bank.word_bytes;
  if (bytes == 0 || (bytes & (bytes - 1)) != 0) {
    throw UserError(file + ": " + name + ".word_size is " + std::to_string(bytes) + " B; it must be a power of two");
  }
  if (memory.bank.size_bytes % models::synapse_word_bytes != 0) {
    throw UserError(file + ": " + name + ".size is " + std::to_string(memory.bank.size_bytes) +
                    " B; it must be a multiple of 8");
  }
}

void check_synapse_memory_size(const ChipConfig& chip, const std::string& file) {
  const std::uint64_t words = chip.synapse_memory.bank.size_bytes / models::synapse_word_bytes;
  if (chip.limits.synapse_words > words) {
    throw UserError(file + ": limits.synapse_words is " + std::to_string(chip.limits.synapse_words) +
                    "; it must be at most " + std::to_string(words) +
                    ", the words of 8 bytes that synapse_memory.size holds");
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
