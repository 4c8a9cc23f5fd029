// Tables that a core refuses, and a check that it can execute all tables that it does not refuse.
#include "models/neurocore/table_reader.h"

#include <gtest/gtest.h>

#include <cstring>
#include <functional>
#include <limits>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "models/neuron/neuron_program.h"
#include "models/synapse/accumulate.h"

namespace floorline::models {
namespace {

constexpr std::uint32_t synapse_words = 512;
constexpr std::uint32_t neuron_bytes = 4096;
constexpr std::uint32_t neurons = 24;

// A core of 24 neurons (2 x 3 x 4) with one axon of each format, whose fields a test can corrupt.
struct Tables {
  CoreDescriptor descriptor;
  AxonEntry axons[4];
  SparseRow directory[3] = {{0, 5}, {5, 0}, {400, 24}};
  std::uint32_t list_of_neuron[neurons] = {};
  RouteList lists[2] = {{0, 2}, {2, 0}};
  RouteTarget targets[2] = {{1, 0, 0}, {max_endpoints - 1, max_axons - 1, max_atoms - neurons}};

  Tables() {
    descriptor.neuron_count = neurons;
    descriptor.program = NeuronProgramId::sigma_delta;
    descriptor.state_offset = 0;
    descriptor.accumulator_offset = 1024;
    descriptor.axon_count = 4;
    descriptor.axon_table_offset = offsetof(Tables, axons);
    descriptor.route_index_offset = offsetof(Tables, list_of_neuron);
    descriptor.route_list_count = 2;
    descriptor.route_list_offset = offsetof(Tables, lists);
    descriptor.route_target_count = 2;
    descriptor.route_target_offset = offsetof(Tables, targets);
    list_of_neuron[neurons - 1] = 1;

    axons[0].atom_count = neurons;  // identity

    AxonEntry& dense = axons[1];
    dense.format = SynapseFormat::dense;
    dense.atom_count = 8;
    dense.weight_bits = 8;
    dense.first_word = 0;
    dense.row_words = 3;
    dense.target.channels = neurons;

    AxonEntry& sparse = axons[2];
    sparse.format = SynapseFormat::sparse;
    sparse.atom_count = 3;
    sparse.weight_bits = 6;
    sparse.weight_exponent = 2;
    sparse.index_bits = 5;
    sparse.directory_offset = offsetof(Tables, directory);

    AxonEntry& convolution = axons[3];
    convolution.format = SynapseFormat::convolution;
    convolution.weight_bits = 8;
    convolution.first_word = 100;
    convolution.row_words = 1;
    convolution.source = {0, 0, 0, 3, 3, 2};
    convolution.atom_count = 18;
    convolution.target = {0, 0, 0, 2, 3, 4};
    convolution.kernel_height = convolution.kernel_width = 3;
    convolution.padding_height = convolution.padding_width = 1;
    convolution.group_source_channels = 2;
    convolution.group_target_channels = 4;
    convolution.source_channel_count = 2;
  }

