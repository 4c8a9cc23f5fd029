// Access to the bytes of a bank, and refused accesses.
#include <gtest/gtest.h>

#include <cstring>
#include <numeric>
#include <random>
#include <vector>

#include "testbenches/module/memory/bank_bench.h"
#include "testbenches/support/report_guard.h"

namespace floorline::models {
namespace {

using testbenches::InitiatorTester;
using Way = InitiatorTester::Way;

TEST(MemoryBank, AllWaysReachTheSameBytes) {
  BankBench bench(test_bank(), 2);
  sc_core::sc_start(sc_core::SC_ZERO_TIME);
  std::vector<unsigned char> golden(test_bank().size_bytes, 0);
  tlm::tlm_generic_payload request;
  tlm::tlm_dmi dmi;
  ASSERT_TRUE(bench.initiators[0]->socket->get_direct_mem_ptr(request, dmi));
  EXPECT_EQ(dmi.get_start_address(), 0u);
  EXPECT_EQ(dmi.get_end_address(), golden.size() - 1);
  EXPECT_TRUE(dmi.is_read_write_allowed());
  std::mt19937 random(1);
  for (int round = 0; round < 2000; ++round) {
    const auto length = static_cast<unsigned>(1 + random() % 40);
    const std::uint64_t address = random() % (golden.size() - length + 1);
    std::vector<unsigned char> data(length);
    for (unsigned char& byte : data)
      byte = static_cast<unsigned char>(random());
    InitiatorTester& initiator = *bench.initiators[random() % 2];
    switch (random() % 3) {
      case 0: {
        const InitiatorTester::Outcome outcome = initiator.write(address, data.data(), length);
        ASSERT_EQ(outcome.status, tlm::TLM_OK_RESPONSE);
        ASSERT_TRUE(outcome.untouched);
        break;
      }
      case 1:
        ASSERT_EQ(initiator.debug_write(address, data.data(), length), length);
        break;
      default:
        std::memcpy(dmi.get_dmi_ptr() + address, data.data(), length);
    }
    std::copy(data.begin(), data.end(), golden.begin() + static_cast<std::ptrdiff_t>(address));
    std::vector<unsigned char> back(length);
    if (random() % 2 == 0)
      ASSERT_EQ(bench.initiators[1]->read(address, back.data(), length).status, tlm::TLM_OK_RESPONSE);
    else
      ASSERT_EQ(bench.initiators[1]->debug_read(address, back.data(), length), length);
    ASSERT_EQ(back, data);
  }
  EXPECT_EQ(std::memcmp(dmi.get_dmi_ptr(), golden.data(), golden.size()), 0);
}

TEST(MemoryBank, NonBlockingTransactionsMoveData) {
  BankBench bench(test_bank(), 2);
  std::uint32_t word = 0x12345678;
  bench.script.at(0, [&] {
    tlm::tlm_generic_payload& payload = *bench.payloads[0];
    payload.set_command(tlm::TLM_WRITE_COMMAND);
    payload.set_address(16);
    payload.set_data_ptr(reinterpret_cast<unsigned char*>(&word));
    payload.set_data_length(4);
    payload.set_streaming_width(4);
    EXPECT_EQ(bench.initiators[0]->begin(payload), tlm::TLM_ACCEPTED);
  });
  sc_core::sc_start();
  EXPECT_EQ(bench.payloads[0]->get_response_status(), tlm::TLM_OK_RESPONSE);
  std::uint32_t back = 0;
  bench.initiators[1]->read(16, &back, 4);
  EXPECT_EQ(back, word);
}

TEST(MemoryBank, IgnoredCommandsMoveNothing) {
  BankBench bench(test_bank(), 1);
  std::uint32_t word = 7;
  bench.initiators[0]->write(0, &word, 4);
  std::uint32_t other = 9;
  EXPECT_EQ(bench.initiators[0]->access(Way::blocking, tlm::TLM_IGNORE_COMMAND, 0, &other, 4).status,
            tlm::TLM_OK_RESPONSE);
  EXPECT_EQ(other, 9u);
  bench.initiators[0]->read(0, &other, 4);
  EXPECT_EQ(other, 7u);
}

struct Refusal {
  const char* name;
  std::uint64_t address;
  unsigned length;
  unsigned streaming_width;
  bool enables;
  tlm::tlm_response_status status;
};
void PrintTo(const Refusal& refusal, std::ostream* stream) {
  *stream << refusal.name;
}

class MemoryBankRefuses : public testing::TestWithParam<Refusal> {};

TEST_P(MemoryBankRefuses, InTimeAndOutOfTime) {
  const Refusal& refusal = GetParam();
  BankBench bench(test_bank(), 2);
  unsigned char data[64] = {};
  unsigned char enable = 0xff;
  bench.script.at(0, [&] {
    for (const tlm::tlm_command command : {tlm::TLM_READ_COMMAND, tlm::TLM_WRITE_COMMAND}) {
      const InitiatorTester::Outcome outcome =
          bench.initiators[0]->access(Way::blocking, command, refusal.address, data, refusal.length, 5,
                                      refusal.streaming_width, refusal.enables ? &enable : nullptr);
      EXPECT_EQ(outcome.status, refusal.status);
      EXPECT_EQ(outcome.delay_ps, 5u);
      EXPECT_TRUE(outcome.untouched);
      EXPECT_FALSE(outcome.dmi_hint);
    }
    tlm::tlm_generic_payload& payload = *bench.payloads[0];
    payload.set_command(tlm::TLM_READ_COMMAND);
    payload.set_address(refusal.address);
    payload.set_data_ptr(data);
    payload.set_data_length(refusal.length);
    payload.set_streaming_width(refusal.streaming_width);
    payload.set_byte_enable_ptr(refusal.enables ? &enable : nullptr);
    EXPECT_EQ(bench.initiators[0]->begin(payload), tlm::TLM_COMPLETED);
    EXPECT_EQ(payload.get_response_status(), refusal.status);
    payload.set_byte_enable_ptr(nullptr);
    EXPECT_EQ(bench.request(0, 8), tlm::TLM_ACCEPTED);  // nothing is left open
  });
  sc_core::sc_start();
  EXPECT_EQ(bench.response_times(0), (std::vector<Picoseconds>{130}));
  EXPECT_EQ(bench.bank->counters(0).bursts, 1u);
}

INSTANTIATE_TEST_SUITE_P(Requests, MemoryBankRefuses,
                         testing::Values(Refusal{"behind_the_end", 4096, 4, 4, false, tlm::TLM_ADDRESS_ERROR_RESPONSE},
                                         Refusal{"across_the_end", 4093, 4, 4, false, tlm::TLM_ADDRESS_ERROR_RESPONSE},
                                         Refusal{"far_away", ~std::uint64_t{0} - 1, 4, 4, false,
                                                 tlm::TLM_ADDRESS_ERROR_RESPONSE},
                                         Refusal{"byte_enables", 0, 4, 4, true, tlm::TLM_BYTE_ENABLE_ERROR_RESPONSE},
                                         Refusal{"streaming", 0, 8, 4, false, tlm::TLM_BURST_ERROR_RESPONSE},
                                         Refusal{"no_bytes", 0, 0, 0, false, tlm::TLM_BURST_ERROR_RESPONSE}),
                         [](const auto& instance) { return std::string(instance.param.name); });

TEST(MemoryBank, DebugAccessIsCutAtTheEndAndTakesNoTime) {
  BankBench bench(test_bank(), 1);
  unsigned char data[16] = {1, 2, 3, 4};
  EXPECT_EQ(bench.initiators[0]->debug_write(4092, data, 16), 4u);
  EXPECT_EQ(bench.initiators[0]->debug_read(4096, data, 16), 0u);
  EXPECT_EQ(bench.bank->counters(0).bursts, 0u);
  unsigned char back[4] = {};
  EXPECT_EQ(bench.initiators[0]->debug_read(4092, back, 4), 4u);
  EXPECT_EQ(std::memcmp(data, back, 4), 0);
}

TEST(MemoryBank, WritesInvalidatePointersOnceAndReadsDoNot) {
  BankBench bench(test_bank(), 3);
  tlm::tlm_generic_payload request;
  tlm::tlm_dmi dmi;
  bench.initiators[0]->socket->get_direct_mem_ptr(request, dmi);
  std::uint32_t word = 1;
  bench.initiators[1]->read(64, &word, 4);
  bench.initiators[1]->debug_read(64, &word, 4);
  EXPECT_TRUE(bench.initiators[0]->invalidations.empty());
  bench.initiators[1]->write(64, &word, 4);
  ASSERT_EQ(bench.initiators[0]->invalidations.size(), 1u);
  EXPECT_EQ(bench.initiators[0]->invalidations[0], std::make_pair(std::uint64_t{64}, std::uint64_t{67}));
  bench.initiators[1]->write(64, &word, 4);  // no requester holds a pointer any more
  EXPECT_EQ(bench.initiators[0]->invalidations.size(), 1u);
  bench.initiators[0]->socket->get_direct_mem_ptr(request, dmi);
  bench.initiators[2]->debug_write(0, &word, 4);
  EXPECT_EQ(bench.initiators[0]->invalidations.size(), 2u);
  EXPECT_TRUE(bench.initiators[1]->invalidations.empty());
}

TEST(MemoryBank, ImpossibleConfigurationsAreRefused) {
  Calendar calendar("calendar");
  MemoryBankConfig config = test_bank();
  config.ports = 0;
  testbenches::ExpectReport refused(sc_core::SC_FATAL, "/floorline/memory/config");
  EXPECT_THROW(MemoryBank("no_port", calendar, config, {"one"}), sc_core::sc_report);
  config.ports = 1;
  config.word_bytes = 0;
  EXPECT_THROW(MemoryBank("no_word", calendar, config, {"one"}), sc_core::sc_report);
  config.word_bytes = 8;
  EXPECT_THROW(MemoryBank("no_requester", calendar, config, {}), sc_core::sc_report);
  EXPECT_EQ(refused.count(), 3);
}

}  // namespace
}  // namespace floorline::models
