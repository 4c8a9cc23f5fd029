// Reads the tables of a core from its table memory and validates them.
//
// A core must survive anything that a driver writes: every offset, count and target is checked here once, so that the
// stages need not check them for each message.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/neurocore/core_tables.h"
#include "models/neurocore/output_stage.h"
#include "models/synapse/axon.h"

namespace floorline::models {

struct CoreTables {
  CoreDescriptor descriptor;
  std::vector<Axon> axons;
  RouteTable routes;
};

// Returns what is wrong, or an empty string; only then is `tables` complete. A memory without the magic number belongs
// to an unused core and gives neuron_count 0.
std::string read_core_tables(const std::vector<unsigned char>& table_memory, std::uint64_t synapse_memory_bytes,
                             std::uint64_t neuron_memory_bytes, CoreTables& tables);

}  // namespace floorline::models
