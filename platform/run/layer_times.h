// How long each layer takes for a frame, on chips whose layers hand frames on.
#pragma once

#include <cstdint>
#include <vector>

#include "models/sync/step_control.h"

namespace floorline::platform {

using models::Picoseconds;

// Of all frames of a run.
struct TimeRange {
  std::uint64_t frames = 0;
  Picoseconds sum_ps = 0;
  Picoseconds least_ps = 0;
  Picoseconds most_ps = 0;

  void add(Picoseconds time_ps);
  double mean_ps() const;  // 0 if there are no frames
};

// A layer takes a frame in from the moment at which the layer before begins to send it, and has it when it begins to
// send itself: its time. The last one's result is on its way to the host from then on until the frame ends: read-out.
// For each frame, the times of all layers and the read-out add up to its way through the chip. Where frames follow each
// other closely, the time of a layer also has what it waits for the next one to become free.
//
// An observer of the chip's step control; nothing is recorded on chips whose units all begin at once.
class LayerTimes final : public models::StepObserver {
 public:
  // By layer of the step control, whose layer 0 is the host: the first entry is that of layer 1.
  const std::vector<TimeRange>& layers() const { return layers_; }
  const TimeRange& readout() const { return readout_; }

 private:
  void layer_began(std::uint32_t layer, std::uint64_t step, Picoseconds now_ps) override;
  void step_ended(std::uint64_t step, Picoseconds begin_ps, Picoseconds end_ps) override;

  std::vector<Picoseconds> began_ps_;  // by layer, its latest frame: one begins the next after the layer behind had it
  std::vector<TimeRange> layers_;
  TimeRange readout_;
};

}  // namespace floorline::platform
