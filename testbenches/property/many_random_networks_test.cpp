// Laws of the network, on a thousand random ones: 10^8 packets in ten tests.
#include <gtest/gtest.h>

#include "testbenches/property/random_networks.h"

namespace floorline::testbenches {
namespace {

class ManyRandomNetworks : public testing::TestWithParam<unsigned> {};
TEST_P(ManyRandomNetworks, LoseNothingAndAccountForTheirTime) {
  check_random_networks(GetParam(), 100, 100000);
}
INSTANTIATE_TEST_SUITE_P(Seeds, ManyRandomNetworks, testing::Range(101u, 111u));

}  // namespace
}  // namespace floorline::testbenches
