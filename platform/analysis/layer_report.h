// Operations and times of the layers of a frame-based network in a run.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "platform/network/network.h"
#include "platform/run/layer_times.h"
#include "platform/run/step_record.h"

namespace floorline::platform {

struct LayerReport {
  int layer = 0;  // of the network; the read-out, which has no cores, follows the last layer
  std::string name;
  std::uint64_t cores = 0;
  std::uint64_t neurons = 0;
  CoreCounters counters;  // of all its cores, over the run
  TimeRange time;         // layer_times.h says from when to when
};

// One core's part of a layer.
struct LayerPart {
  int layer = 0;
  std::uint64_t neurons = 0;
  CoreCounters counters;
};

// One report per layer on cores, in order, then one for the read-out; none if no times were recorded. `first_layer` is
// the number of the first layer on cores.
std::vector<LayerReport> layer_reports(const Network& network, int first_layer, const std::vector<LayerPart>& parts,
                                       const LayerTimes& times);

}  // namespace floorline::platform
