#include "models/neurocore/table_reader.h"

#include <algorithm>
#include <cstring>

#include "models/message/address_map.h"
#include "models/neuron/fixed_point.h"
#include "models/neuron/neuron_program.h"
#include "models/synapse/weight_rows.h"

namespace floorline::models {

namespace {

// Copies `count` structures from the memory; false if they do not lie in it.
template <typename Entry>
bool copy_entries(const std::vector<unsigned char>& memory, std::uint32_t offset, std::uint64_t count,
                  std::vector<Entry>& entries) {
  const std::uint64_t bytes = count * sizeof(Entry);
  if (offset > memory.size() || bytes > memory.size() - offset)
    return false;
  entries.resize(count);
  if (bytes != 0)
    std::memcpy(entries.data(), memory.data() + offset, bytes);
  return true;
}

// Whether the value lies in first..last. The limits below are far above those of any real layer; they bound the
// products of two such values and the time to process them.
bool in_range(std::int32_t value, std::int32_t first, std::int32_t last) {
  return value >= first && value <= last;
}

std::string check_parameters(const CoreDescriptor& descriptor) {
  const NeuronParameters& parameters = descriptor.parameters;
  constexpr std::int32_t max_shift = 62;
  if (descriptor.program == NeuronProgramId::bounded_relu &&
      (!in_range(parameters.shift, 0, max_shift) || parameters.highest < 0))
    return "the shift is not between 0 and 62, or the highest activation is negative";
  if (descriptor.program != NeuronProgramId::lif && descriptor.program != NeuronProgramId::lif_input)
    return {};
  if (parameters.current_decay < 0 || parameters.current_decay > decay_unit || parameters.voltage_decay < 0 ||
      parameters.voltage_decay > decay_unit)
    return "a decay is not between 0 and 4096";
  if (parameters.reset_interval < 0 || parameters.reset_offset < 0)
    return "the reset interval or the reset offset is negative";
  return {};
}

std::string check_pooling(const CoreDescriptor& descriptor) {
  const PoolingEntry& pooling = descriptor.pooling;
  if (pooling.kind == PoolingKind::none)
    return {};
  if (pooling.kind != PoolingKind::maximum && pooling.kind != PoolingKind::sum)
    return "the kind of pooling is unknown";
  constexpr std::uint32_t most = max_atoms;
  for (const std::uint32_t extent : {pooling.block_width, pooling.block_height, pooling.block_channels,
                                     pooling.window_width, pooling.window_height}) {
    if (extent == 0 || extent > most)
      return "a block or window of its pooling is empty, or larger than can be addressed";
  }
  // One factor at a time, so that the product cannot overflow.
  const std::uint64_t plane = std::uint64_t{pooling.block_width} * pooling.block_height;
  if (plane > most || plane * pooling.block_channels != descriptor.neuron_count)
    return "the block of its pooling does not have as many neurons as the core";
  return {};
}

std::string check_states(const CoreDescriptor& descriptor, std::uint64_t neuron_memory_bytes) {
  const std::uint64_t rows = neuron_rows(descriptor.neuron_count);
  const std::uint64_t state_bytes = rows * neurons_per_row * 4 * neuron_state_fields(descriptor.program);
  const std::uint64_t accumulator_bytes = 2 * rows * neurons_per_row * 4;
  if (descriptor.state_offset % 4 != 0 || descriptor.accumulator_offset % 4 != 0)
    return "neuron states or accumulators are not aligned to words";
  if (descriptor.state_offset + state_bytes > neuron_memory_bytes ||
      descriptor.accumulator_offset + accumulator_bytes > neuron_memory_bytes)
    return "neuron states or accumulators do not fit into neuron memory";
  return {};
}

std::int64_t block_size(const NeuronBlock& block) {
  return std::int64_t{block.width} * block.height * block.channels;
}

constexpr std::int32_t max_coordinate = 1 << 16;
constexpr std::int32_t max_kernel = 1 << 10;

bool is_block(const NeuronBlock& block) {
  return in_range(block.x_begin, 0, max_coordinate) && in_range(block.y_begin, 0, max_coordinate) &&
         in_range(block.c_begin, 0, max_coordinate) && in_range(block.width, 1, max_coordinate) &&
         in_range(block.height, 1, max_coordinate) && in_range(block.channels, 1, max_coordinate);
}

bool is_geometry(const AxonEntry& entry) {
  return in_range(entry.kernel_height, 1, max_kernel) && in_range(entry.kernel_width, 1, max_kernel) &&
         in_range(entry.stride_height, 1, max_coordinate) && in_range(entry.stride_width, 1, max_coordinate) &&
         in_range(entry.padding_height, 0, max_coordinate) && in_range(entry.padding_width, 0, max_coordinate) &&
         in_range(entry.dilation_height, 1, max_coordinate) && in_range(entry.dilation_width, 1, max_coordinate) &&
         in_range(entry.group_source_channels, 1, max_coordinate) &&
         in_range(entry.group_target_channels, 1, max_coordinate) &&
         in_range(entry.first_source_channel, 0, max_coordinate) &&
         in_range(entry.source_channel_count, 0, max_coordinate);
}

std::string check_convolution(const AxonEntry& entry, std::uint64_t synapse_words, std::uint32_t neuron_count) {
  if (!is_block(entry.source) || !is_block(entry.target) || block_size(entry.source) != entry.atom_count ||
      (entry.positions_are_one == 0 ? block_size(entry.target) : entry.target.channels) != neuron_count)
    return "its source or target block does not have as many neurons as the population";
  if (!is_geometry(entry))
    return "its kernel geometry is impossible";
  const std::int32_t row_entries = std::min(entry.group_target_channels, entry.target.channels);
  if (entry.row_words < synapse_row_words(static_cast<std::uint32_t>(row_entries), entry.weight_bits))
    return "its rows are shorter than their weights";
  const auto channels = static_cast<std::uint64_t>(entry.source_channel_count);
  const std::uint64_t taps =
      static_cast<std::uint64_t>(entry.kernel_height) * static_cast<std::uint64_t>(entry.kernel_width);
  const bool is_separable = entry.format == SynapseFormat::separable;
  const std::uint64_t rows = channels * (is_separable ? 1 : taps);
  if (rows > synapse_words || entry.first_word + rows * entry.row_words > synapse_words)
    return "its rows do not lie in synapse memory";
  if (is_separable && (entry.tap_row_words < synapse_row_words(taps, entry.weight_bits) ||
                       entry.first_tap_word + channels * entry.tap_row_words > synapse_words))
    return "its rows of taps do not lie in synapse memory, or are shorter than their weights";
  return {};
}

std::string check_axon(const AxonEntry& entry, const std::vector<SparseRow>& directory, std::uint64_t synapse_words,
                       std::uint32_t neuron_count) {
  if (entry.atom_count > max_atoms)
    return "its source population is too large";
  if (entry.format == SynapseFormat::identity)
    return entry.atom_count <= neuron_count ? "" : "its source population is larger than the core's own";
  constexpr std::uint32_t max_bits = 16;
  if (entry.weight_bits == 0 || entry.weight_bits > max_bits || entry.weight_exponent > max_bits - entry.weight_bits ||
      entry.index_bits > max_bits)
    return "its weights or indices have more than 16 bits, or none";
  if (entry.format != SynapseFormat::sparse && entry.index_bits != 0)
    return "it has indices, which only sparse rows have";
  switch (entry.format) {
    case SynapseFormat::dense:
      if (entry.target.channels <= 0 || static_cast<std::uint32_t>(entry.target.channels) > neuron_count ||
          entry.row_words < synapse_row_words(static_cast<std::uint32_t>(entry.target.channels), entry.weight_bits) ||
          entry.first_word + std::uint64_t{entry.atom_count} * entry.row_words > synapse_words)
        return "its rows do not lie in synapse memory, or reach more neurons than there are";
      return {};
    case SynapseFormat::sparse:
      if (entry.index_bits == 0)
        return "a sparse row needs indices";
      for (const SparseRow& row : directory) {
        if (row.count > neuron_count ||
            row.first_word + std::uint64_t{synapse_row_words(row.count, entry.weight_bits + entry.index_bits)} >
                synapse_words)
          return "a sparse row does not lie in synapse memory";
      }
      return {};
    case SynapseFormat::convolution:
    case SynapseFormat::separable:
      return check_convolution(entry, synapse_words, neuron_count);
    case SynapseFormat::identity:
      break;
  }
  return "its synapse format is unknown";
}

std::string read_axons(const std::vector<unsigned char>& memory, std::uint64_t synapse_memory_bytes,
                       CoreTables& tables) {
  const CoreDescriptor& descriptor = tables.descriptor;
  std::vector<AxonEntry> entries;
  if (descriptor.axon_count > max_axons ||
      !copy_entries(memory, descriptor.axon_table_offset, descriptor.axon_count, entries))
    return "the axon table does not lie in table memory";
  for (std::size_t index = 0; index < entries.size(); ++index) {
    const AxonEntry& entry = entries[index];
    const std::string where = "axon " + std::to_string(index) + ": ";
    std::vector<SparseRow> directory;
    if (entry.format == SynapseFormat::sparse &&
        !copy_entries(memory, entry.directory_offset, entry.atom_count, directory))
      return where + "its row directory does not lie in table memory";
    const std::string mistake =
        check_axon(entry, directory, synapse_memory_bytes / synapse_word_bytes, descriptor.neuron_count);
    if (!mistake.empty())
      return where + mistake;
    tables.axons.emplace_back(entry, directory.data());
  }
  return {};
}

std::string read_routes(const std::vector<unsigned char>& memory, const CoreDescriptor& descriptor,
                        RouteTable& routes) {
  if (!copy_entries(memory, descriptor.route_index_offset, descriptor.sender_count(), routes.list_of_neuron) ||
      !copy_entries(memory, descriptor.route_list_offset, descriptor.route_list_count, routes.lists) ||
      !copy_entries(memory, descriptor.route_target_offset, descriptor.route_target_count, routes.targets))
    return "the route tables do not lie in table memory";
  for (const std::uint32_t list : routes.list_of_neuron) {
    if (list >= routes.lists.size())
      return "a neuron names a route list that does not exist";
  }
  for (const RouteList& list : routes.lists) {
    if (std::uint64_t{list.first_target} + list.count > routes.targets.size())
      return "a route list names targets that do not exist";
  }
  for (const RouteTarget& target : routes.targets) {
    if (target.endpoint >= max_endpoints || target.axon >= max_axons ||
        std::uint64_t{target.atom_base} + descriptor.sender_count() > max_atoms)
      return "a route target cannot be addressed";
  }
  return {};
}

}  // namespace

std::string read_core_tables(const std::vector<unsigned char>& table_memory, std::uint64_t synapse_memory_bytes,
                             std::uint64_t neuron_memory_bytes, CoreTables& tables) {
  tables = CoreTables{};
  std::vector<CoreDescriptor> descriptors;
  if (!copy_entries(table_memory, 0, 1, descriptors) || descriptors[0].magic != core_descriptor_magic)
    return {};
  tables.descriptor = descriptors[0];
  if (tables.descriptor.neuron_count == 0)
    return {};
  if (static_cast<std::uint32_t>(tables.descriptor.program) >= neuron_program_count)
    return "the neuron program is unknown";
  if (tables.descriptor.neuron_count > max_atoms)
    return "it has more neurons than can be addressed";
  std::string mistake = check_parameters(tables.descriptor);
  if (mistake.empty())
    mistake = check_pooling(tables.descriptor);
  if (mistake.empty())
    mistake = check_states(tables.descriptor, neuron_memory_bytes);
  if (mistake.empty())
    mistake = read_axons(table_memory, synapse_memory_bytes, tables);
  if (mistake.empty())
    mistake = read_routes(table_memory, tables.descriptor, tables.routes);
  return mistake;
}

}  // namespace floorline::models
