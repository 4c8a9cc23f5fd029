#include "platform/compile/multicast_groups.h"

#include <gtest/gtest.h>

namespace floorline::platform {
namespace {

using models::RouteTarget;
using Targets = std::vector<RouteTarget>;

models::NocConfig noc(std::uint32_t groups) {
  models::NocConfig config;  // 128 cores, so the host is 128 and the first group 129
  config.multicast_groups = groups;
  return config;
}

Targets to(const std::vector<std::uint32_t>& endpoints, std::uint32_t axon) {
  Targets targets;
  for (const std::uint32_t endpoint : endpoints)
    targets.push_back({endpoint, axon, 0});
  return targets;
}

void expect_equal(const Targets& got, const Targets& expected) {
  ASSERT_EQ(got.size(), expected.size());
  for (std::size_t i = 0; i < got.size(); ++i) {
    EXPECT_EQ(got[i].endpoint, expected[i].endpoint);
    EXPECT_EQ(got[i].axon, expected[i].axon);
    EXPECT_EQ(got[i].atom_base, expected[i].atom_base);
  }
}

TEST(MulticastGroups, OneDestinationOrNoneNeedsNoGroup) {
  MulticastGroups groups(noc(5));
  expect_equal(groups.merged({}), {});
  expect_equal(groups.merged(to({7}, 3)), to({7}, 3));
  EXPECT_TRUE(groups.groups().empty());
}

TEST(MulticastGroups, EqualSetsShareAGroupWhateverTheAxon) {
  MulticastGroups groups(noc(5));
  expect_equal(groups.merged(to({1, 2}, 3)), to({129}, 3));
  expect_equal(groups.merged(to({1, 2, 5}, 3)), to({130}, 3));
  expect_equal(groups.merged(to({1, 2}, 4)), to({129}, 4));
  EXPECT_EQ(groups.groups(), (std::vector<std::vector<std::uint32_t>>{{1, 2}, {1, 2, 5}}));
}

TEST(MulticastGroups, WithoutRoomMessagesGoToEachCore) {
  MulticastGroups groups(noc(1));
  groups.merged(to({1, 2}, 3));
  expect_equal(groups.merged(to({1, 4}, 3)), to({1, 4}, 3));
  expect_equal(groups.merged(to({1, 2}, 0)), to({129}, 0));
  EXPECT_TRUE(groups.enabled());
  EXPECT_FALSE(MulticastGroups(noc(0)).enabled());
}

}  // namespace
}  // namespace floorline::platform
