// Words beside marks.
#include "platform/plot/label_placement.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace floorline::platform {
namespace {

TEST(Labels, AreRightBesideTheMarkIfTheyCan) {
  LabelPlacement labels({0, 0, 400, 400});
  const auto place = labels.place({200, 200}, 5, 60, 20);
  ASSERT_TRUE(place);
  EXPECT_GT(place->box.left, 205);
  EXPECT_DOUBLE_EQ(place->box.centre().y, 200);
  EXPECT_FALSE(place->leader);
}

TEST(Labels, AvoidWhatIsThereAndEachOther) {
  LabelPlacement labels({0, 0, 400, 400});
  const Box wall{240, 0, 400, 400};
  labels.avoid(wall);
  labels.avoid(Place{0, 150}, Place{240, 150});
  std::vector<Box> boxes;
  for (int i = 0; i < 3; ++i) {
    const auto place = labels.place({200, 200}, 5, 60, 20);
    ASSERT_TRUE(place) << i;
    EXPECT_FALSE(place->box.overlaps(wall));
    EXPECT_FALSE(place->box.clip({0, 150}, {240, 150}));
    for (const Box& other : boxes) {
      EXPECT_FALSE(place->box.overlaps(other));
    }
    boxes.push_back(place->box);
  }
  labels.avoid(Box{0, 0, 400, 400});
  EXPECT_FALSE(labels.place({200, 200}, 5, 60, 20));
}

TEST(Labels, DoNotStandBesideTheMarkOfAnother) {
  LabelPlacement labels({0, 0, 400, 400});
  const Place left{200, 200};
  const Place right{207, 200};
  labels.avoid_mark(left, 5);
  labels.avoid_mark(right, 5);
  labels.avoid(Box{0, 0, 195, 400});  // so that what is left of both is taken
  const auto place = labels.place(left, 5, 20, 16);
  ASSERT_TRUE(place);
  const auto gap = [&](Place mark) {
    return std::hypot(std::clamp(mark.x, place->box.left, place->box.right) - mark.x,
                      std::clamp(mark.y, place->box.top, place->box.bottom) - mark.y);
  };
  EXPECT_TRUE(place->leader || gap(left) < gap(right));
}

TEST(Labels, FarOnesHaveALeaderToTheMark) {
  LabelPlacement labels({0, 0, 400, 400});
  labels.avoid(Box{180, 180, 220, 220});
  const auto place = labels.place({200, 200}, 5, 60, 20);
  ASSERT_TRUE(place);
  ASSERT_TRUE(place->leader);
  EXPECT_NEAR(std::hypot(place->leader->first.x - 200, place->leader->first.y - 200), 6, 1e-9);
  EXPECT_TRUE(place->box.grown(1e-9).contains(place->leader->second));
}

}  // namespace
}  // namespace floorline::platform
