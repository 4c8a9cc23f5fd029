// Cutting a layer into boxes, one for each core that it gets.
#pragma once

#include <vector>

#include "platform/mapping/mapping.h"

namespace floorline::platform {

// The dimension that is cut first. Flat layers have only channels and are cut the same way in all three.
enum class CutDirection { columns, rows, channels };

// Cuts `whole` into exactly `count` boxes, which cover it and do not overlap.
//
// Slabs along one dimension are as large as the largest must be, ceil(extent / count), and the last ones take what is
// left but at least one: 99 columns in 25 slabs are 24 of 4 and one of 3. This is how the published mappings of
// convolutions on Loihi 2 look (slabs of columns, with all rows and channels). Where count exceeds the extent, every
// slab is cut again along the next dimension: columns, rows, channels in turn, without the first.
//
// Throws std::invalid_argument unless 1 <= count <= neurons of `whole`.
std::vector<Box> cut(const Box& whole, int count, CutDirection direction);

}  // namespace floorline::platform
