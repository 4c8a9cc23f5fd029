// Cutting a layer into boxes, one for each core that it gets.
#pragma once

#include <vector>

#include "platform/mapping/mapping.h"

namespace floorline::platform {

// The dimension that is cut first. Flat layers have only channels and are cut the same way in all three.
enum class CutDirection { columns, rows, channels, power_of_two_columns };

// Cuts `whole` into exactly `count` boxes, which cover it and do not overlap.
//
// Slabs along one dimension are as large as the largest must be, ceil(extent / count), and the last ones take what is
// left but at least one: 99 columns in 25 slabs are 24 of 4 and one of 3. With power_of_two_columns, slabs of columns
// are widened to the next power of two where that still makes `count` of them: 20 columns in 2 slabs are one of 16 and
// one of 4. This is how the published mappings of convolutions on Loihi 2 look. Where count exceeds the extent, every
// slab is cut again along the next dimension: columns, rows, channels in turn, without the first.
//
// Throws std::invalid_argument unless 1 <= count <= neurons of `whole`.
std::vector<Box> cut(const Box& whole, int count, CutDirection direction);

}  // namespace floorline::platform
