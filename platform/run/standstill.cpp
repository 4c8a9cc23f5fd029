#include "platform/run/standstill.h"

#include <cstdint>
#include <vector>

#include "models/noc/deadlock.h"
#include "platform/chip/waiting_circle.h"

namespace floorline::platform {

namespace {

std::string counted(std::uint64_t count, const std::string& one, const std::string& several) {
  return std::to_string(count) + " " + (count == 1 ? one : several);
}

std::string waiting_text(const models::StepControl& steps) {
  return "the chip stands still in step " + std::to_string(steps.steps_done()) + ": " +
         counted(steps.units_busy(), "unit has", "units have") + " not finished it, " +
         counted(steps.messages_in_flight(), "message is", "messages are") + " on the way";
}

}  // namespace

std::string standstill_text(const models::StepControl& steps, const models::Mesh& mesh) {
  std::string text = waiting_text(steps);
  const std::vector<models::MeshChannel> cycle = models::find_deadlock(mesh);
  if (!cycle.empty())
    text += "; buffers of the network wait for each other in a circle: " + models::cycle_text(cycle);
  return text;
}

std::string standstill_text(const Chip& chip) {
  std::string text = waiting_text(chip.step_control());
  const std::vector<std::string> circle = waiting_circle(chip);
  if (circle.empty())
    return text;
  text += "; these wait for each other in a circle: ";
  for (const std::string& name : circle)
    text += name + " -> ";
  return text + circle.front();
}

}  // namespace floorline::platform