  std::vector<unsigned char> bytes() const {
    std::vector<unsigned char> memory(sizeof *this);
    std::memcpy(memory.data(), this, sizeof *this);
    return memory;
  }
};
static_assert(std::is_trivially_copyable_v<Tables> && offsetof(Tables, descriptor) == 0);

std::string mistake_in(const std::vector<unsigned char>& memory) {
  CoreTables tables;
  return read_core_tables(memory, synapse_words * 8, neuron_bytes, tables);
}

TEST(TableReader, TakesTablesThatFit) {
  const Tables tables;
  CoreTables read;
  ASSERT_EQ(read_core_tables(tables.bytes(), synapse_words * 8, neuron_bytes, read), "");
  EXPECT_EQ(read.descriptor.neuron_count, neurons);
  ASSERT_EQ(read.axons.size(), 4u);
  EXPECT_EQ(read.axons[2].entry().index_bits, 5u);
  EXPECT_EQ(read.routes.list_of_neuron[neurons - 1], 1u);
  EXPECT_EQ(read.routes.targets[1].endpoint, max_endpoints - 1);
}

TEST(TableReader, PooledNeuronsHaveRoutesByWindow) {
  Tables tables;
  tables.descriptor.pooling = {PoolingKind::maximum, 2, 3, 4, 2, 2};  // 1 x 2 windows of 4 channels
  tables.list_of_neuron[8] = 99;                                      // that no window has
  CoreTables read;
  ASSERT_EQ(read_core_tables(tables.bytes(), synapse_words * 8, neuron_bytes, read), "");
  EXPECT_EQ(read.routes.list_of_neuron.size(), 8u);
}

TEST(TableReader, TakesAxonsThatAreNotInUse) {
  Tables tables;
  tables.axons[1] = {};
  EXPECT_EQ(mistake_in(tables.bytes()), "");
}

TEST(TableReader, MemoryWithoutDescriptorIsAnUnusedCore) {
  CoreTables read;
  for (const std::vector<unsigned char>& memory :
       {std::vector<unsigned char>{}, std::vector<unsigned char>(10, 1), std::vector<unsigned char>(1000, 0)}) {
    EXPECT_EQ(read_core_tables(memory, 4096, 4096, read), "");
    EXPECT_EQ(read.descriptor.neuron_count, 0u);
  }
  Tables tables;
  tables.descriptor.neuron_count = 0;
  tables.descriptor.axon_table_offset = ~0u;  // not looked at
  EXPECT_EQ(mistake_in(tables.bytes()), "");
}

struct Refusal {
  const char* name;
  const char* sentence;  // a part of it
  std::function<void(Tables&)> spoil;
};
void PrintTo(const Refusal& refusal, std::ostream* stream) {
  *stream << refusal.name;
}

constexpr std::uint32_t largest = ~0u;
constexpr std::int32_t largest_signed = std::numeric_limits<std::int32_t>::max();

class TableReaderRefuses : public testing::TestWithParam<Refusal> {};

TEST_P(TableReaderRefuses, With) {
  Tables tables;
  GetParam().spoil(tables);
  const std::string mistake = mistake_in(tables.bytes());
  EXPECT_NE(mistake.find(GetParam().sentence), std::string::npos) << "said: '" << mistake << "'";
}

const Refusal core_refusals[] = {
    {"program", "program is unknown",
     [](Tables& t) { t.descriptor.program = static_cast<NeuronProgramId>(neuron_program_count); }},
    {"neurons", "more neurons than can be addressed", [](Tables& t) { t.descriptor.neuron_count = max_atoms + 1; }},
    {"neurons_largest", "more neurons than can be addressed", [](Tables& t) { t.descriptor.neuron_count = largest; }},
    {"state_alignment", "not aligned", [](Tables& t) { t.descriptor.state_offset = 2; }},
    {"accumulator_alignment", "not aligned", [](Tables& t) { t.descriptor.accumulator_offset = 1025; }},
    {"state_end", "do not fit", [](Tables& t) { t.descriptor.state_offset = neuron_bytes - 2 * 64 * 4 + 4; }},
    {"state_offset_largest", "do not fit", [](Tables& t) { t.descriptor.state_offset = largest - 3; }},
    {"accumulator_end", "do not fit", [](Tables& t) { t.descriptor.accumulator_offset = neuron_bytes - 4 * 64 + 4; }},
    {"current_decay", "decay",
     [](Tables& t) {
       t.descriptor.program = NeuronProgramId::lif;
       t.descriptor.parameters.current_decay = 4097;
     }},
    {"voltage_decay", "decay",
     [](Tables& t) {
       t.descriptor.program = NeuronProgramId::lif;
       t.descriptor.parameters.voltage_decay = -1;
     }},
    {"reset_interval", "reset",
     [](Tables& t) {
       t.descriptor.program = NeuronProgramId::lif;
       t.descriptor.parameters.reset_interval = -1;
     }},
    {"reset_offset", "reset",
     [](Tables& t) {
       t.descriptor.program = NeuronProgramId::lif;
       t.descriptor.parameters.reset_offset = -1;
     }},
    {"shift", "the shift is not",
     [](Tables& t) {
       t.descriptor.program = NeuronProgramId::bounded_relu;
       t.descriptor.parameters.shift = 63;
     }},
    {"highest", "highest activation is negative",
     [](Tables& t) {
       t.descriptor.program = NeuronProgramId::bounded_relu;
       t.descriptor.parameters.highest = -1;
     }},
    {"pooling_kind", "kind of pooling is unknown",
     [](Tables& t) { t.descriptor.pooling = {static_cast<PoolingKind>(3), 2, 3, 4, 2, 2}; }},
    {"pooling_block", "as many neurons as the core",
     [](Tables& t) { t.descriptor.pooling = {PoolingKind::maximum, 2, 3, 5, 2, 2}; }},
    {"pooling_block_wraps", "larger than can be addressed",
     [](Tables& t) { t.descriptor.pooling = {PoolingKind::sum, 1u << 31, 2, 24, 2, 2}; }},
    {"pooling_window", "is empty", [](Tables& t) { t.descriptor.pooling = {PoolingKind::maximum, 2, 3, 4, 0, 2}; }},
    {"axon_count", "axon table does not lie", [](Tables& t) { t.descriptor.axon_count = max_axons + 1; }},
    {"axon_count_largest", "axon table does not lie", [](Tables& t) { t.descriptor.axon_count = largest; }},
    {"axon_table_offset", "axon table does not lie", [](Tables& t) { t.descriptor.axon_table_offset = largest; }},
    {"axon_table_end", "axon table does not lie",
     [](Tables& t) { t.descriptor.axon_table_offset = sizeof(Tables) - 4 * sizeof(AxonEntry) + 4; }},
    {"route_index", "route tables do not lie", [](Tables& t) { t.descriptor.route_index_offset = sizeof(Tables); }},
    {"route_list_count", "route tables do not lie", [](Tables& t) { t.descriptor.route_list_count = largest; }},
    {"route_target_count", "route tables do not lie", [](Tables& t) { t.descriptor.route_target_count = 3; }},
    {"route_list_none", "route list that does not exist", [](Tables& t) { t.list_of_neuron[7] = 2; }},
    {"route_targets_beyond", "targets that do not exist", [](Tables& t) { t.lists[1].count = 1; }},
    {"route_targets_wrap", "targets that do not exist",
     [](Tables& t) {
       t.lists[1] = {largest, 2};
     }},
    {"route_endpoint", "cannot be addressed", [](Tables& t) { t.targets[0].endpoint = max_endpoints; }},
    {"route_axon", "cannot be addressed", [](Tables& t) { t.targets[0].axon = max_axons; }},
    {"route_atom", "cannot be addressed", [](Tables& t) { ++t.targets[1].atom_base; }},
};
INSTANTIATE_TEST_SUITE_P(Core, TableReaderRefuses, testing::ValuesIn(core_refusals),
                         [](const auto& instance) { return std::string(instance.param.name); });

const Refusal axon_refusals[] = {
    {"format", "format is unknown", [](Tables& t) { t.axons[1].format = static_cast<SynapseFormat>(5); }},
    {"index_bits_of_dense_rows", "only sparse rows have", [](Tables& t) { t.axons[1].index_bits = 3; }},
    {"atoms", "too large", [](Tables& t) { t.axons[1].atom_count = max_atoms + 1; }},
    {"identity_atoms", "larger than the core's own", [](Tables& t) { t.axons[0].atom_count = neurons + 1; }},
    {"no_weight_bits", "more than 16 bits, or none", [](Tables& t) { t.axons[1].weight_bits = 0; }},
    {"weight_bits", "more than 16 bits", [](Tables& t) { t.axons[1].weight_bits = 17; }},
    {"weight_exponent", "more than 16 bits", [](Tables& t) { t.axons[1].weight_exponent = 9; }},
    {"weight_exponent_wraps", "more than 16 bits", [](Tables& t) { t.axons[1].weight_exponent = largest - 6; }},
    {"weight_bits_wrap", "more than 16 bits",
     [](Tables& t) {
       t.axons[1].weight_bits = largest;
       t.axons[1].weight_exponent = 2;
     }},
    {"index_bits", "more than 16 bits", [](Tables& t) { t.axons[2].index_bits = 17; }},
    {"no_index_bits", "needs indices", [](Tables& t) { t.axons[2].index_bits = 0; }},
    {"dense_targets", "more neurons than there are",
     [](Tables& t) {
       t.axons[1].target.channels = neurons + 1;
       t.axons[1].row_words = 4;
     }},
    {"dense_no_targets", "more neurons than there are", [](Tables& t) { t.axons[1].target.channels = 0; }},
    {"dense_row_words", "do not lie in synapse memory", [](Tables& t) { t.axons[1].row_words = 2; }},
    {"dense_end", "do not lie in synapse memory", [](Tables& t) { t.axons[1].first_word = synapse_words - 23; }},
    {"dense_first_word", "do not lie in synapse memory", [](Tables& t) { t.axons[1].first_word = largest; }},
    {"sparse_directory", "directory does not lie", [](Tables& t) { t.axons[2].directory_offset = sizeof(Tables) - 8; }},
    {"sparse_row_end", "does not lie in synapse memory",
     [](Tables& t) {
       t.directory[2] = {synapse_words - 3, 24};
     }},
    {"sparse_row_count", "does not lie in synapse memory", [](Tables& t) { t.directory[0].count = neurons + 1; }},
    {"convolution_source", "does not have as many", [](Tables& t) { t.axons[3].source.width = 4; }},
    {"convolution_target", "does not have as many", [](Tables& t) { t.axons[3].target.channels = 3; }},
    {"convolution_negative_block", "does not have as many", [](Tables& t) { t.axons[3].target.x_begin = -1; }},
    {"convolution_block_far_away", "does not have as many",
     [](Tables& t) { t.axons[3].target.x_begin = largest_signed; }},
    {"convolution_kernel", "geometry is impossible", [](Tables& t) { t.axons[3].kernel_width = 0; }},
    {"convolution_stride", "geometry is impossible", [](Tables& t) { t.axons[3].stride_height = 0; }},
    {"convolution_dilation", "geometry is impossible", [](Tables& t) { t.axons[3].dilation_height = -1; }},
    {"convolution_padding", "geometry is impossible", [](Tables& t) { t.axons[3].padding_width = -1; }},
    {"convolution_groups", "geometry is impossible", [](Tables& t) { t.axons[3].group_source_channels = 0; }},
    {"convolution_channels", "geometry is impossible", [](Tables& t) { t.axons[3].source_channel_count = -1; }},
    {"convolution_kernel_endless", "geometry is impossible",
     [](Tables& t) {
       t.axons[3].source_channel_count = 0;  // no rows at all, and yet a kernel of 2^31 columns
       t.axons[3].kernel_width = largest_signed;
     }},
    {"convolution_padding_huge", "geometry is impossible",
     [](Tables& t) { t.axons[3].padding_width = largest_signed; }},
    {"convolution_dilation_huge", "geometry is impossible",
     [](Tables& t) { t.axons[3].dilation_width = largest_signed; }},
    {"convolution_group_huge", "geometry is impossible",
     [](Tables& t) { t.axons[3].group_target_channels = largest_signed; }},
    {"convolution_rows_wrap", "do not lie in synapse memory",
     [](Tables& t) {
       t.axons[3].source_channel_count = 1 << 16;
       t.axons[3].kernel_width = t.axons[3].kernel_height = 1 << 10;
       t.axons[3].row_words = 1 << 28;
     }},
    {"convolution_row_words", "shorter than their weights",
     [](Tables& t) {
       t.axons[3].weight_bits = 16;
       t.axons[3].row_words = 0;
     }},
    {"convolution_end", "do not lie in synapse memory", [](Tables& t) { t.axons[3].first_word = synapse_words - 17; }},
    {"convolution_rows", "do not lie in synapse memory", [](Tables& t) { t.axons[3].row_words = largest; }},
    {"convolution_one_position", "does not have as many", [](Tables& t) { t.axons[3].positions_are_one = 1; }},
    {"separable_taps_end", "rows of taps do not lie",
     [](Tables& t) {
       t.axons[3].format = SynapseFormat::separable;
       t.axons[3].tap_row_words = 2;
       t.axons[3].first_tap_word = synapse_words - 3;
     }},
    {"separable_tap_row", "rows of taps do not lie",
     [](Tables& t) {
       t.axons[3].format = SynapseFormat::separable;
       t.axons[3].tap_row_words = 1;  // 9 taps of 8 bits are more than a word
     }},
};
INSTANTIATE_TEST_SUITE_P(Axon, TableReaderRefuses, testing::ValuesIn(axon_refusals),
                         [](const auto& instance) { return std::string(instance.param.name); });

// Reads and uses tables as the stages of a core do, without time, for the sanitizers.
class Worker {
 public:
  Worker() : synapses_(synapse_words * 8, 0), state_(neuron_bytes / 4, 0) {}

