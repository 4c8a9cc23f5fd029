// Made-up pictures: the same for the same seed, and with as much change as was asked for.
#include "platform/network/synthetic_scene.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace floorline::platform {
namespace {

double changed(const Tensor<std::uint8_t>& scene, std::size_t frame) {
  const std::size_t size = scene.values.size() / static_cast<std::size_t>(scene.extent(0));
  std::size_t count = 0;
  for (std::size_t pixel = 0; pixel < size; ++pixel) {
    count += scene.values[(frame - 1) * size + pixel] != scene.values[frame * size + pixel] ? 1 : 0;
  }
  return static_cast<double>(count) / static_cast<double>(size);
}

TEST(SyntheticScene, AboutTheDensityChanges) {
  const auto scene = make_synthetic_scene({3, 40, 80}, 100, 0.25, 7);
  EXPECT_EQ(scene.shape, (std::vector<std::int64_t>{100, 40, 80, 3}));
  for (std::size_t frame = 1; frame < 100; ++frame) {
    EXPECT_NEAR(changed(scene, frame), 0.25, 0.02) << frame;  // a column more, and 1 of 256 stays the same
  }
}

TEST(SyntheticScene, Edges) {
  EXPECT_EQ(changed(make_synthetic_scene({1, 8, 8}, 3, 0, 1), 1), 0);
  EXPECT_GT(changed(make_synthetic_scene({1, 8, 8}, 3, 1, 1), 1), 0.9);
  EXPECT_TRUE(make_synthetic_scene({1, 8, 8}, 0, 0.5, 1).values.empty());
  EXPECT_THROW(make_synthetic_scene({1, 8, 8}, 1, 1.5, 1), std::invalid_argument);
}

TEST(SyntheticScene, DependsOnTheSeedOnly) {
  const auto scene = make_synthetic_scene({1, 8, 8}, 2, 0.5, 3);
  EXPECT_EQ(scene.values, make_synthetic_scene({1, 8, 8}, 2, 0.5, 3).values);
  EXPECT_NE(scene.values, make_synthetic_scene({1, 8, 8}, 2, 0.5, 4).values);
}

}  // namespace
}  // namespace floorline::platform
