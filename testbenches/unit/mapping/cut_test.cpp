#include "platform/mapping/cut.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>

namespace floorline::platform {
namespace {

// How often each neuron of the shape is in a box; all ones for a correct cut.
std::vector<int> cover(const Shape& shape, const std::vector<Box>& boxes) {
  std::vector<int> counts(static_cast<std::size_t>(shape.neuron_count()), 0);
  for (const Box& box : boxes) {
    for (int c = box.c_begin; c < box.c_end; ++c) {
      for (int y = box.y_begin; y < box.y_end; ++y) {
        for (int x = box.x_begin; x < box.x_end; ++x) {
          ++counts.at(static_cast<std::size_t>(shape.index(c, y, x)));
        }
      }
    }
  }
  return counts;
}

TEST(Cut, SlabsOfColumnsAreThoseOfThePublishedMapping) {
  const std::vector<Box> boxes = cut(Box::whole({24, 32, 99}), 25, CutDirection::columns);
  ASSERT_EQ(boxes.size(), 25u);
  for (std::size_t slab = 0; slab < 24; ++slab) {
    EXPECT_EQ(boxes[slab].width(), 4);
    EXPECT_EQ(boxes[slab].neuron_count(), 3072);
  }
  EXPECT_EQ(boxes[24], (Box{96, 99, 0, 32, 0, 24}));
}

TEST(Cut, LeavesAtLeastOneColumnForEverySlab) {
  const std::vector<Box> boxes = cut(Box::whole({1, 1, 10}), 6, CutDirection::columns);
  std::vector<int> widths;
  for (const Box& box : boxes) {
    widths.push_back(box.width());
  }
  EXPECT_EQ(widths, (std::vector<int>{2, 2, 2, 2, 1, 1}));
}

TEST(Cut, PowersOfTwoAreKeptToWhereTheyMakeTheCount) {
  const auto widths = [](int columns, int count) {
    std::vector<int> widths;
    for (const Box& box : cut(Box::whole({1, 1, columns}), count, CutDirection::power_of_two_columns)) {
      widths.push_back(box.width());
    }
    return widths;
  };
  EXPECT_EQ(widths(20, 2), (std::vector<int>{16, 4}));
  EXPECT_EQ(widths(22, 3), (std::vector<int>{8, 8, 6}));
  EXPECT_EQ(widths(20, 7), (std::vector<int>{3, 3, 3, 3, 3, 3, 2}));  // slabs of 4 would be five
}

TEST(Cut, FlatLayersAreCutInChannelsWhateverTheDirection) {
  for (const CutDirection direction : {CutDirection::columns, CutDirection::rows, CutDirection::channels}) {
    const std::vector<Box> boxes = cut(Box::whole({100, 1, 1}), 12, direction);
    ASSERT_EQ(boxes.size(), 12u);
    EXPECT_EQ(boxes[0], (Box{0, 1, 0, 1, 0, 9}));
    EXPECT_EQ(boxes[11], (Box{0, 1, 0, 1, 99, 100}));
  }
}

TEST(Cut, EachDirectionCutsItsDimensionFirst) {
  const Box whole = Box::whole({4, 6, 8});
  EXPECT_EQ(cut(whole, 2, CutDirection::columns)[1], (Box{4, 8, 0, 6, 0, 4}));
  EXPECT_EQ(cut(whole, 2, CutDirection::rows)[1], (Box{0, 8, 3, 6, 0, 4}));
  EXPECT_EQ(cut(whole, 2, CutDirection::channels)[1], (Box{0, 8, 0, 6, 2, 4}));
}

TEST(Cut, GoesOnInTheNextDimensionBeyondTheExtent) {
  const std::vector<Box> boxes = cut(Box::whole({4, 6, 2}), 5, CutDirection::columns);
  ASSERT_EQ(boxes.size(), 5u);
  EXPECT_EQ(boxes[0], (Box{0, 1, 0, 2, 0, 4}));  // the first column in three parts, the second in two
  EXPECT_EQ(boxes[3], (Box{1, 2, 0, 3, 0, 4}));
}

TEST(Cut, CoversEveryNeuronOnceForEveryCount) {
  const Shape shape{3, 4, 5};
  for (const CutDirection direction : {CutDirection::columns, CutDirection::rows, CutDirection::channels}) {
    for (int count = 1; count <= shape.neuron_count(); ++count) {
      const std::vector<Box> boxes = cut(Box::whole(shape), count, direction);
      ASSERT_EQ(boxes.size(), static_cast<std::size_t>(count));
      const std::vector<int> counts = cover(shape, boxes);
      ASSERT_TRUE(std::all_of(counts.begin(), counts.end(), [](int n) { return n == 1; })) << count;
    }
  }
}

TEST(Cut, RefusesCountsThatLeaveABoxEmpty) {
  EXPECT_THROW(cut(Box::whole({2, 2, 2}), 0, CutDirection::columns), std::invalid_argument);
  EXPECT_THROW(cut(Box::whole({2, 2, 2}), 9, CutDirection::columns), std::invalid_argument);
}

}  // namespace
}  // namespace floorline::platform