  bool work_with(const std::vector<unsigned char>& memory) {
    CoreTables tables;
    if (!read_core_tables(memory, synapses_.size(), neuron_bytes, tables).empty() ||
        tables.descriptor.neuron_count == 0)
      return false;
    const std::uint32_t count = tables.descriptor.neuron_count;
    const std::uint32_t padded = neuron_rows(count) * neurons_per_row;
    EXPECT_LE(tables.descriptor.accumulator_offset + 8 * padded, neuron_bytes);
    std::vector<std::int32_t> accumulators(padded);
    for (const Axon& axon : tables.axons)
      use(axon, count, accumulators);
    const auto program = make_neuron_program(tables.descriptor.program, tables.descriptor.parameters);
    for (std::uint32_t row = 0; row < neuron_rows(count); ++row) {
      const std::uint32_t words = program->state_fields() * neurons_per_row;
      std::int32_t* state = state_.data() + tables.descriptor.state_offset / 4 + row * words;
      EXPECT_LE(state + words, state_.data() + state_.size());
      std::int32_t sent[neurons_per_row];
      program->update_row(state, accumulators.data() + row * neurons_per_row, sent, 1);
    }
    return true;
  }

 private:
  void use(const Axon& axon, std::uint32_t count, std::vector<std::int32_t>& accumulators) {
    weights_.attach(synapses_.data(), synapse_words, count);
    for (std::uint32_t atom = 0; atom < axon.entry().atom_count; ++atom) {
      MessageRows rows = axon.rows_of(atom);
      const RowFormat format = rows.format();
      for (; !rows.done(); rows.pop()) {
        const RowAccess access = rows.front();
        ASSERT_LE(std::uint64_t{access.first_word} + format.words(), synapse_words);
        if (format.index_bits == 0) {
          ASSERT_LE(access.first_neuron + format.count, count);
        }
        const WeightRow row = weights_.row(access.first_word, format);
        if (row.targets == nullptr)
          accumulate_run(accumulators.data() + access.first_neuron, row.weights, format.count, 3);
        else
          accumulate_scattered(accumulators.data(), row.targets, row.weights, format.count, 3);
      }
    }
  }

