#include "platform/chip/chip_execution.h"

#include <fmt/core.h>

#include "models/sync/layer_handover.h"
#include "models/sync/step_barrier.h"
#include "platform/base/error.h"

namespace floorline::platform {

std::unique_ptr<models::StepControl> make_step_control(models::Calendar& calendar, const ChipConfig& chip) {
  switch (chip.execution_model) {
    case ExecutionModel::time_stepped:
      break;
    case ExecutionModel::frame_based:
      return std::make_unique<models::LayerHandover>("layers", calendar, chip.handover);
    case ExecutionModel::event_driven:
      // A window is a step that costs nothing and ends when the chip is quiet.
      return std::make_unique<models::StepBarrier>("window", calendar, models::BarrierConfig{0, 0});
  }
  return std::make_unique<models::StepBarrier>("barrier", calendar, chip.barrier);
}

models::UpdateRule update_rule_of(ExecutionModel model) {
  return model == ExecutionModel::event_driven ? models::UpdateRule::event_driven : models::UpdateRule::time_stepped;
}

void check_timing(const ChipConfig& chip, models::Timing timing) {
  if (chip.execution_model == ExecutionModel::event_driven && timing == models::Timing::loosely_timed)
    throw UserError(
        fmt::format("chip {} is event-driven and can only be approximately timed: loosely timed, a message "
                    "is processed before its time, and the order of events would be lost",
                    chip.name));
}

}  // namespace floorline::platform
