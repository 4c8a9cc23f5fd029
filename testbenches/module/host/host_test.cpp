// The host's port: a message formed every 40 ps, the link free every 30 ps and 25 ps late; one received every 60 ps.
#include "models/host/host.h"

#include <gtest/gtest.h>

#include <map>
#include <tuple>
#include <vector>

#include "models/sync/step_barrier.h"
#include "testbenches/support/calendar_script.h"
#include "testbenches/support/initiator_tester.h"
#include "testbenches/support/message_tester.h"

namespace floorline::models {
namespace {

using testbenches::CalendarScript;
using testbenches::InitiatorTester;
using testbenches::MessageReceiver;
using testbenches::MessageSender;
using Times = std::vector<Picoseconds>;

constexpr HostConfig host_config{40, 60, 2, 9, 0, 0};

struct Delivered {
  std::uint64_t step;
  std::uint32_t axon;
  std::uint32_t atom;
  std::int32_t value;
  Picoseconds time_ps;
};

class HostBench : public HostSource, public HostSink, public StepObserver {
 public:
  explicit HostBench(Timing timing = Timing::approximately_timed, std::uint32_t depth = 0, Picoseconds hold_ps = 0,
                     Picoseconds link_interval_ps = 30, const HostConfig& config = host_config)
      : network("network", calendar, depth, hold_ps),
        host("host", calendar, config, LinkTiming{25, link_interval_ps}, timing, pool, barrier),
        sender("sender", calendar, pool, LinkTiming{25, 5}, timing) {
    cpu.socket.bind(host.cpu());
    host.to_network().bind(network.socket);
    sender.socket().bind(host.from_network());
    network.on_receive = [this](Picoseconds time_ps) { barrier.message_done(0, time_ps); };
    host.injector().set_source(this);
    host.receiver().set_sink(this);
    barrier.add_participant(host, 0);
    barrier.add_observer(*this);
  }
  Picoseconds messages_of_step(std::uint64_t step, std::vector<HostMessage>& messages) override {
    for (const HostMessage& message : source[step])
      messages.push_back(message);
    return least_ps;
  }
  void on_message(std::uint64_t step, Picoseconds time_ps, std::uint32_t axon, std::uint32_t atom,
                  std::int32_t value) override {
    delivered.push_back({step, axon, atom, value, calendar.now_ps()});
    outside_ps.push_back(time_ps);
  }
  void step_ended(std::uint64_t /*step*/, Picoseconds /*begin_ps*/, Picoseconds end_ps) override {
    ends_ps.push_back(end_ps);
  }
  void run(std::uint64_t steps) {
    script.at(1000, [this, steps] { barrier.run(steps); });
    sc_core::sc_start();
    EXPECT_EQ(ends_ps.size(), steps);
    EXPECT_EQ(pool.in_use(), 0u);
  }
  Times arrivals() const {
    Times times;
    for (const auto& message : network.received())
      times.push_back(message.time_ps);
    return times;
  }
  std::vector<std::int32_t> values() const {
    std::vector<std::int32_t> values;
    for (const auto& message : network.received())
      values.push_back(message.value);
    return values;
  }

