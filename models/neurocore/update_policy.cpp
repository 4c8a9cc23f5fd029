#include "models/neurocore/update_policy.h"

#include "models/neurocore/event_driven_update.h"
#include "models/neurocore/time_stepped_update.h"

namespace floorline::models {

std::unique_ptr<UpdatePolicy> make_update_policy(Calendar& calendar, const NeurocoreConfig& config, Timing timing,
                                                 StepControl& control) {
  if (config.update_rule == UpdateRule::time_stepped)
    return std::make_unique<TimeSteppedUpdate>(calendar, config, control);
  if (timing == Timing::loosely_timed)
    SC_REPORT_FATAL("/floorline/neurocore/config", "an event-driven core can only be approximately timed");
  return std::make_unique<EventDrivenUpdate>(calendar, config, control);
}

}  // namespace floorline::models
