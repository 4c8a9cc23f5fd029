// The message of a UserError, for tests.
#pragma once

#include <string>

#include "platform/base/error.h"

namespace floorline::platform {

// The message of the UserError that `action` throws; empty if it throws none.
template <typename Action>
std::string user_error_text(Action action) {
  try {
    action();
  } catch (const UserError& error) {
    return error.what();
  }
  return "";
}

}  // namespace floorline::platform
