// The one list of everything that a chip file says: names, dimensions, ranges, and the place in ChipConfig.
//
// Reading, checking, printing and settings from the command line all walk this list, so a new field of ChipConfig is
// added here once.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "platform/chip/chip_config.h"
#include "platform/config/quantity.h"

namespace floorline::platform {

struct ChipParameter {
  std::string path;  // "neurocore.synop_time"
  Dimension dimension = Dimension::count;
  double minimum = 0;  // both bounds are allowed values, in the base unit of the dimension
  double maximum = 0;
  std::vector<std::string> choices;  // where dimension == choice; the value is the position in this list
  std::string description;           // half a sentence for people

  // The value in the base unit.
  std::function<double(const ChipConfig&)> get;
  std::function<void(ChipConfig&, double)> set;
  // Of one that may differ from core to core, else not there: the value of each core, or none where all are alike, in
  // place of the value for all.
  std::function<std::vector<double>(const ChipConfig&)> get_each;
  std::function<void(ChipConfig&, const std::vector<double>&)> set_each;

  // Whether the chip has what it is a parameter of, given the parameters before it in the list.
  std::function<bool(const ChipConfig&)> applies;
  // For one that a file may leave out even so: says to the configuration that the chip has no such thing.
  std::function<void(ChipConfig&)> leave_out;
};

// In the order in which a chip file is printed.
const std::vector<ChipParameter>& chip_parameters();

// nullptr where no parameter has this path.
const ChipParameter* find_chip_parameter(const std::string& path);

std::vector<std::string> chip_parameter_paths();

}  // namespace floorline::platform
