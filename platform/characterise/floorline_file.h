// Reading floorline.json, which `floorline characterise` writes (characterisation_report.h).
#pragma once

#include <map>
#include <string>

#include "platform/analysis/run_floorline.h"
#include "platform/chip/chip_config.h"

namespace floorline::platform {

struct FloorlineFile {
  std::string file;
  MeasuredFloorline measured;
  std::map<std::string, std::string> chip_values;  // of the chip that was measured, see timing_values.h
};

// Takes slope and updates, of an event-driven chip the synops of its cores, and nothing else. Throws UserError that
// names file and key if one is missing, not above zero, or known only as a bound.
FloorlineFile read_floorline_file(const std::string& file);

// The first value in which the chip is not the one that was measured: "neurocore.synop_time is 760 ps there and 2000 ps
// here". Empty if there is none. Chips that differ in their energies only have the same floorline.
std::string difference(const FloorlineFile& floorline, const ChipConfig& chip);

}  // namespace floorline::platform
