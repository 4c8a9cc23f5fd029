#include "platform/network/execution_model.h"

namespace floorline::platform {

const char* name_of(ExecutionModel model) {
  switch (model) {
    case ExecutionModel::time_stepped:
      break;
    case ExecutionModel::frame_based:
      return "frame-based";
    case ExecutionModel::event_driven:
      return "event-driven";
  }
  return "time-stepped";
}

}  // namespace floorline::platform
