// The chip that experiments are tested on.
#pragma once

#include "platform/config/load_chip.h"
#include "testbenches/experiments/experiment.h"
#include "testbenches/support/source_directory.h"

namespace floorline::testbenches {

inline ExperimentSettings on_loihi2() {
  ExperimentSettings settings;
  settings.chip = platform::load_chip("loihi2", {testbenches::source_directory() + "/platform/chips"});
  return settings;
}

}  // namespace floorline::testbenches
