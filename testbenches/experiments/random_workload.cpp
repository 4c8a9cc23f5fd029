#include "testbenches/experiments/random_workload.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "platform/base/error.h"
#include "platform/compile/compiler.h"
#include "platform/mapping/mapping_check.h"

namespace floorline::testbenches {

using platform::BenchNetwork;
using platform::ChipConfig;
using platform::Draw;

namespace {

constexpr int most_layers = 4;
constexpr int most_cores_per_layer = 30;
constexpr int most_weights_per_core = 120000;  // of 8 bits, on a chip with 128 KB for them; more are drawn anew

// Equally likely on a logarithmic scale.
double log_uniform(Draw& draw, double lowest, double highest) {
  constexpr std::int64_t grains = 1'000'000;
  return lowest * std::pow(highest / lowest, static_cast<double>(draw.whole(0, grains)) / grains);
}

std::vector<int> shuffled_cores(Draw& draw, const ChipConfig& chip) {
  std::vector<int> cores(chip.noc.core_count());
  std::iota(cores.begin(), cores.end(), 0);
  if (draw.chance(0.5))
    return cores;  // neighbours
  for (std::size_t last = cores.size() - 1; last > 0; --last)
    std::swap(cores[last], cores[static_cast<std::size_t>(draw.whole(0, static_cast<std::int64_t>(last)))]);
  return cores;
}

DrivenLayer random_layer(Draw& draw, const std::vector<int>& cores, std::size_t& next_core, int fan_in) {
  const auto most_cores =
      std::min<std::int64_t>(most_cores_per_layer, static_cast<std::int64_t>(cores.size()) / most_layers);
  const auto count = static_cast<int>(draw.whole(1, most_cores));
  const auto most = static_cast<double>(std::clamp(most_weights_per_core / std::max(fan_in, 1), 5, 1024));
  const auto neurons = static_cast<int>(std::lround(log_uniform(draw, 4, most)));
  const double share = log_uniform(draw, 1.0 / 64, 1);
  const bool heaped = draw.chance(1.0 / 3);
  DrivenLayer layer;
  for (int slice = 0; slice < count; ++slice)
    layer.slices.push_back({cores[next_core++], neurons, static_cast<int>(std::lround(share * neurons))});
  if (heaped) {
    // What all cores send together, as far as it goes, comes from one.
    int all = 0;
    for (DrivenSlice& slice : layer.slices)
      all += std::exchange(slice.firing, 0);
    layer.slices[static_cast<std::size_t>(draw.whole(0, count - 1))].firing = std::min(all, neurons);
  }
  layer.weight_sparsity = draw.chance(0.5) ? 0 : log_uniform(draw, 0.1, 0.95);
  layer.weight_bits = static_cast<int>(draw.whole(2, 8));
  layer.format = draw.chance(0.5) ? platform::SynapseChoice::dense : platform::SynapseChoice::sparse;
  return layer;
}

bool fits(const BenchNetwork& bench, const ChipConfig& chip) {
  try {
    platform::check_mapping(bench.network, bench.mapping, chip);
    platform::compile(bench.network, bench.mapping, chip);
    return true;
  } catch (const platform::UserError&) {
    return false;
  }
}

}  // namespace

BenchNetwork random_workload(Draw& draw, const ChipConfig& chip) {
  for (;;) {
    const std::vector<int> cores = shuffled_cores(draw, chip);
    const auto layer_count = static_cast<std::size_t>(draw.whole(2, most_layers));
    std::vector<DrivenLayer> layers;
    std::size_t next_core = 0;
    int fan_in = 0;
    for (std::size_t index = 0; index < layer_count; ++index) {
      layers.push_back(random_layer(draw, cores, next_core, fan_in));
      fan_in = 0;
      for (const DrivenSlice& slice : layers.back().slices)
        fan_in += slice.neurons;
    }
    BenchNetwork bench =
        make_driven_network("random workload", layers, static_cast<std::uint64_t>(draw.whole(1, 1 << 30)));
    if (fits(bench, chip))
      return bench;
  }
}

}  // namespace floorline::testbenches
