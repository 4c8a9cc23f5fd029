// Lets simulated time pass for a network on a chip, with progress on a terminal and a stop at Ctrl-C.
#pragma once

#include <chrono>
#include <cstdint>

#include "platform/analysis/run_report.h"
#include "platform/run/chip_run.h"
#include "platform/run/input_sequence.h"
#include "tools/floorline/progress.h"

namespace floorline::tools {

class Simulation final : private models::StepObserver {
 public:
  // How far the chip may run without the kernel, and so how much of its time passes until a Ctrl-C takes effect.
  static constexpr models::Picoseconds run_ahead_ps = 1'000'000'000;  // 1 ms, well below a second of computing

  // Nothing but `run` may live in the SystemC simulation. `total_steps` of all stretches, for the progress line.
  Simulation(platform::ChipRun& run, std::uint64_t total_steps);

  // Begins the network anew and runs it for that many steps, which are added to the record. Throws Interrupted,
  // and std::logic_error where the chip stands still, with the reason.
  void run(platform::InputSequence input, std::uint64_t steps);
  // The same for a network that works event by event: a step for each window.
  void run(platform::EventSequence input);

  const platform::RunRecord& record() const { return record_; }
  // Of this process so far.
  platform::SimulationCost cost() const { return cost_of(wall_.count()); }
  static platform::SimulationCost cost_of(double wall_s);

 private:
  void run_begun(std::uint64_t steps);
  void step_ended(std::uint64_t step, models::Picoseconds begin_ps, models::Picoseconds end_ps) override;

  platform::ChipRun& run_;
  Progress progress_;
  platform::RunRecord record_;
  std::chrono::duration<double> wall_{0};
};

}  // namespace floorline::tools
