#include "platform/run/deadlock_report.h"

#include <fmt/core.h>

#include <vector>

#include "models/noc/deadlock.h"
#include "platform/chip/wait_cycle.h"

namespace floorline::platform {

namespace {

std::string open_step_text(const models::StepControl& steps) {
  return fmt::format("the chip is deadlocked in step {}: units still busy: {}, messages in flight: {}",
                     steps.steps_done(), steps.units_busy(), steps.messages_in_flight());
}

}  // namespace

std::string deadlock_report(const models::StepControl& steps, const models::Mesh& mesh) {
  std::string open_step = open_step_text(steps);
  const std::vector<models::MeshChannel> cycle = models::find_deadlock(mesh);
  if (cycle.empty())
    return open_step;
  return fmt::format("{}; network buffers wait for each other in a cycle: {}", open_step, models::cycle_text(cycle));
}

std::string deadlock_report(const Chip& chip) {
  std::string open_step = open_step_text(chip.step_control());
  const std::vector<std::string> cycle = wait_cycle(chip);
  if (cycle.empty())
    return open_step;
  std::string names;
  for (const std::string& name : cycle)
    names += name + " -> ";
  return fmt::format("{}; cores and buffers wait for each other in a cycle: {}{}", open_step, names, cycle.front());
}

}  // namespace floorline::platform
