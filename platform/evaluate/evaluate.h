// A network on a chip, from value objects to a report, in one call: what `floorline run` does, without files, options
// or text.
//
// Elaborates a chip and simulates it, which SystemC allows once per process: worker_pool.h evaluates many cases, each
// in a process of its own.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <variant>
#include <vector>

#include "platform/analysis/passes_report.h"
#include "platform/analysis/run_report.h"
#include "platform/chip/chip_config.h"
#include "platform/compile/pass_plan.h"
#include "platform/mapping/mapping.h"
#include "platform/network/network.h"
#include "platform/run/event_sequence.h"
#include "platform/run/input_sequence.h"
#include "platform/run/run.h"

namespace floorline::platform {

// Input that begins with all states as they are before step 0, and how many steps it is run for.
struct InputStretch {
  std::variant<InputSequence, EventSequence> input;  // frames of values, or windows of events with times
  std::uint64_t steps = 0;
};

// Observes a run, besides what the report records: waves, traffic. Made when the chip stands and nothing has run, and
// destroyed before the chip is.
class RunAttachment {
 public:
  virtual ~RunAttachment() = default;
  virtual void finish() = 0;  // after the last step
};

struct EvaluationOptions {
  models::Timing timing = models::Timing::approximately_timed;
  // Records what steps wait for. Without it the report has no bottleneck, and the simulation is faster.
  bool record_causes = true;
  // Records what each port of each router did with its time. Loosely timed chips have no such states.
  bool record_ports = false;
  // Called when a step has ended. False ends the evaluation.
  std::function<bool()> step_callback;
  std::function<std::unique_ptr<RunAttachment>(Run&)> attach;
  // Called after the last step, for what the report does not hold.
  std::function<void(const Run&)> on_finished;
};

// The step callback ended an evaluation.
struct EvaluationStopped {};

// Runs all stretches, one after the other. Throws UserError where the mapping does not fit the chip, Deadlock where the
// chip comes to a halt, and EvaluationStopped.
RunReport evaluate(const ChipConfig& chip, const Network& network, const Mapping& mapping,
                   const std::vector<InputStretch>& input, const EvaluationOptions& options = {});

// The same for a network that takes several passes over the chip: all frames go through one pass, then the chip is
// programmed for the next, which takes ChipConfig::program_byte_ps per byte. Without record_ports and on_finished.
PassesReport evaluate_passes(const ChipConfig& chip, const std::vector<Pass>& passes, const FrameValues& frames,
                             const EvaluationOptions& options = {});

}  // namespace floorline::platform
