// Reads waves of both formats as others see them.
#pragma once

#include <string>

#include "testbenches/waves/vcd_reader.h"

namespace floorline::testbenches {

// Those of an .fst file go through GTKWave's converter, and fail the test if that does.
VcdContents read_waves(const std::string& path);

}  // namespace floorline::testbenches
