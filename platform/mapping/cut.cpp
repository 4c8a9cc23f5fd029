#include "platform/mapping/cut.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace floorline::platform {
namespace {

struct Range {
  int begin;
  int end;
};

int ceiling_of_quotient(int dividend, int divisor) {
  return (dividend + divisor - 1) / divisor;
}

int largest_slab(int extent, int count, CutDirection direction) {
  const int largest = ceiling_of_quotient(extent, count);
  int power = 1;
  while (power < largest)
    power *= 2;
  return direction == CutDirection::power_of_two_columns && ceiling_of_quotient(extent, power) == count ? power
                                                                                                        : largest;
}

// `count` consecutive ranges of [begin, end), count <= end - begin.
std::vector<Range> slabs(Range whole, int count, CutDirection direction) {
  const int largest = largest_slab(whole.end - whole.begin, count, direction);
  std::vector<Range> result;
  int begin = whole.begin;
  for (int slab = 0; slab < count; ++slab) {
    const int slabs_after = count - slab - 1;
    const int size = std::min(largest, whole.end - begin - slabs_after);
    result.push_back({begin, begin + size});
    begin += size;
  }
  return result;
}

Range range_along(const Box& box, CutDirection direction) {
  switch (direction) {
    case CutDirection::columns:
    case CutDirection::power_of_two_columns:
      return {box.x_begin, box.x_end};
    case CutDirection::rows:
      return {box.y_begin, box.y_end};
    case CutDirection::channels:
      return {box.c_begin, box.c_end};
  }
  return {0, 0};
}

Box with_range(Box box, CutDirection direction, Range range) {
  switch (direction) {
    case CutDirection::columns:
    case CutDirection::power_of_two_columns:
      box.x_begin = range.begin;
      box.x_end = range.end;
      break;
    case CutDirection::rows:
      box.y_begin = range.begin;
      box.y_end = range.end;
      break;
    case CutDirection::channels:
      box.c_begin = range.begin;
      box.c_end = range.end;
      break;
  }
  return box;
}

using Order = std::array<CutDirection, 3>;

Order order_from(CutDirection first) {
  switch (first) {
    case CutDirection::rows:
      return {CutDirection::rows, CutDirection::columns, CutDirection::channels};
    case CutDirection::channels:
      return {CutDirection::channels, CutDirection::columns, CutDirection::rows};
    case CutDirection::columns:
    case CutDirection::power_of_two_columns:
      break;
  }
  return {first, CutDirection::rows, CutDirection::channels};
}

void cut_along(const Box& box, int count, const Order& order, std::size_t level, std::vector<Box>& boxes) {
  if (count == 1) {
    boxes.push_back(box);
    return;
  }
  const Range whole = range_along(box, order.at(level));
  const int slab_count = std::min(count, whole.end - whole.begin);
  const std::vector<Range> ranges = slabs(whole, slab_count, order.at(level));
  // The counts of the slabs add up to `count` and differ by one at most.
  for (int slab = 0; slab < slab_count; ++slab) {
    const int share = count / slab_count + (slab < count % slab_count ? 1 : 0);
    cut_along(with_range(box, order.at(level), ranges[static_cast<std::size_t>(slab)]), share, order, level + 1, boxes);
  }
}

}  // namespace

std::vector<Box> cut(const Box& whole, int count, CutDirection direction) {
  if (count < 1 || count > whole.neuron_count()) {
    throw std::invalid_argument(fmt::format("cut: {} boxes of {} neurons", count, whole.neuron_count()));
  }
  std::vector<Box> boxes;
  boxes.reserve(static_cast<std::size_t>(count));
  cut_along(whole, count, order_from(direction), 0, boxes);
  return boxes;
}

}  // namespace floorline::platform
