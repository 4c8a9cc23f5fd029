// Everything that makes one chip differ from another, as a value object.
//
// Filled from a chip file (platform/config/chip_file.h); the defaults here are only placeholders for unit tests.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/host/host_config.h"
#include "models/memory/memory_config.h"
#include "models/neurocore/neurocore_config.h"
#include "models/noc/noc_config.h"
#include "models/sync/barrier_config.h"
#include "models/sync/handover_config.h"
#include "platform/chip/layer_rules.h"
#include "platform/network/execution_model.h"

namespace floorline::platform {

// A bank of memory and how many neurocores of one router share it.
struct SharedMemoryConfig {
  models::MemoryBankConfig bank;     // the size is that of one core's share
  std::uint32_t cores_per_bank = 1;  // divides cores_per_router
};

// What one neurocore can hold. A mapping that needs more is refused before anything is simulated.
struct CoreLimits {
  std::uint32_t neurons = 8192;
  std::uint32_t synapse_words = 12000;  // of 64 bits
  std::uint32_t input_axons = 4096;     // source populations that a core listens to
  std::uint32_t output_axons = 4096;    // destination entries of a core
};

// What a core of an event-driven chip can hold and do, besides. Its memories are addressed by bits
// (mapping/kernel_memory.h).
struct EventLimits {
  std::uint32_t kernel_words = 16384;
  std::uint32_t neuron_words = 16384;
  std::uint32_t input_extent = 128;   // rows or columns that reach a layer
  std::uint32_t output_extent = 64;   // of its neurons
  std::uint32_t channels = 1024;      // of its inputs, or of its neurons
  std::uint32_t kernel_extent = 16;   // rows or columns
  std::uint32_t padding = 7;          // rows or columns, on one side
  std::uint32_t largest_stride = 8;   // strides are powers of two
  std::uint32_t largest_pooling = 4;  // sides of windows are, too
};

// Where the cores of a chip are not alike: one entry a core, in place of the number for all; empty: all are alike.
struct CoreDifferences {
  std::vector<models::Picoseconds> synop_ps;
  std::vector<models::Picoseconds> zero_synop_ps;
  std::vector<std::uint32_t> kernel_words;
  std::vector<std::uint32_t> neuron_words;
};

// Energy of one operation of each kind, in picojoules; static power in watts.
struct EnergyConfig {
  double synop_pj = 0;
  double neuron_update_pj = 0;
  double activation_pj = 0;  // one neuron sends
  double message_pj = 0;     // one message formed
  double horizontal_hop_pj = 0;
  double vertical_hop_pj = 0;
  double static_w = 0;
};

struct ChipConfig {
  std::string name;
  std::string description;
  models::NocConfig noc;
  models::NeurocoreConfig neurocore;  // of all cores, as far as they are alike
  CoreDifferences differences;
  SharedMemoryConfig synapse_memory;
  SharedMemoryConfig neuron_memory;
  ExecutionModel execution_model = ExecutionModel::time_stepped;
  models::BarrierConfig barrier;    // of time-stepped chips
  models::HandoverConfig handover;  // of frame-based chips
  models::HostConfig host;
  models::Picoseconds program_byte_ps = 0;  // of frame-based chips: one byte written before a pass (platform/passes)
  CoreLimits limits;
  EventLimits event_limits;          // of the cores of event-driven chips, as far as they are alike
  std::optional<LayerRules> layers;  // which layers it has; all, if there are no rules
  EnergyConfig energy;

  // Of one core.
  models::NeurocoreConfig neurocore_of(std::uint32_t core) const;
  EventLimits event_limits_of(std::uint32_t core) const;
};

}  // namespace floorline::platform
