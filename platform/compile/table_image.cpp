#include "platform/compile/table_image.h"

#include <cstring>

namespace floorline::platform {

namespace {

// Appends structures and returns their offset.
template <typename Entry>
std::uint32_t append(std::vector<unsigned char>& memory, const std::vector<Entry>& entries) {
  const std::size_t offset = memory.size();
  const std::size_t bytes = entries.size() * sizeof(Entry);
  memory.resize(offset + bytes);
  if (bytes != 0)
    std::memcpy(memory.data() + offset, entries.data(), bytes);
  return static_cast<std::uint32_t>(offset);
}

}  // namespace

void RouteLists::add_neuron(const std::vector<models::RouteTarget>& neuron_targets) {
  std::vector<std::uint64_t> key;
  key.reserve(neuron_targets.size());
  for (const models::RouteTarget& target : neuron_targets)
    key.push_back((std::uint64_t{target.endpoint} << 32) | target.axon);
  const auto [position, is_new] = known_.try_emplace(std::move(key), static_cast<std::uint32_t>(lists.size()));
  if (is_new) {
    lists.push_back({static_cast<std::uint32_t>(targets.size()), static_cast<std::uint32_t>(neuron_targets.size())});
    targets.insert(targets.end(), neuron_targets.begin(), neuron_targets.end());
  }
  list_of_neuron.push_back(position->second);
}

std::vector<unsigned char> make_table_memory(TableContents contents, const RouteLists& routes) {
  models::CoreDescriptor& descriptor = contents.descriptor;
  std::vector<unsigned char> memory(sizeof(models::CoreDescriptor));
  for (std::size_t axon = 0; axon < contents.axons.size(); ++axon)
    contents.axons[axon].directory_offset = append(memory, contents.directories[axon]);
  descriptor.axon_count = static_cast<std::uint32_t>(contents.axons.size());
  descriptor.axon_table_offset = append(memory, contents.axons);
  descriptor.route_index_offset = append(memory, routes.list_of_neuron);
  descriptor.route_list_count = static_cast<std::uint32_t>(routes.lists.size());
  descriptor.route_list_offset = append(memory, routes.lists);
  descriptor.route_target_count = static_cast<std::uint32_t>(routes.targets.size());
  descriptor.route_target_offset = append(memory, routes.targets);
  std::memcpy(memory.data(), &descriptor, sizeof descriptor);
  return memory;
}

}  // namespace floorline::platform
