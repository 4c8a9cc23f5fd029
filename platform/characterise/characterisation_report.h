// A characterisation as a file for programs, a screen for people, and a picture.
#pragma once

#include <string>

#include "platform/characterise/characterise.h"

namespace floorline::platform {

inline constexpr const char* characterisation_schema = "floorline-characterisation/1";

// floorline.json; platform/analysis/README.md explains every key. It holds the values of the measured chip as
// well, so that a reader can tell whether the findings hold for another chip (floorline_file.h).
std::string characterisation_json(const Characterisation& characterisation, const ChipConfig& chip);

// Lines that end in a line break.
std::string characterisation_summary(const Characterisation& characterisation);

// The floorline with the steps of the benchmarks on it, SVG.
std::string characterisation_svg(const Characterisation& characterisation);

}  // namespace floorline::platform
