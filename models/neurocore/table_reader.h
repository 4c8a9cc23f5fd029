// Reads a core's tables out of its table memory, and checks that they can be worked with.
//
// A core must survive whatever a driver writes: every offset, count and target is checked here, once, so that the
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

// Returns what is wrong, or an empty text; `tables` is complete only then. A memory whose first words do not hold the
// magic number is that of an unused core and gives neuron_count 0.
std::string read_core_tables(const std::vector<unsigned char>& table_memory, std::uint64_t synapse_memory_bytes,
                             std::uint64_t neuron_memory_bytes, CoreTables& tables);

}  // namespace floorline::models
