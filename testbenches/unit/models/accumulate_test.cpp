#include "models/synapse/accumulate.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

namespace floorline::models {
namespace {

// The reference: modulo 2^32, in 64-bit arithmetic.
std::int32_t naive_sum(std::int32_t accumulator, std::int32_t value, std::int16_t weight) {
  return static_cast<std::int32_t>(
      static_cast<std::uint32_t>(static_cast<std::uint64_t>(std::int64_t{accumulator} + std::int64_t{value} * weight)));
}

std::vector<std::int16_t> random_weights(std::size_t count, std::mt19937& random) {
  std::vector<std::int16_t> weights(count);
  for (std::int16_t& weight : weights)
    weight = random() % 5 == 0 ? std::int16_t{-32768} : static_cast<std::int16_t>(random());
  return weights;
}

TEST(Accumulate, RunOfEveryLength) {
  std::mt19937 random(3);
  for (std::uint32_t count = 0; count < 70; ++count) {  // vector loops differ in their last few elements
    const std::vector<std::int16_t> weights = random_weights(count, random);
    std::vector<std::int32_t> accumulators(count + 2);
    for (std::int32_t& accumulator : accumulators)
      accumulator = static_cast<std::int32_t>(random());
    std::vector<std::int32_t> expected = accumulators;
    const auto value = static_cast<std::int32_t>(random());
    for (std::uint32_t i = 0; i < count; ++i)
      expected[i + 1] = naive_sum(expected[i + 1], value, weights[i]);
    accumulate_run(accumulators.data() + 1, weights.data(), count, value);
    ASSERT_EQ(accumulators, expected) << count;  // neighbours untouched
  }
}

TEST(Accumulate, ScatteredTargetsMayRepeat) {
  std::mt19937 random(4);
  for (int trial = 0; trial < 200; ++trial) {
    const std::uint32_t count = random() % 50;
    const std::vector<std::int16_t> weights = random_weights(count, random);
    std::vector<std::uint16_t> targets(count);
    for (std::uint16_t& target : targets)
      target = static_cast<std::uint16_t>(random() % 20);
    std::vector<std::int32_t> accumulators(20, 5);
    std::vector<std::int32_t> expected = accumulators;
    const auto value = static_cast<std::int32_t>(random());
    for (std::uint32_t i = 0; i < count; ++i)
      expected[targets[i]] = naive_sum(expected[targets[i]], value, weights[i]);
    accumulate_scattered(accumulators.data(), targets.data(), weights.data(), count, value);
    ASSERT_EQ(accumulators, expected);
  }
}

}  // namespace
}  // namespace floorline::models
