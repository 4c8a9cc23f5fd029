// The options --chip and --set, and where chip files are found.
#pragma once

#include <string>
#include <vector>

#include "platform/config/chip_file.h"
#include "tools/floorline/options.h"

namespace floorline::tools {

// The environment variable FLOORLINE_CHIPS (directories, separated by colons) if it is set, else
// ../share/floorline/chips beside the directory of this executable.
std::vector<std::string> chip_directories();

void add_chip_options(Options& options);

// The chip file that --chip names, with all of --set applied.
platform::ChipDocument chip_document(const Options& options);

}  // namespace floorline::tools
