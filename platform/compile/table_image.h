// The tables of one core (models/neurocore/core_tables.h) as the bytes of its table memory.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "models/neurocore/core_tables.h"

namespace floorline::platform {

// Route lists, each distinct one stored once.
class RouteLists {
 public:
  // Where the next neuron's messages go.
  void add_neuron(const std::vector<models::RouteTarget>& targets);

  std::vector<std::uint32_t> list_of_neuron;
  std::vector<models::RouteList> lists;
  std::vector<models::RouteTarget> targets;

 private:
  std::map<std::vector<std::uint64_t>, std::uint32_t> known_;
};

// What a core's tables hold besides its routes.
struct TableContents {
  models::CoreDescriptor descriptor;  // counts and offsets of tables are filled in by make_table_memory
  std::vector<models::AxonEntry> axons;
  std::vector<std::vector<models::SparseRow>> directories;  // one an axon, empty where the format has none
};

std::vector<unsigned char> make_table_memory(TableContents contents, const RouteLists& routes);

}  // namespace floorline::platform
