// One router between senders and receivers: which input is granted, and when.
#include "models/noc/router.h"

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "testbenches/support/calendar_script.h"
#include "testbenches/support/message_tester.h"
#include "testbenches/support/report_guard.h"

namespace floorline::models {
namespace {

using testbenches::CalendarScript;
using testbenches::MessageReceiver;
using testbenches::MessageSender;

struct RouterSetup {
  std::uint32_t ports = 4;
  LinkTiming link_in{10, 20};
  LinkTiming link_out{100, 50};
  BufferConfig buffer{8, 30};
  Picoseconds switch_interval_ps = 40;
  std::uint32_t receiver_depth = 0;
  Picoseconds receiver_hold_ps = 0;
  std::uint64_t adaptive = 0;  // ports that lead to one further endpoint
};

// Endpoint n is behind port n.
class RouterTest : public testing::Test {
 protected:
  void build(const RouterSetup& setup) {
    RouterConfig config;
    RouterRoutes routes;
    config.switch_interval_ps = setup.switch_interval_ps;
    for (std::uint32_t port = 0; port < setup.ports; ++port) {
      config.ports.push_back({"port_" + std::to_string(port), setup.link_out, setup.buffer, 1, true});
      routes.push_back(std::uint64_t{1} << (port % max_router_channels));
    }
    if (setup.adaptive != 0)
      routes.push_back(setup.adaptive);
    router.emplace("router", calendar, config, routes);
    for (std::uint32_t port = 0; port < setup.ports; ++port) {
      const std::string number = std::to_string(port);
      senders.push_back(std::make_unique<MessageSender>(("sender_" + number).c_str(), calendar, pool, setup.link_in));
      receivers.push_back(std::make_unique<MessageReceiver>(("receiver_" + number).c_str(), calendar,
                                                            setup.receiver_depth, setup.receiver_hold_ps));
      senders.back()->socket().bind(router->input_socket(port));
      router->output_socket(port).bind(receivers.back()->socket);
    }
  }
  void send(Picoseconds time_ps, std::uint32_t from, std::uint32_t to, std::int32_t value) {
    senders[from]->send(time_ps, make_spike_address(to, 0, 0), value);
  }
  std::vector<std::int32_t> values_at(std::uint32_t port) const {
    std::vector<std::int32_t> values;
    for (const MessageReceiver::Received& message : receivers[port]->received())
      values.push_back(message.value);
    return values;
  }
  std::vector<Picoseconds> times_at(std::uint32_t port) const {
    std::vector<Picoseconds> times;
    for (const MessageReceiver::Received& message : receivers[port]->received())
      times.push_back(message.time_ps);
    return times;
  }

