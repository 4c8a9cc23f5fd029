#include "models/message/address_map.h"

#include <gtest/gtest.h>

#include <random>

#include "models/message/spike_pool.h"

namespace floorline::models {
namespace {

TEST(AddressMap, FieldsLieWhereTheHeaderSays) {
  EXPECT_EQ(make_address(0xabc, Region::table_memory, 0x12345678), 0xabc312345678u);
  EXPECT_EQ(make_spike_address(1, 1, 1), (std::uint64_t{1} << 36) | (1u << 18) | (1u << 2));
}

TEST(AddressMap, SpikeAddressesComeApartAgain) {
  std::mt19937 random(5);
  for (int trial = 0; trial < 10000; ++trial) {
    const std::uint32_t endpoint = random() % max_endpoints;
    const std::uint32_t axon = trial % 10 == 0 ? max_axons - 1 : random() % max_axons;
    const std::uint32_t atom = trial % 11 == 0 ? max_atoms - 1 : random() % max_atoms;
    const std::uint64_t address = make_spike_address(endpoint, axon, atom);
    ASSERT_EQ(endpoint_of(address), endpoint);
    ASSERT_EQ(region_of(address), Region::axon);
    ASSERT_EQ(axon_of(address), axon);
    ASSERT_EQ(atom_of(address), atom);
  }
}

TEST(AddressMap, BitsAboveTheEndpointMakeItNoEndpoint) {
  EXPECT_GE(endpoint_of(std::uint64_t{1} << 48), max_endpoints);
  EXPECT_GE(endpoint_of(~std::uint64_t{0}), max_endpoints);
}

// A transaction as a receiver of spikes gets it.
class CheckSpike : public testing::Test {
 protected:
  CheckSpike() {
    payload.set_command(tlm::TLM_WRITE_COMMAND);
    payload.set_address(make_spike_address(3, 4, 5));
    payload.set_data_ptr(data);
    payload.set_data_length(4);
    payload.set_streaming_width(4);
  }
  unsigned char data[8] = {};
  tlm::tlm_generic_payload payload;
};

TEST_F(CheckSpike, TakesAnAlignedWord) {
  EXPECT_EQ(check_spike(payload), tlm::TLM_OK_RESPONSE);
  payload.set_streaming_width(8);
  EXPECT_EQ(check_spike(payload), tlm::TLM_OK_RESPONSE);
}

TEST_F(CheckSpike, RefusesAllButWrites) {
  payload.set_command(tlm::TLM_READ_COMMAND);
  EXPECT_EQ(check_spike(payload), tlm::TLM_COMMAND_ERROR_RESPONSE);
  payload.set_command(tlm::TLM_IGNORE_COMMAND);
  EXPECT_EQ(check_spike(payload), tlm::TLM_COMMAND_ERROR_RESPONSE);
}

TEST_F(CheckSpike, RefusesByteEnables) {
  unsigned char enables[4] = {0xff, 0xff, 0xff, 0xff};
  payload.set_byte_enable_ptr(enables);
  payload.set_byte_enable_length(4);
  EXPECT_EQ(check_spike(payload), tlm::TLM_BYTE_ENABLE_ERROR_RESPONSE);
}

TEST_F(CheckSpike, RefusesOtherLengthsAndStreams) {
  payload.set_data_length(8);
  EXPECT_EQ(check_spike(payload), tlm::TLM_BURST_ERROR_RESPONSE);
  payload.set_data_length(4);
  payload.set_streaming_width(2);
  EXPECT_EQ(check_spike(payload), tlm::TLM_BURST_ERROR_RESPONSE);
}

TEST_F(CheckSpike, RefusesUnalignedAddressesAndBitsBeyondTheAxon) {
  payload.set_address(make_spike_address(3, 4, 5) + 2);
  EXPECT_EQ(check_spike(payload), tlm::TLM_ADDRESS_ERROR_RESPONSE);
  payload.set_address(make_spike_address(3, 4, 5) | (1u << 30));
  EXPECT_EQ(check_spike(payload), tlm::TLM_ADDRESS_ERROR_RESPONSE);
  payload.set_address(make_spike_address(3, 4, 5) | (1u << 31));
  EXPECT_EQ(check_spike(payload), tlm::TLM_ADDRESS_ERROR_RESPONSE);
}

}  // namespace
}  // namespace floorline::models
