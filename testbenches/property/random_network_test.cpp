// Laws of the network, on a hundred random ones.
#include <gtest/gtest.h>

#include "testbenches/property/random_networks.h"

namespace floorline::testbenches {
namespace {

class RandomNetworks : public testing::TestWithParam<unsigned> {};
TEST_P(RandomNetworks, LoseNothingAndAccountForTheirTime) {
  check_random_networks(GetParam(), 20, 5000);
}
INSTANTIATE_TEST_SUITE_P(Seeds, RandomNetworks, testing::Range(1u, 6u));

}  // namespace
}  // namespace floorline::testbenches
