#include "models/message/spike_pool.h"

#include <gtest/gtest.h>

#include <limits>
#include <vector>

namespace floorline::models {
namespace {

TEST(SpikePool, GivesAPostedWrite) {
  SpikePool pool;
  tlm::tlm_generic_payload& payload = pool.acquire(make_spike_address(1, 2, 3), -7);
  EXPECT_EQ(check_spike(payload), tlm::TLM_OK_RESPONSE);
  EXPECT_EQ(payload.get_address(), make_spike_address(1, 2, 3));
  EXPECT_EQ(payload.get_response_status(), tlm::TLM_INCOMPLETE_RESPONSE);
  EXPECT_EQ(spike_value(payload), -7);
  EXPECT_EQ(payload.get_ref_count(), 1);
  payload.release();
}

TEST(SpikePool, CarriesExtremeValues) {
  SpikePool pool;
  for (const std::int32_t value :
       {std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::max()}) {
    tlm::tlm_generic_payload& payload = pool.acquire(0, value);
    EXPECT_EQ(spike_value(payload), value);
    payload.release();
  }
}

TEST(SpikePool, GrowsToTheMostInFlightAndNoFurther) {
  SpikePool pool;
  for (int round = 0; round < 5; ++round) {
    std::vector<tlm::tlm_generic_payload*> held;
    for (int i = 0; i < 100; ++i)
      held.push_back(&pool.acquire(0, i));
    EXPECT_EQ(pool.in_use(), 100u);
    for (std::size_t i = 0; i < held.size(); ++i)
      EXPECT_EQ(spike_value(*held[i]), static_cast<std::int32_t>(i));  // no two share their data
    for (tlm::tlm_generic_payload* payload : held)
      payload->release();
    EXPECT_EQ(pool.in_use(), 0u);
  }
  EXPECT_EQ(pool.size(), 100u);
}

TEST(SpikePool, ReturnsWithTheLastHolder) {
  SpikePool pool;
  tlm::tlm_generic_payload& payload = pool.acquire(0, 1);
  payload.acquire();
  payload.release();
  EXPECT_EQ(pool.in_use(), 1u);
  payload.release();
  EXPECT_EQ(pool.in_use(), 0u);
}

TEST(SpikePool, UsedAgainItLooksNew) {
  SpikePool pool;
  tlm::tlm_generic_payload& first = pool.acquire(1, 1);
  first.set_response_status(tlm::TLM_OK_RESPONSE);
  first.set_dmi_allowed(true);
  first.release();
  tlm::tlm_generic_payload& second = pool.acquire(2, 2);
  EXPECT_EQ(&second, &first);
  EXPECT_EQ(second.get_response_status(), tlm::TLM_INCOMPLETE_RESPONSE);
  EXPECT_FALSE(second.is_dmi_allowed());
  second.release();
}

}  // namespace
}  // namespace floorline::models
