// How long each layer takes for a frame, on chips whose layers hand frames on.
#pragma once

#include <cstdint>
#include <vector>

#include "models/calendar/time.h"

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
// Nothing is recorded on chips whose units all begin a step at once: nobody tells it of layers that begin.
class LayerTimes {
 public:
  // As models::StepObserver is told.
  void begin_layer(std::uint32_t layer, Picoseconds now_ps);
  void end_step(Picoseconds end_ps);

  // By layer of the step control, whose layer 0 is the host: the first entry is that of layer 1.
  const std::vector<TimeRange>& layers() const { return layers_; }
  const TimeRange& readout() const { return readout_; }

 private:
  std::vector<Picoseconds> began_ps_;  // by layer, its latest frame: one begins the next after the layer behind had it
  std::vector<TimeRange> layers_;
  TimeRange readout_;
};

}  // namespace floorline::platform