  std::vector<unsigned char> synapses_;
  std::vector<std::int32_t> state_;
  WeightRows weights_;
};

std::uint32_t odd_word(std::mt19937& random) {
  static constexpr std::uint32_t special[] = {0,          1,          2,     0x7fffffff, 0x80000000,
                                              0xffffffff, 0xfffffff0, 65535, 65536,      1u << 30};
  return random() % 2 == 0 ? special[random() % std::size(special)] : random() % 64;
}

TEST(TableReader, WhatItTakesCanBeWorkedWith) {
  std::mt19937 random(9);
  Worker worker;
  ASSERT_TRUE(worker.work_with(Tables().bytes()));
  int taken = 0;
  for (int trial = 0; trial < 20000; ++trial) {
    std::vector<unsigned char> memory = Tables().bytes();
    const int words = 1 + static_cast<int>(random() % 4);
    for (int i = 0; i < words; ++i) {
      const std::uint32_t word = odd_word(random);
      std::memcpy(memory.data() + 4 + random() % (memory.size() / 4 - 1) * 4, &word, 4);
    }
    taken += worker.work_with(memory) ? 1 : 0;
    ASSERT_FALSE(testing::Test::HasFatalFailure()) << "trial " << trial;
  }
  EXPECT_GT(taken, 100);
  EXPECT_LT(taken, 19000);
}

TEST(TableReader, RandomBytesNeverBreakIt) {
  std::mt19937 random(10);
  Worker worker;
  for (int trial = 0; trial < 20000; ++trial) {
    std::vector<unsigned char> memory(random() % 2000);
    for (unsigned char& byte : memory)
      byte = random() % 3 == 0 ? static_cast<unsigned char>(random()) : 0;
    if (memory.size() > sizeof(CoreDescriptor)) {
      std::memcpy(memory.data(), &core_descriptor_magic, 4);
      const std::uint32_t small[2] = {static_cast<std::uint32_t>(random() % 50),
                                      static_cast<std::uint32_t>(random() % neuron_program_count)};
      std::memcpy(memory.data() + 4, small, 8);
    }
    worker.work_with(memory);
    ASSERT_FALSE(testing::Test::HasFatalFailure()) << "trial " << trial;
  }
}

}  // namespace
}  // namespace floorline::models
