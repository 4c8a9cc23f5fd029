// Sums of the critical paths of a run's steps.
#pragma once

#include <string>
#include <vector>

#include "models/monitor/cause_recorder.h"
#include "platform/run/step_record.h"

namespace floorline::platform {

// A unit of the chip, and how long steps waited for it.
struct CriticalUnit {
  std::string name;  // "core_48.synapses", without the names of the chip and what it stands in
  models::TimeLabel label = models::TimeLabel::traffic;
  Picoseconds time_ps = 0;
};

class CriticalPathSums final : public models::PathObserver {
 public:
  // `prefix` is what names of units begin with, and is left out.
  CriticalPathSums(const models::CauseRecorder& causes, std::string prefix)
      : causes_(causes), prefix_(std::move(prefix)) {}

  // Of the last step.
  const CriticalTimes& last_step() const { return last_step_; }
  // Of all steps, those waited for longest first, without those that nobody waited for.
  std::vector<CriticalUnit> units() const;

 private:
  void critical_path(std::uint64_t step, const std::vector<models::PathSegment>& path) override;

  const models::CauseRecorder& causes_;
  const std::string prefix_;
  CriticalTimes last_step_{};
  std::vector<Picoseconds> of_unit_ps_;
};

}  // namespace floorline::platform
