// Passes of a network on one chip, one after the other: the chip is programmed anew for each, and what the last layer
// of a pass sends is the host's input to the next.
//
// Use: construct before the simulation starts, then once SystemC has started, for each pass: program(), let the time
// pass that this takes (it needs none by itself), begin() with the frames, run(), and let simulated time pass until
// nothing is left to happen. The results are the frames of the next pass.
//
// Models: a chip whose memories, tables, routes and cores in use are all replaced, through the port that a CPU has.
// Does not model how a driver does that: programming costs chip.program_byte_ps a byte, for what the image of a pass
// has.
#pragma once

#include <cstdint>
#include <memory>
#include <systemc>
#include <vector>

#include "platform/chip/chip.h"
#include "platform/passes/pass_plan.h"
#include "platform/run/critical_times.h"
#include "platform/run/image_loader.h"
#include "platform/run/layer_times.h"
#include "platform/run/step_counter.h"
#include "platform/run/step_record.h"

namespace floorline::platform {

using FrameValues = std::vector<std::vector<std::int32_t>>;  // values of a layer in C order, one entry a frame

// What one pass did.
struct PassRecord {
  std::uint64_t programmed_bytes = 0;
  Picoseconds program_ps = 0;
  std::vector<StepRecord> steps;            // one a frame
  LayerTimes layer_times;                   // layer 1 is the first of the pass
  std::vector<CoreCounters> by_assignment;  // of the pass's mapping
  std::uint64_t horizontal_hops = 0;
  std::uint64_t vertical_hops = 0;
};

class PassRun : public sc_core::sc_module,
                private models::HostSource,
                private models::HostSink,
                private models::StepObserver {
 public:
  // The plan must be of this chip, and outlive the run.
  PassRun(const sc_core::sc_module_name& name, const ChipConfig& chip, const std::vector<Pass>& passes,
          models::Timing timing);

  // From now on critical paths are recorded: StepRecord::critical_ps. Before the first pass.
  void record_causes();

  // Writes the image of this pass into the chip, and takes cores that it does not need out of use. Returns how long
  // that would take.
  Picoseconds program(std::size_t pass);
  void begin(FrameValues frames);  // of the pass that the chip is programmed for
  void run() { chip_.step_control().run(frames_.size()); }
  // Once all is done: what was counted since begin(), and what the pass's last layer sent for each frame.
  PassRecord end();
  const FrameValues& results() const { return results_; }

  Chip& chip() { return chip_; }

 private:
  void messages_of_step(std::uint64_t step, std::vector<models::HostMessage>& messages) override;
  void on_message(std::uint64_t step, Picoseconds time_ps, std::uint32_t axon, std::uint32_t atom,
                  std::int32_t value) override;
  void step_ended(std::uint64_t step, Picoseconds begin_ps, Picoseconds end_ps) override;
  void layer_began(std::uint32_t layer, std::uint64_t step, Picoseconds now_ps) override;
  std::vector<CoreCounters> counters() const;

  const std::vector<Pass>& passes_;
  const Picoseconds program_byte_ps_;
  Chip chip_;
  ImageLoader loader_;
  std::unique_ptr<models::CauseRecorder> causes_;  // null unless recorded
  std::unique_ptr<CriticalPathSums> critical_;

  const Pass* pass_ = nullptr;  // that the chip is programmed for
  FrameValues frames_;
  FrameValues results_;
  PassRecord record_;
  StepCounter counter_;
  std::vector<CoreCounters> counters_before_;
  std::uint64_t horizontal_hops_before_ = 0;
  std::uint64_t vertical_hops_before_ = 0;
};

}  // namespace floorline::platform
