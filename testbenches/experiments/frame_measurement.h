// One frame of a network on a chip whose layers hand frames on.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "models/monitor/cause_recorder.h"
#include "platform/chip/chip_config.h"
#include "platform/network/frame_workload.h"

namespace floorline::testbenches {

struct FrameCase {
  platform::ChipConfig chip;
  platform::FrameWorkload workload;
  std::string mapping;  // that leaves the input layer to the host (platform/mapping/make_mapping.h)
};

struct FrameMeasurement {
  static constexpr std::size_t most_layers = 32;

  double time_ms = 0;
  // From the layer before beginning to send until this one does; the first is the first that a core has.
  std::array<double, most_layers> layer_ms{};
  double synops = 0;         // all cores
  double wasted_synops = 0;  // of these, on no neuron of the core
  double max_synops = 0;     // of a core
  double dynamic_energy_mj = 0;
  std::array<double, models::time_label_count> shares{};  // of the critical path
  bool equals_reference = false;                          // what came out, bit for bit
};

// Each in a process of its own; the caller must not have elaborated anything.
std::vector<FrameMeasurement> measure_frames(const std::vector<FrameCase>& cases);

}  // namespace floorline::testbenches
