#include "platform/run/layer_times.h"

#include <algorithm>

namespace floorline::platform {

void TimeRange::add(Picoseconds time_ps) {
  least_ps = frames == 0 ? time_ps : std::min(least_ps, time_ps);
  most_ps = std::max(most_ps, time_ps);
  sum_ps += time_ps;
  ++frames;
}

double TimeRange::mean_ps() const {
  return frames == 0 ? 0 : static_cast<double>(sum_ps) / static_cast<double>(frames);
}

void LayerTimes::begin_layer(std::uint32_t layer, Picoseconds now_ps) {
  if (began_ps_.size() <= layer)
    began_ps_.resize(std::size_t{layer} + 1);
  began_ps_[layer] = now_ps;
  if (layer == 0)
    return;
  if (layers_.size() < layer)
    layers_.resize(layer);
  layers_[layer - 1].add(now_ps - began_ps_[layer - 1]);
}

void LayerTimes::end_step(Picoseconds end_ps) {
  if (!began_ps_.empty())
    readout_.add(end_ps - began_ps_.back());
}

}  // namespace floorline::platform