  Calendar calendar{"calendar"};
  CalendarScript script{calendar};
  SpikePool pool;
  StepBarrier barrier{"barrier", calendar, BarrierConfig{100, 0}};
  MessageReceiver network;
  Host host;
  MessageSender sender;
  InitiatorTester cpu{"cpu", calendar};
  std::map<std::uint64_t, std::vector<HostMessage>> source;
  Picoseconds least_ps = 0;
  std::vector<Delivered> delivered;
  Times outside_ps;
  Times ends_ps;
};

constexpr std::uint64_t address = make_spike_address(1, 2, 3);

TEST(Host, InjectsOneMessageAnInterval) {
  HostBench bench;
  bench.source[0] = {{address, 1}, {address, 2}, {address, 3}};
  bench.source[1] = {{address, 4}};
  bench.run(3);
  EXPECT_EQ(bench.arrivals(), (Times{1065, 1105, 1145, 1245 + 65}));
  EXPECT_EQ(bench.values(), (std::vector<std::int32_t>{1, 2, 3, 4}));
  EXPECT_EQ(bench.ends_ps, (Times{1245, 1410, 1510}));
  EXPECT_EQ(bench.network.received()[0].address, address);
  EXPECT_EQ(bench.host.injector().sender().counters().messages, 4u);
  EXPECT_EQ(bench.host.injector().sender().counters().blocked_ps, 0u);
}

TEST(Host, WaitsForASlowLink) {
  HostBench bench(Timing::approximately_timed, 0, 0, 70);
  bench.source[0] = {{address, 1}, {address, 2}, {address, 3}};
  bench.run(1);
  EXPECT_EQ(bench.arrivals(), (Times{1065, 1135, 1205}));
  EXPECT_EQ(bench.host.injector().sender().counters().blocked_ps, 60u);
}

TEST(Host, WaitsForAFullNetwork) {
  HostBench bench(Timing::approximately_timed, 1, 200);
  bench.source[0] = {{address, 1}, {address, 2}, {address, 3}};
  bench.run(1);
  EXPECT_EQ(bench.arrivals(), (Times{1065, 1265 + 25, 1490 + 25}));
  EXPECT_EQ(bench.host.injector().sender().counters().blocked_ps, (1265 - 1080) + (1490 - 1305u));
}

TEST(Host, WritesOfTheCpuAreInjectedInTheNextStepWhenThisOneIsDone) {
  HostBench bench;
  std::int32_t early = 5;
  std::int32_t meanwhile = 6;
  std::int32_t late = 7;
  EXPECT_EQ(bench.cpu.write(address, &early, 4).status, tlm::TLM_OK_RESPONSE);  // before any step
  bench.source[0] = {{address, 1}};
  bench.script.at(1050, [&] { bench.cpu.write(address, &meanwhile, 4); });
  bench.script.at(1130, [&] { bench.cpu.write(address, &late, 4); });  // all sent at 1120
  bench.run(2);
  EXPECT_EQ(bench.values(), (std::vector<std::int32_t>{5, 1, 6, 7}));
  EXPECT_EQ(bench.arrivals(), (Times{1065, 1105, 1145, bench.ends_ps[0] + 65}));
}

// As the events of a sensor: not before their times, and one after the other.
TEST(Host, MessagesWaitForTheirTimes) {
  HostBench bench;
  bench.source[0] = {{address, 1, 500}, {address, 2, 510}, {address, 3, 900}};
  bench.source[1] = {{address, 4, 50}};
  bench.run(2);
  EXPECT_EQ(bench.arrivals(), (Times{1565, 1605, 1965, bench.ends_ps[0] + 50 + 65}));
  EXPECT_EQ(bench.ends_ps[0], 1965u + 100);
  EXPECT_EQ(bench.host.injector().counters().delays_ps, 30u);  // the second could have left at 1550
  EXPECT_EQ(bench.host.injector().counters().longest_delay_ps, 30u);
  EXPECT_EQ(bench.host.injector().sender().ledger().times()[UnitState::message], 500u + 320 + 50);
}

TEST(Host, WhatAFullNetworkKeepsWaitingIsDelayed) {
  HostBench bench(Timing::approximately_timed, 1, 200);
  bench.source[0] = {{address, 1, 1}, {address, 2, 41}, {address, 3, 81}};
  bench.run(1);
  EXPECT_EQ(bench.arrivals(), (Times{1066, 1266 + 25, 1491 + 25}));
  EXPECT_EQ(bench.host.injector().counters().longest_delay_ps, 1491u - 1121);
  EXPECT_EQ(bench.host.injector().counters().delays_ps, (1266u - 1081) + (1491 - 1121));
}

TEST(Host, AStepLastsAsLongAsSomethingMayCome) {
  HostBench bench;
  bench.least_ps = 700;
  bench.source[0] = {{address, 1, 10}};
  bench.source[1] = {{address, 2, 690}};
  bench.run(2);
  EXPECT_EQ(bench.ends_ps, (Times{1800, 1800 + 690 + 65 + 100}));
}

// With nothing else to send, what the CPU writes meanwhile leaves at once, and the step still lasts as long.
TEST(Host, WritesOfTheCpuDoNotWaitForTheEndOfALongStep) {
  HostBench bench;
  bench.least_ps = 700;
  std::int32_t value = 5;
  bench.script.at(1300, [&] { bench.cpu.write(address, &value, 4); });
  bench.script.at(1690, [&] { bench.cpu.write(address, &value, 4); });
  bench.run(1);
  EXPECT_EQ(bench.arrivals(), (Times{1365, 1755}));
  EXPECT_EQ(bench.ends_ps, (Times{1855}));
}

TEST(Host, TheWayToAndFromThePadsTakesTime) {
  HostConfig config = host_config;
  config.input_latency_ps = 1000;
  config.output_latency_ps = 2000;
  HostBench bench(Timing::approximately_timed, 0, 0, 30, config);
  bench.source[0] = {{address, 1, 10}, {address, 2, 20}};
  bench.script.at(1100, [&] { bench.barrier.message_sent(0); });
  bench.sender.send(1100, make_spike_address(0, 4, 5), 6);
  bench.run(1);
  EXPECT_EQ(bench.arrivals(), (Times{2075, 2115}));
  ASSERT_EQ(bench.delivered.size(), 1u);
  EXPECT_EQ(bench.outside_ps, (Times{bench.delivered[0].time_ps + 2000}));
  EXPECT_EQ(bench.ends_ps, (Times{bench.delivered[0].time_ps + 2000 + 100}));
  EXPECT_EQ(bench.host.injector().counters().longest_delay_ps, 30u);
}

TEST(Host, RefusesWhatIsNoSpike) {
  HostBench bench;
  unsigned char data[8] = {};
  EXPECT_EQ(bench.cpu.read(address, data, 4).status, tlm::TLM_COMMAND_ERROR_RESPONSE);
  EXPECT_EQ(bench.cpu.write(address, data, 8).status, tlm::TLM_BURST_ERROR_RESPONSE);
  EXPECT_EQ(bench.cpu.write(address + 1, data, 4).status, tlm::TLM_ADDRESS_ERROR_RESPONSE);
  bench.run(1);
  EXPECT_TRUE(bench.network.received().empty());
}

TEST(Host, PassesMemoryAccessesToTheNetwork) {
  HostBench bench;
  bench.network.on_receive = nullptr;  // these are no messages
  std::int32_t word = 99;
  const std::uint64_t memory = make_address(7, Region::neuron_memory, 64);
  bench.script.at(500, [&] {
    EXPECT_EQ(bench.cpu.write(memory, &word, 4).status, tlm::TLM_OK_RESPONSE);
    EXPECT_EQ(bench.cpu.debug_write(memory, &word, 4), 4u);
  });
  bench.run(1);
  ASSERT_EQ(bench.network.received().size(), 1u);
  EXPECT_EQ(bench.network.received()[0].address, memory);
  EXPECT_EQ(bench.network.received()[0].value, 99);
  EXPECT_EQ(bench.network.received()[0].time_ps, 500u);
  tlm::tlm_generic_payload payload;
  tlm::tlm_dmi dmi;
  EXPECT_FALSE(bench.cpu.socket->get_direct_mem_ptr(payload, dmi));
}

TEST(Host, NonBlockingWritesAreCompletedAtOnce) {
  HostBench bench;
  bench.script.at(500, [&] {
    tlm::tlm_generic_payload& payload = bench.pool.acquire(address, 3);
    EXPECT_EQ(bench.cpu.begin(payload), tlm::TLM_COMPLETED);
    EXPECT_TRUE(payload.is_response_ok());
    payload.release();
  });
  bench.run(1);
  EXPECT_EQ(bench.values(), (std::vector<std::int32_t>{3}));
}

TEST(Host, TakesOneMessageAnIntervalAndHoldsUpTheNetwork) {
  HostBench bench;
  for (std::uint32_t atom = 0; atom < 4; ++atom) {
    bench.sender.send(1000, make_spike_address(9, 1, atom), static_cast<std::int32_t>(atom) - 2);
    bench.barrier.message_sent(0);
  }
  bench.run(1);
  ASSERT_EQ(bench.delivered.size(), 4u);
  for (std::uint32_t atom = 0; atom < 4; ++atom) {
    EXPECT_EQ(bench.delivered[atom].axon, 1u);
    EXPECT_EQ(bench.delivered[atom].atom, atom);
    EXPECT_EQ(bench.delivered[atom].value, static_cast<std::int32_t>(atom) - 2);
    EXPECT_EQ(bench.delivered[atom].step, 0u);
  }
  // Two slots: sent at 1000, 1005; the first is taken at 1085 and its slot can be used 9 later.
  EXPECT_EQ(bench.sender.sent()[2].time_ps, 1085 + 9u);
  EXPECT_EQ(bench.sender.sent()[3].time_ps, 1145 + 9u);
  EXPECT_EQ(bench.delivered[0].time_ps, 1085u);
  EXPECT_EQ(bench.delivered[1].time_ps, 1145u);
  EXPECT_EQ(bench.delivered[2].time_ps, 1205u);
  EXPECT_EQ(bench.delivered[3].time_ps, 1265u);
  EXPECT_EQ(bench.ends_ps, (Times{1365}));
  EXPECT_EQ(bench.host.receiver().counters().messages_received, 4u);
}

TEST(Host, LooselyTimedInBothDirections) {
  HostBench bench(Timing::loosely_timed);
  bench.source[0] = {{address, 1}, {address, 2}};
  for (std::uint32_t atom = 0; atom < 3; ++atom) {
    bench.sender.send(1000, make_spike_address(9, 1, atom), 1);
    bench.barrier.message_sent(0);
  }
  bench.run(1);
  EXPECT_EQ(bench.arrivals(), (Times{1065, 1105}));
  EXPECT_EQ(bench.delivered.size(), 3u);
  EXPECT_EQ(bench.ends_ps, (Times{1025 + 3 * 60 + 100}));
}

TEST(Host, WithoutSourceAndSinkItTakesPartAllTheSame) {
  HostBench bench;
  bench.host.injector().set_source(nullptr);
  bench.host.receiver().set_sink(nullptr);
  bench.sender.send(1000, make_spike_address(9, 1, 0), 1);
  bench.barrier.message_sent(0);
  bench.run(1);
  EXPECT_EQ(bench.host.receiver().counters().messages_received, 1u);
}

// A posted write to nowhere is a mistake of the software, and must not end the simulation or hold up the step.
TEST(Host, CountsAMessageThatTheNetworkRefuses) {
  HostBench bench;
  bench.source[0] = {{address, 1}, {address, 2}};
  bench.network.refusing = true;
  bench.run(1);
  EXPECT_EQ(bench.ends_ps.size(), 1u);
  EXPECT_EQ(bench.host.injector().sender().counters().refused, 2u);
  EXPECT_EQ(bench.barrier.messages_in_flight(), 0u);
}

}  // namespace
}  // namespace floorline::models
