#include "platform/mapping/partition.h"

namespace floorline::platform {

Partition partition_of(const Mapping& mapping, std::size_t layer_count) {
  Partition partition;
  partition.host_holds_input = mapping.host_holds_input;
  partition.synapse_choice = mapping.synapse_choice;
  partition.boxes.resize(layer_count);
  for (const CoreAssignment& assignment : mapping.assignments) {
    partition.boxes.at(static_cast<std::size_t>(assignment.layer)).push_back(assignment.box);
  }
  return partition;
}

}  // namespace floorline::platform
