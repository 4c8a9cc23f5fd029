// Energy is counts times costs, each kind with its own, plus static power times time.
#include "platform/analysis/energy.h"

#include <gtest/gtest.h>

namespace floorline::platform {
namespace {

TEST(Energy, EveryCountHasItsCost) {
  OperationCounts counts;
  counts.cores = {1000, 900, 200, 30, 7, 40};  // synops, effective, activations, spikes, messages in and out
  counts.horizontal_hops = 50;
  counts.vertical_hops = 60;
  EnergyConfig costs;
  costs.synop_pj = 2;
  costs.neuron_update_pj = 3;
  costs.activation_pj = 5;
  costs.message_pj = 7;
  costs.horizontal_hop_pj = 11;
  costs.vertical_hop_pj = 13;
  costs.static_w = 0.25;
  const EnergyReport energy = energy_of(counts, 4'000'000, costs);  // 4 us
  EXPECT_DOUBLE_EQ(energy.synops, 2000e-12);
  EXPECT_DOUBLE_EQ(energy.neuron_updates, 600e-12);
  EXPECT_DOUBLE_EQ(energy.activations, 150e-12);
  EXPECT_DOUBLE_EQ(energy.messages, 280e-12);
  EXPECT_DOUBLE_EQ(energy.hops, (550 + 780) * 1e-12);
  EXPECT_DOUBLE_EQ(energy.static_energy, 1e-6);
  EXPECT_DOUBLE_EQ(energy.total(), (2000 + 600 + 150 + 280 + 1330) * 1e-12 + 1e-6);
}

}  // namespace
}  // namespace floorline::platform
