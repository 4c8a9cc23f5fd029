// A program on a chip: loads it, feeds input, lets time pass, and collects outputs, times and counts.
//
// Construct before the simulation starts (it elaborates modules). Then, once SystemC has started
// (sc_start(SC_ZERO_TIME)), begin() with an input and run() some steps; any number of times. A chip can be given
// another program in between (program()).
//
// run() calls sc_start and is the only place of the library that does. Where something else lets simulated time pass,
// as in a virtual platform or with several chips in one simulation, call start() instead and wait for finished().
//
// Models the host's software: a driver that writes all memories through the port of a CPU, in no simulated time. What
// programming costs is told by program(), for whoever wants to wait that long. Does not model how a driver does it.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <systemc>
#include <vector>

#include "platform/chip/chip.h"
#include "platform/compile/program.h"
#include "platform/network/reference_executor.h"
#include "platform/run/critical_times.h"
#include "platform/run/image_loader.h"
#include "platform/run/input_driver.h"
#include "platform/run/layer_times.h"
#include "platform/run/step_counter.h"
#include "platform/run/step_record.h"

namespace floorline::platform {

// A spike of the output layer of an event-driven network.
struct OutputEvent {
  Picoseconds time_ps = 0;
  std::int32_t neuron = 0;
};

// What the chip has counted since the last begin().
struct RunCounts {
  std::vector<CoreCounters> by_assignment;  // of the program's mapping
  std::uint64_t horizontal_hops = 0;
  std::uint64_t vertical_hops = 0;
};

// The chip has nothing left to do although its steps have not ended. what() says which step, and what waits for what.
class Deadlock : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

class Run : public sc_core::sc_module,
            private models::HostSource,
            private models::HostSink,
            private models::StepObserver {
 public:
  // How far a chip may run ahead of an otherwise idle kernel without a stop being noticed too late: 1 ms of its time is
  // well below a second of computing.
  static constexpr Picoseconds usual_run_ahead_ps = 1'000'000'000;

  // A chip without a program.
  Run(const sc_core::sc_module_name& name, const ChipConfig& chip, models::Timing timing);
  // With one, which begin() loads. Throws UserError if the mapping does not fit, and as check_timing().
  Run(const sc_core::sc_module_name& name, const ChipConfig& chip, const Network& network, const Mapping& mapping,
      models::Timing timing);

  // --- before the first step -------------------------------------------------------------------------------------
  // The critical path of every step is recorded: StepRecord::critical_ps and critical_units(). Costs some of the
  // simulation's speed and changes nothing else.
  void record_causes();
  // Called at the end of every step. False ends run() early.
  void set_step_callback(std::function<bool()> callback) { step_callback_ = std::move(callback); }

  // --- after the start of the simulation --------------------------------------------------------------------------
  // Writes another program into the chip, and takes cores that it does not need out of use. Not while steps run. The
  // program must outlive its use. Returns how long that would take (ChipConfig::program_byte_ps for each byte).
  Picoseconds program(const Program& program);
  // All states as they are before step 0, and this input. Forgets what was recorded since the begin() before.
  void begin(std::unique_ptr<InputDriver> input);
  void begin(InputSequence input) { begin(input_driver_for(*program_, std::move(input))); }
  void begin(EventSequence input) { begin(event_input(std::move(input))); }
  // Runs that many more steps from the current time on, as simulated time passes; finished() is notified at their end.
  void start(std::uint64_t steps);
  const sc_core::sc_event& finished() { return chip_.step_control().finished(); }
  // The same, and lets simulated time pass until nothing is left to happen. False if the callback ended it early.
  // Throws Deadlock.
  bool run(std::uint64_t steps);

  // --- since the last begin() -------------------------------------------------------------------------------------
  // What the output layer sent in each step, by increasing neuron number in C order.
  const std::vector<std::vector<Spike>>& outputs() const { return outputs_; }
  // The same with times, in the order of arrival; empty unless the input has times.
  const std::vector<OutputEvent>& output_events() const { return output_events_; }
  const std::vector<StepRecord>& steps() const { return steps_; }
  RunCounts counts() const;

  // --- since the program was loaded --------------------------------------------------------------------------------
  const LayerTimes& layer_times() const { return layer_times_; }
  // What steps waited for, longest first; empty unless causes are recorded. Of all programs together.
  std::vector<CriticalUnit> critical_units() const;

  Chip& chip() { return chip_; }
  const Chip& chip() const { return chip_; }
  const Program& program() const { return *program_; }
  const ChipImage& image() const { return program_->image; }
  const Mapping& mapping() const { return program_->mapping; }
  const Network& network() const { return program_->network; }
  ImageLoader& loader() { return loader_; }

 private:
  Picoseconds messages_of_step(std::uint64_t step, std::vector<models::HostMessage>& messages) override;
  void on_message(std::uint64_t step, Picoseconds time_ps, std::uint32_t axon, std::uint32_t atom,
                  std::int32_t value) override;
  void step_ended(std::uint64_t step, Picoseconds begin_ps, Picoseconds end_ps) override;
  void layer_began(std::uint32_t layer, std::uint64_t step, Picoseconds now_ps) override;
  void load();
  RunCounts chip_counts() const;
  std::vector<Spike>& output_of(std::uint64_t step);

  std::optional<Program> own_program_;  // where the run was constructed with one
  const Program* program_ = nullptr;
  bool is_loaded_ = false;
  bool states_are_fresh_ = false;
  const Picoseconds program_byte_ps_;
  Chip chip_;
  ImageLoader loader_;
  std::vector<std::uint32_t> programmed_cores_;

  // Null unless causes are recorded.
  std::unique_ptr<models::CauseRecorder> causes_;
  std::unique_ptr<CriticalPathSums> critical_;

  std::unique_ptr<InputDriver> input_;
  std::function<bool()> step_callback_;
  bool stopped_ = false;

  std::vector<std::vector<Spike>> outputs_;
  std::vector<OutputEvent> output_events_;
  std::vector<StepRecord> steps_;
  LayerTimes layer_times_;
  StepCounter counter_;
  RunCounts counts_before_;
};

}  // namespace floorline::platform
