#include "platform/mapping/time_check.h"

namespace floorline::platform {
namespace {

const char* const in_timesteps = "in timesteps";
const char* const in_frames = "frame by frame";
const char* const by_events = "event by event";

const char* way_of(const Network& network) {
  return network.works_in_frames() ? in_frames : network.works_by_events() ? by_events : in_timesteps;
}

// The networks that the chip runs.
const char* way_of(TimeAdvance advance) {
  switch (advance) {
    case TimeAdvance::barrier:
      break;
    case TimeAdvance::layer_handover:
      return in_frames;
    case TimeAdvance::free_running:
      return by_events;
  }
  return in_timesteps;
}

}  // namespace

std::vector<std::string> time_problems(const Network& network, const ChipConfig& chip) {
  const std::string has = way_of(network);
  const std::string possible = way_of(chip.time_advance);
  if (has == possible)
    return {};
  return {"it works " + has + ", and the chip runs networks that work " + possible + " (time.advance)"};
}

}  // namespace floorline::platform
