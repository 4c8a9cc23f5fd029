// Any network that fits, under any mapping, timing, buffer size and sharing of memories: the outputs are those of the
// reference executor bit for bit, every core counts the operations that follow, and no message is lost or doubled.
//
// A failure prints its seed. To make it smaller, call make_random_case with that seed and a smaller size.
#include <gtest/gtest.h>

#include "testbenches/property/random_case.h"

namespace floorline::testbenches {
namespace {

constexpr std::uint64_t cases_per_process = 10;
constexpr int size = 3;
constexpr std::uint64_t steps = 8;

// All chips of a process stand in one simulation, as SystemC elaborates once; they run one after the other.
class RandomRuns : public ::testing::TestWithParam<std::uint64_t> {};

TEST_P(RandomRuns, EqualTheReference) {
  std::vector<std::unique_ptr<RandomCase>> cases;
  std::vector<std::unique_ptr<platform::Run>> runs;
  for (std::uint64_t i = 0; i < cases_per_process; ++i) {
    cases.push_back(std::make_unique<RandomCase>(make_random_case(GetParam() * cases_per_process + i, size)));
    const RandomCase& random = *cases.back();
    runs.push_back(std::make_unique<platform::Run>(("run_" + std::to_string(i)).c_str(), random.chip, random.network,
                                                   random.mapping, random.timing));
    if (i % 2 == 1)
      runs.back()->chip().calendar().set_run_ahead(~models::Picoseconds{0});
  }
  for (std::uint64_t i = 0; i < cases_per_process; ++i) {
    SCOPED_TRACE(cases[i]->description);
    expect_equal_to_reference(*runs[i], cases[i]->frames, steps);
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomRuns, ::testing::Range<std::uint64_t>(1, 31));

}  // namespace
}  // namespace floorline::testbenches
