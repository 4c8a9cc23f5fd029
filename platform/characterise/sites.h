// Where on the chip a benchmark is put.
#pragma once

#include <vector>

#include "platform/characterise/chip_structure.h"

namespace floorline::platform {

struct Site {
  int column = 0;
  int row = 0;
};

Site centre_of(const ChipStructure& chip);
// In the middle of a side, so that there is no neighbour in one direction.
Site edge_of(const ChipStructure& chip);

// All cores, the nearest first; those of routers at one distance take turns, so that any number of them lies evenly in
// all directions.
std::vector<int> cores_around(const ChipStructure& chip, Site site);

// `count` cores from the position `first` on, fewer where there are no more.
std::vector<int> some_of(const std::vector<int>& cores, int first, int count);

}  // namespace floorline::platform
