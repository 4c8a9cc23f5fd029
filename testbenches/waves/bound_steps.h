// Three little networks on a Loihi 2, one for each bottleneck, and their waves.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "models/monitor/cause_recorder.h"
#include "platform/characterise/bench_network.h"
#include "platform/run/run.h"
#include "platform/waves/chip_waves.h"

namespace floorline::testbenches {

struct BoundSteps {
  std::string name;  // of the files, without an ending
  models::TimeLabel bottleneck = models::TimeLabel::memory;
  platform::BenchNetwork bench;
};

// Of a network that is memory-bound, one that is compute-bound and one that is traffic-bound.
std::vector<BoundSteps> bound_steps();

// All of them, each on a chip of its own. Construct before the simulation starts.
class BoundStepsRun {
 public:
  static constexpr std::uint64_t steps = 2;

  // Files go to that folder; `ending` is that of the waves, with its dot. Throws UserError where that is not possible.
  BoundStepsRun(const std::string& folder, const std::string& ending);

  // Lets simulated time pass, and completes the files.
  void run();

  const std::vector<BoundSteps>& cases() const { return cases_; }
  // Of a case, after run().
  const platform::Run& chip_run(std::size_t index) const { return *runs_[index]; }
  const platform::ChipWaves& waves(std::size_t index) const { return *waves_[index]; }

 private:
  const std::vector<BoundSteps> cases_;
  std::vector<std::unique_ptr<platform::Run>> runs_;
  std::vector<std::unique_ptr<platform::ChipWaves>> waves_;
};

}  // namespace floorline::testbenches
