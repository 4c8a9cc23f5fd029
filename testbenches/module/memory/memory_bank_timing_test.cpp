// Completion times of bursts, order of service, and waits. A word takes 100 ps, the access latency is 30 ps.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

#include "testbenches/module/memory/bank_bench.h"

namespace floorline::models {
namespace {

using Times = std::vector<Picoseconds>;

TEST(MemoryBankTiming, OneRequesterIsAnsweredAtOnceWithTheTimeOfCompletion) {
  BankBench bench(test_bank(), 1);
  bench.script.at(1000, [&] {
    EXPECT_EQ(bench.request(0, 24), tlm::TLM_COMPLETED);
    EXPECT_EQ(bench.initiators[0]->last_delay_ps, 330u);
    EXPECT_EQ(bench.request(0, 8), tlm::TLM_COMPLETED);  // behind it
    EXPECT_EQ(bench.initiators[0]->last_delay_ps, 430u);
    EXPECT_EQ(bench.request(0, 8, 700), tlm::TLM_COMPLETED);  // after a while
    EXPECT_EQ(bench.initiators[0]->last_delay_ps, 830u);
  });
  sc_core::sc_start();
  EXPECT_TRUE(bench.initiators[0]->responses.empty());
  EXPECT_EQ(bench.bank->counters(0).bursts, 3u);
  EXPECT_EQ(bench.bank->counters(0).words, 5u);
  EXPECT_EQ(bench.bank->counters(0).wait_ps, 300u);
}

TEST(MemoryBankTiming, PartOfAWordIsChargedAsAWhole) {
  BankBench bench(test_bank(), 1);
  for (const std::uint32_t bytes : {1u, 7u, 8u, 9u, 16u, 17u, 64u}) {
    unsigned char data[64];
    bench.initiators[0]->read(0, data, bytes);
  }
  EXPECT_EQ(bench.bank->counters(0).words, 1 + 1 + 1 + 2 + 2 + 3 + 8u);
}

TEST(MemoryBankTiming, BlockingTransportAddsToTheDelay) {
  BankBench bench(test_bank(), 2);
  unsigned char data[16];
  EXPECT_EQ(bench.initiators[0]->read(0, data, 16, 500).delay_ps, 500 + 200 + 30u);
  EXPECT_EQ(bench.initiators[1]->read(0, data, 8, 500).delay_ps, 700 + 100 + 30u);  // waits for the other
  EXPECT_EQ(bench.bank->counters(0).wait_ps, 0u);
  EXPECT_EQ(bench.bank->counters(1).wait_ps, 200u);
}

TEST(MemoryBankTiming, SeveralRequestersGetAResponseWhenTheBurstIsComplete) {
  BankBench bench(test_bank(), 2);
  bench.script.at(1000, [&] { EXPECT_EQ(bench.request(0, 16, 50), tlm::TLM_ACCEPTED); });
  bench.script.at(1279, [&] { EXPECT_TRUE(bench.initiators[0]->responses.empty()); });
  bench.script.at(1280, Phase::decide, [&] { EXPECT_EQ(bench.initiators[0]->responses.size(), 1u); });
  sc_core::sc_start();
  EXPECT_EQ(bench.response_times(0), (Times{1000 + 50 + 200 + 30}));
  EXPECT_EQ(bench.initiators[0]->responses[0].phase, tlm::BEGIN_RESP);
  EXPECT_EQ(bench.initiators[0]->responses[0].payload, bench.payloads[0].get());
  EXPECT_EQ(bench.bank->counters(0).wait_ps, 0u);
}

TEST(MemoryBankTiming, ASecondBurstOfARequesterIsRefusedWhileOneIsOpen) {
  BankBench bench(test_bank(), 2);
  bench.script.at(0, [&] {
    bench.request(0, 8);
    tlm::tlm_generic_payload other;
    unsigned char data[8];
    other.set_command(tlm::TLM_READ_COMMAND);
    other.set_address(0);
    other.set_data_ptr(data);
    other.set_data_length(8);
    other.set_streaming_width(8);
    EXPECT_EQ(bench.initiators[0]->begin(other), tlm::TLM_COMPLETED);
    EXPECT_EQ(other.get_response_status(), tlm::TLM_GENERIC_ERROR_RESPONSE);
  });
  bench.script.at(130, Phase::decide, [&] { EXPECT_EQ(bench.request(0, 8), tlm::TLM_ACCEPTED); });
  sc_core::sc_start();
  EXPECT_EQ(bench.response_times(0), (Times{130, 260}));
}

// All four requesters send a request at 0 and again after each response, three times.
void ask_three_times(BankBench& bench) {
  for (std::uint32_t requester = 0; requester < 4; ++requester) {
    bench.initiators[requester]->on_response = [&bench, requester] {
      if (bench.initiators[requester]->responses.size() < 3)
        bench.request(requester, 8);
    };
    bench.script.at(0, [&bench, requester] { bench.request(requester, 8); });
  }
}

TEST(MemoryBankTiming, RoundRobinServesFourInTurn) {
  BankBench bench(test_bank(), 4);
  ask_three_times(bench);
  sc_core::sc_start();
  for (std::uint32_t requester = 0; requester < 4; ++requester)
    EXPECT_EQ(bench.response_times(requester),
              (Times{130 + 100 * requester, 530 + 100 * requester, 930 + 100 * requester}));
  // First bursts wait for earlier ones; later bursts are requested 30 ps after the start of another burst.
  EXPECT_EQ(bench.bank->counters(0).wait_ps, 0 + 270 + 270u);
  EXPECT_EQ(bench.bank->counters(3).wait_ps, 300 + 270 + 270u);
}

// 0 holds the port until 1000; requests of 3 at 100, of 1 at 200, of 2 at 300.
void ask_out_of_turn(BankBench& bench) {
  bench.script.at(0, [&] { bench.request(0, 80); });
  bench.script.at(100, [&] { bench.request(3, 8); });
  bench.script.at(200, [&] { bench.request(1, 8); });
  bench.script.at(300, [&] { bench.request(2, 8); });
}

TEST(MemoryBankTiming, RoundRobinServesByTurnNotByTime) {
  BankBench bench(test_bank(), 4);
  ask_out_of_turn(bench);
  sc_core::sc_start();
  EXPECT_EQ(bench.response_times(1), (Times{1130}));
  EXPECT_EQ(bench.response_times(2), (Times{1230}));
  EXPECT_EQ(bench.response_times(3), (Times{1330}));
  EXPECT_EQ(bench.bank->counters(0).wait_ps, 0u);
  EXPECT_EQ(bench.bank->counters(1).wait_ps, 800u);
  EXPECT_EQ(bench.bank->counters(2).wait_ps, 800u);
  EXPECT_EQ(bench.bank->counters(3).wait_ps, 1100u);
  // Each wait is charged to the requester that held the port.
  EXPECT_EQ(bench.bank->counters(0).caused_wait_ps, 800 + 700 + 900u);
  EXPECT_EQ(bench.bank->counters(1).caused_wait_ps, 100 + 100u);
  EXPECT_EQ(bench.bank->counters(2).caused_wait_ps, 100u);
  EXPECT_EQ(bench.bank->counters(3).caused_wait_ps, 0u);
  const StateTimes port = bench.bank->port_times(0, 5000);
  EXPECT_EQ(port[UnitState::busy], 1300u);
  EXPECT_EQ(port[UnitState::message], 3700u);
  EXPECT_EQ(port.total_ps(), 5000u);
}

// Blocking requests are served in the order of the calls: a request for a later time reserves the port.
TEST(MemoryBankTiming, LooselyTimedWaitsAreBookedToo) {
  BankBench bench(test_bank(), 3);
  const auto call = [&](std::uint32_t requester, Picoseconds delay_ps) {
    tlm::tlm_generic_payload& payload = *bench.payloads[requester];
    payload.set_command(tlm::TLM_IGNORE_COMMAND);
    payload.set_address(0);
    payload.set_data_ptr(&bench.nothing);
    payload.set_data_length(8);
    payload.set_streaming_width(8);
    sc_core::sc_time delay(static_cast<double>(delay_ps), sc_core::SC_PS);
    bench.initiators[requester]->socket->b_transport(payload, delay);
    return to_picoseconds(delay);
  };
  bench.script.at(0, [&] {
    EXPECT_EQ(call(0, 0), 130u);
    EXPECT_EQ(call(1, 150), 280u);
    EXPECT_EQ(call(2, 50), 380u);  // waits for 0 until 100, then until 250 for 1
  });
  sc_core::sc_start();
  EXPECT_EQ(bench.bank->counters(2).wait_ps, 200u);
  EXPECT_EQ(bench.bank->counters(0).caused_wait_ps, 50u);
  EXPECT_EQ(bench.bank->counters(1).caused_wait_ps, 150u);
}

TEST(MemoryBankTiming, FirstComeFirstServedServesByTime) {
  MemoryBankConfig config = test_bank();
  config.arbitration = Arbitration::first_come_first_served;
  BankBench bench(config, 4);
  ask_out_of_turn(bench);
  sc_core::sc_start();
  EXPECT_EQ(bench.response_times(3), (Times{1130}));
  EXPECT_EQ(bench.response_times(1), (Times{1230}));
  EXPECT_EQ(bench.response_times(2), (Times{1330}));
  EXPECT_EQ(bench.bank->counters(3).wait_ps, 900u);
  EXPECT_EQ(bench.bank->counters(1).wait_ps, 900u);
  EXPECT_EQ(bench.bank->counters(2).wait_ps, 900u);
}

TEST(MemoryBankTiming, FirstComeFirstServedSettlesTiesInTurn) {
  MemoryBankConfig config = test_bank();
  config.arbitration = Arbitration::first_come_first_served;
  BankBench bench(config, 4);
  bench.script.at(0, [&] { bench.request(1, 80); });
  for (const std::uint32_t requester : {0u, 2u, 3u})
    bench.script.at(100, [&bench, requester] { bench.request(requester, 8); });
  sc_core::sc_start();
  EXPECT_EQ(bench.response_times(2), (Times{1130}));
  EXPECT_EQ(bench.response_times(3), (Times{1230}));
  EXPECT_EQ(bench.response_times(0), (Times{1330}));
}

TEST(MemoryBankTiming, RequestsOfOneInstantAreSeenTogether) {
  BankBench bench(test_bank(), 4);
  bench.script.at(0, [&] { bench.request(2, 8); });
  bench.script.at(0, [&] { bench.request(1, 8); });
  sc_core::sc_start();
  EXPECT_EQ(bench.response_times(1), (Times{130}));
  EXPECT_EQ(bench.response_times(2), (Times{230}));
}

TEST(MemoryBankTiming, TwoPortsServeTwoAtATime) {
  MemoryBankConfig config = test_bank();
  config.ports = 2;
  BankBench bench(config, 4);
  for (std::uint32_t requester = 0; requester < 4; ++requester)
    bench.script.at(0, [&bench, requester] { bench.request(requester, requester == 0 ? 32 : 8); });
  sc_core::sc_start();
  EXPECT_EQ(bench.response_times(0), (Times{430}));
  EXPECT_EQ(bench.response_times(1), (Times{130}));
  EXPECT_EQ(bench.response_times(2), (Times{230}));
  EXPECT_EQ(bench.response_times(3), (Times{330}));
}

class MemoryBankLoad : public testing::TestWithParam<Arbitration> {};

TEST_P(MemoryBankLoad, EveryPicosecondOfAWaitIsBookedToItsRequester) {
  MemoryBankConfig config = test_bank();
  config.arbitration = GetParam();
  BankBench bench(config, 4);
  std::mt19937 random(3);
  std::vector<Picoseconds> asked_ps(4, 0);
  std::vector<Picoseconds> bytes(4, 0);
  std::vector<Picoseconds> expected_wait_ps(4, 0);
  std::vector<std::uint64_t> expected_words(4, 0);
  std::vector<int> rounds(4, 0);
  const auto ask = [&](std::uint32_t requester) {
    const Picoseconds delay_ps = random() % 900;
    asked_ps[requester] = bench.calendar.now_ps() + delay_ps;
    bytes[requester] = 1 + random() % 60;
    bench.request(requester, static_cast<std::uint32_t>(bytes[requester]), delay_ps);
  };
  for (std::uint32_t requester = 0; requester < 4; ++requester) {
    bench.initiators[requester]->on_response = [&, requester] {
      const std::uint64_t words = (bytes[requester] + 7) / 8;
      expected_words[requester] += words;
      expected_wait_ps[requester] += bench.calendar.now_ps() - asked_ps[requester] - words * 100 - 30;
      if (++rounds[requester] < 500)
        ask(requester);
    };
    bench.script.at(0, [&ask, requester] { ask(requester); });
  }
  sc_core::sc_start();
  for (std::uint32_t requester = 0; requester < 4; ++requester) {
    EXPECT_EQ(rounds[requester], 500);  // nothing is left open
    EXPECT_EQ(bench.bank->counters(requester).wait_ps, expected_wait_ps[requester]);
    EXPECT_EQ(bench.bank->counters(requester).words, expected_words[requester]);
    EXPECT_GT(expected_wait_ps[requester], 0u);
  }
}
INSTANTIATE_TEST_SUITE_P(Both, MemoryBankLoad,
                         testing::Values(Arbitration::round_robin, Arbitration::first_come_first_served));

TEST(MemoryBankTiming, APortThatIsAlwaysWantedIsAlwaysBusy) {
  BankBench bench(test_bank(), 4);
  Picoseconds last_ps = 0;
  for (std::uint32_t requester = 0; requester < 4; ++requester) {
    bench.initiators[requester]->on_response = [&, requester] {
      last_ps = bench.calendar.now_ps();
      if (bench.initiators[requester]->responses.size() < 100)
        bench.request(requester, 8 * (1 + requester));
    };
    bench.script.at(0, [&bench, requester] { bench.request(requester, 8 * (1 + requester)); });
  }
  sc_core::sc_start();
  std::uint64_t words = 0;
  for (std::uint32_t requester = 0; requester < 4; ++requester)
    words += bench.bank->counters(requester).words;
  EXPECT_EQ(words, 1000u);
  EXPECT_EQ(last_ps, words * 100 + 30);
}

}  // namespace
}  // namespace floorline::models