  Calendar calendar{"calendar"};
  CalendarScript script{calendar};
  SpikePool pool;
  std::optional<Router> router;
  std::vector<std::unique_ptr<MessageSender>> senders;
  std::vector<std::unique_ptr<MessageReceiver>> receivers;
};

TEST_F(RouterTest, WithoutContentionLatencyIsThatOfBothLinks) {
  build({});
  send(1000, 0, 3, 5);
  sc_core::sc_start();
  EXPECT_EQ(times_at(3), (std::vector<Picoseconds>{1000 + 10 + 100}));
  EXPECT_EQ(values_at(3), (std::vector<std::int32_t>{5}));
  EXPECT_EQ(pool.in_use(), 0u);
}

TEST_F(RouterTest, OneMessagePerInputAndSwitchInterval) {
  build({});
  for (std::int32_t i = 0; i < 6; ++i)
    send(0, 0, 1 + static_cast<std::uint32_t>(i) % 3, i);  // three outputs, so only the input can hold them up
  sc_core::sc_start();
  // Granted at 10, 50, 90, ...
  EXPECT_EQ(times_at(1), (std::vector<Picoseconds>{110, 230}));
  EXPECT_EQ(times_at(2), (std::vector<Picoseconds>{150, 270}));
  EXPECT_EQ(times_at(3), (std::vector<Picoseconds>{190, 310}));
}

TEST_F(RouterTest, AnInputRequestsAgainAfterTheSwitchInterval) {
  build({});
  send(0, 0, 1, 1);   // granted at 10
  send(39, 0, 2, 2);  // arrives at 49: one too early
  send(200, 0, 1, 3);
  send(240, 0, 2, 4);  // arrives at 250, exactly when it may request
  sc_core::sc_start();
  EXPECT_EQ(times_at(2), (std::vector<Picoseconds>{50 + 100, 250 + 100}));
}

TEST_F(RouterTest, OneMessagePerOutputAndLinkInterval) {
  build({});
  for (std::uint32_t from = 0; from < 3; ++from)
    send(0, from, 3, static_cast<std::int32_t>(from));
  sc_core::sc_start();
  EXPECT_EQ(times_at(3), (std::vector<Picoseconds>{110, 160, 210}));
  EXPECT_EQ(router->link(3).busy_ps(), 150u);
}

TEST_F(RouterTest, ThePointerStandsAfterTheLastWinner) {
  build({});
  send(0, 1, 3, 1);  // without competitors: the pointer stands at 2 from now on
  for (const std::uint32_t from : {0u, 1u, 2u})
    send(1000, from, 3, static_cast<std::int32_t>(10 + from));
  sc_core::sc_start();
  EXPECT_EQ(values_at(3), (std::vector<std::int32_t>{1, 12, 10, 11}));
}

TEST_F(RouterTest, ThePointerOfAnOutputMovesOnlyWithItsOwnGrants) {
  build({});
  send(0, 1, 0, 1);  // a grant of output 0 leaves output 3 alone
  for (const std::uint32_t from : {0u, 1u, 2u})
    send(1000, from, 3, static_cast<std::int32_t>(10 + from));
  sc_core::sc_start();
  EXPECT_EQ(values_at(3), (std::vector<std::int32_t>{10, 11, 12}));
}

TEST_F(RouterTest, RequestsOfOneInstantAreSeenTogether) {
  build({});
  // Input 2 is sent first, but arrives in the same instant as input 0, where the pointer stands.
  send(0, 2, 3, 2);
  send(0, 0, 3, 0);
  sc_core::sc_start();
  EXPECT_EQ(values_at(3), (std::vector<std::int32_t>{0, 2}));
}

TEST_F(RouterTest, SaturatedInputsGetEqualShares) {
  build({4, {10, 20}, {100, 50}, {4, 30}, 20, 0, 0});
  for (std::int32_t i = 0; i < 300; ++i)
    for (std::uint32_t from = 0; from < 4; ++from)
      send(0, from, 3, static_cast<std::int32_t>(from));
  sc_core::sc_start();
  const std::vector<std::int32_t> values = values_at(3);
  ASSERT_EQ(values.size(), 1200u);
  for (std::size_t i = 0; i < values.size(); ++i)
    ASSERT_EQ(values[i], static_cast<std::int32_t>(i % 4));
  EXPECT_EQ(times_at(3).back(), 10 + 1199 * 50 + 100u);  // the link was never idle
}

TEST_F(RouterTest, AFullReceiverHoldsTheMessageUntilItHasRoom) {
  RouterSetup setup;
  setup.receiver_depth = 1;
  setup.receiver_hold_ps = 1000;
  build(setup);
  for (std::int32_t i = 0; i < 3; ++i)
    send(0, 0, 3, i);
  sc_core::sc_start();
  EXPECT_EQ(times_at(3), (std::vector<Picoseconds>{110, 1110 + 100, 2210 + 100}));
  EXPECT_EQ(pool.in_use(), 0u);
}

TEST_F(RouterTest, LedgersDistinguishBlockedFromIdle) {
  RouterSetup setup;
  setup.receiver_depth = 1;
  setup.receiver_hold_ps = 1000;
  build(setup);
  router->open_ledgers();
  for (std::int32_t i = 0; i < 3; ++i)
    send(0, 0, 3, i);
  sc_core::sc_start();
  // Granted at 10, 1110, 2210; the second and the third request before the link is free, at 60 and 1160.
  const StateTimes times = router->port_times(3);
  EXPECT_EQ(times[UnitState::busy], 150u);
  EXPECT_EQ(times[UnitState::downstream_buffer], (1110 - 60) + (2210 - 1160u));
  EXPECT_EQ(times[UnitState::message], calendar.now_ps() - 150 - 2100);
  EXPECT_EQ(times.total_ps(), calendar.now_ps());
  EXPECT_EQ(router->port_times(2)[UnitState::message], calendar.now_ps());
}

// A packet that may take either of two outputs also requests the full one, but does not wait for it.
TEST_F(RouterTest, AnOutputIsNotBlockedByAPacketThatTakesAnother) {
  RouterSetup setup;
  setup.receiver_depth = 1;
  setup.receiver_hold_ps = 1000;
  setup.adaptive = 0b1100;
  build(setup);
  router->open_ledgers();
  send(0, 0, 2, 1);
  send(200, 1, 4, 2);
  sc_core::sc_start();
  EXPECT_EQ(times_at(3), (std::vector<Picoseconds>{310}));
  EXPECT_EQ(router->port_times(2)[UnitState::busy], 50u);
  EXPECT_EQ(router->port_times(2)[UnitState::downstream_buffer], 0u);
}

TEST_F(RouterTest, BackPressureReachesTheSender) {
  RouterSetup setup;
  setup.buffer.depth_flits = 1;
  setup.receiver_depth = 1;
  setup.receiver_hold_ps = 1000;
  build(setup);
  for (std::int32_t i = 0; i < 4; ++i)
    send(0, 0, 3, i);
  sc_core::sc_start();
  std::vector<Picoseconds> sent_ps;
  for (const MessageSender::Sent& sent : senders[0]->sent()) {
    EXPECT_TRUE(sent.accepted);
    sent_ps.push_back(sent.time_ps);
  }
  // Granted at 10, 1110, 2210; each slot's credit needs 30 more.
  EXPECT_EQ(sent_ps, (std::vector<Picoseconds>{0, 40, 1140, 2240}));
  EXPECT_TRUE(senders[0]->finished());
}

TEST_F(RouterTest, TheHeadOfTheLineBlocksThoseBehindIt) {
  RouterSetup setup;
  setup.receiver_depth = 1;
  setup.receiver_hold_ps = 1000;
  build(setup);
  send(0, 0, 3, 1);   // fills receiver 3 until 1110
  send(20, 0, 3, 2);  // waits for it
  send(40, 0, 2, 3);  // receiver 2 is free, but the previous message has not left
  send(40, 1, 2, 4);  // a message from another input passes
  sc_core::sc_start();
  EXPECT_EQ(times_at(3), (std::vector<Picoseconds>{110, 1210}));
  EXPECT_EQ(values_at(2), (std::vector<std::int32_t>{4, 3}));
  EXPECT_EQ(times_at(2), (std::vector<Picoseconds>{150, 1250}));  // granted at 1110 + 40
}

TEST_F(RouterTest, AddressOfNoEndpointIsAnError) {
  build({});
  send(0, 0, 4, 1);
  send(0, 0, 4095, 1);
  senders[0]->send(0, std::uint64_t{1} << 60, 1);
  sc_core::sc_start();
  ASSERT_EQ(senders[0]->sent().size(), 3u);
  for (const MessageSender::Sent& sent : senders[0]->sent())
    EXPECT_EQ(sent.status, tlm::TLM_ADDRESS_ERROR_RESPONSE);
  EXPECT_EQ(router->input(0).messages(), 0u);
  EXPECT_EQ(pool.in_use(), 0u);
}

TEST_F(RouterTest, WhatIsNoSpikeIsRefusedWhereItComesIn) {
  build({});
  script.at(0, [&] {
    // A read could never be answered, since spikes are posted.
    tlm::tlm_generic_payload& payload = pool.acquire(make_spike_address(3, 0, 0), 1);
    payload.set_command(tlm::TLM_READ_COMMAND);
    tlm::tlm_phase phase = tlm::BEGIN_REQ;
    sc_core::sc_time delay;
    EXPECT_EQ(senders[0]->socket()->nb_transport_fw(payload, phase, delay), tlm::TLM_COMPLETED);
    EXPECT_EQ(payload.get_response_status(), tlm::TLM_COMMAND_ERROR_RESPONSE);
    payload.set_command(tlm::TLM_WRITE_COMMAND);
    payload.set_address(make_address(3, Region::synapse_memory));
    EXPECT_EQ(senders[0]->socket()->nb_transport_fw(payload, phase, delay), tlm::TLM_COMPLETED);
    EXPECT_TRUE(payload.is_response_error());
    payload.release();
  });
  sc_core::sc_start();
  EXPECT_TRUE(receivers[3]->received().empty());
  EXPECT_EQ(pool.in_use(), 0u);
}

TEST_F(RouterTest, ReportsAMessageThatItsReceiverRefuses) {
  build({});
  receivers[3]->refusing = true;
  send(0, 0, 3, 1);
  testbenches::ExpectReport refused(sc_core::SC_ERROR, "/floorline/noc/refused");
  EXPECT_THROW(sc_core::sc_start(), sc_core::sc_report);
  EXPECT_EQ(pool.in_use(), 0u);
}

TEST_F(RouterTest, TooManyPortsAreRefused) {
  RouterSetup setup;
  setup.ports = 65;
  testbenches::ExpectReport config(sc_core::SC_FATAL, "/floorline/noc/config");
  EXPECT_THROW(build(setup), sc_core::sc_report);
}

}  // namespace
}  // namespace floorline::models
