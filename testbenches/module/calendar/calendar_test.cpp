#include "models/calendar/calendar.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <random>
#include <tuple>
#include <vector>

#include "testbenches/support/calendar_script.h"
#include "testbenches/support/report_guard.h"

namespace floorline::models {
namespace {

using testbenches::CalendarScript;

struct Call {
  Picoseconds time_ps;
  std::uint32_t tag;
  bool operator==(const Call& other) const { return time_ps == other.time_ps && tag == other.tag; }
};
void PrintTo(const Call& call, std::ostream* stream) {
  *stream << call.tag << " at " << call.time_ps << " ps";
}

// Records its calls, and may schedule more during a call.
class Client : public CalendarClient {
 public:
  explicit Client(Calendar& calendar) : calendar_(calendar) {}
  void on_calendar(std::uint32_t tag) override {
    calls.push_back({calendar_.now_ps(), tag});
    kernel_times_ps.push_back(to_picoseconds(sc_core::sc_time_stamp()));
    if (then)
      then(tag);
  }
  std::vector<Call> calls;
  std::vector<Picoseconds> kernel_times_ps;
  std::function<void(std::uint32_t)> then;

 private:
  Calendar& calendar_;
};

// A process that waits for the given times and calls the action after each.
class OtherProcess : public sc_core::sc_module {
 public:
  SC_HAS_PROCESS(OtherProcess);
  OtherProcess(const sc_core::sc_module_name& name, std::vector<Picoseconds> waits_ps, std::function<void()> action)
      : sc_module(name), waits_ps_(std::move(waits_ps)), action_(std::move(action)) {
    SC_THREAD(run);
  }

 private:
  void run() {
    for (const Picoseconds wait_ps : waits_ps_) {
      wait(to_sc_time(wait_ps));
      action_();
    }
  }
  const std::vector<Picoseconds> waits_ps_;
  const std::function<void()> action_;
};

TEST(Calendar, CallsByTimeThenPhaseThenFirstScheduled) {
  Calendar calendar("calendar");
  Client client(calendar);
  calendar.schedule(500, Phase::decide, client, 5);
  calendar.schedule(500, Phase::arrive, client, 3);
  calendar.schedule(100, Phase::decide, client, 1);
  calendar.schedule(500, Phase::arrive, client, 4);
  calendar.schedule(0, Phase::arrive, client, 0);
  calendar.schedule(499, Phase::arrive, client, 2);
  sc_core::sc_start();
  EXPECT_EQ(client.calls, (std::vector<Call>{{0, 0}, {100, 1}, {499, 2}, {500, 3}, {500, 4}, {500, 5}}));
  EXPECT_EQ(calendar.calls(), 6u);
  EXPECT_EQ(calendar.kernel_activations(), 4u);  // one per instant
}

TEST(Calendar, ArrivalsOfAnInstantGoBeforeItsDecisionsEvenWhenScheduledDuringOne) {
  Calendar calendar("calendar");
  Client client(calendar);
  client.then = [&](std::uint32_t tag) {
    if (tag == 1) {
      calendar.schedule(100, Phase::decide, client, 4);
      calendar.schedule(100, Phase::arrive, client, 2);
    }
  };
  calendar.schedule(100, Phase::decide, client, 1);
  calendar.schedule(100, Phase::decide, client, 3);
  sc_core::sc_start();
  EXPECT_EQ(client.calls, (std::vector<Call>{{100, 1}, {100, 2}, {100, 3}, {100, 4}}));
}

TEST(Calendar, EqualTimesKeepTheirOrderInSlotWheelAndHeap) {
  // Small wheel: 64 slots of 4 ps. 1000 ps lies beyond it at first, and inside it when the last ones are scheduled.
  Calendar calendar("calendar", {2, 64});
  Client client(calendar);
  client.then = [&](std::uint32_t tag) {
    if (tag == 0)
      calendar.schedule(1000, Phase::arrive, client, 3);  // into the wheel
    if (tag == 3)
      calendar.schedule(1000, Phase::arrive, client, 4);  // into the open slot
  };
  calendar.schedule(1000, Phase::arrive, client, 1);
  calendar.schedule(1000, Phase::arrive, client, 2);
  calendar.schedule(900, Phase::arrive, client, 0);
  sc_core::sc_start();
  EXPECT_EQ(client.calls, (std::vector<Call>{{900, 0}, {1000, 1}, {1000, 2}, {1000, 3}, {1000, 4}}));
}

// Random schedules, also during calls, compared with a sorted list.
class CalendarOrder : public testing::TestWithParam<std::tuple<int, bool>> {};

TEST_P(CalendarOrder, IsThatOfASortedList) {
  const auto [seed, run_ahead] = GetParam();
  std::mt19937 random(static_cast<unsigned>(seed));
  const CalendarConfig configs[] = {{8, 4096}, {0, 64}, {3, 64}, {5, 128}};
  Calendar calendar("calendar", configs[seed % 4]);
  if (run_ahead)
    calendar.set_run_ahead(~Picoseconds{0});
  Client client(calendar);
  struct Expected {
    Picoseconds time_ps;
    std::uint32_t phase;
    std::uint32_t order;
  };
  std::vector<Expected> pending;
  std::uint32_t scheduled = 0;
  std::size_t mismatches = 0;
  const auto schedule_one = [&] {
    static constexpr Picoseconds spans[] = {1, 16, 300, 5000, 3000000};
    const Picoseconds time_ps = calendar.now_ps() + random() % spans[random() % std::size(spans)];
    const auto phase = static_cast<std::uint32_t>(random() % 2);
    pending.push_back({time_ps, phase, scheduled});
    calendar.schedule(time_ps, static_cast<Phase>(phase), client, scheduled++);
  };
  client.then = [&](std::uint32_t tag) {
    const auto next = std::min_element(pending.begin(), pending.end(), [](const Expected& a, const Expected& b) {
      return std::tie(a.time_ps, a.phase, a.order) < std::tie(b.time_ps, b.phase, b.order);
    });
    mismatches += next->order != tag || next->time_ps != calendar.now_ps() ? 1 : 0;
    pending.erase(next);
    for (std::uint32_t i = 0; i < random() % 3 && scheduled < 4000; ++i)
      schedule_one();
  };
  while (scheduled < 300)
    schedule_one();
  sc_core::sc_start();
  EXPECT_EQ(mismatches, 0u);
  EXPECT_TRUE(pending.empty());
  EXPECT_EQ(client.calls.size(), scheduled);
}
INSTANTIATE_TEST_SUITE_P(Random, CalendarOrder, testing::Combine(testing::Range(0, 8), testing::Bool()));

TEST(Calendar, WakesUpAfterALongSleep) {
  Calendar calendar("calendar", {2, 64});
  Client client(calendar);
  calendar.schedule(10, Phase::arrive, client, 0);
  sc_core::sc_start(sc_core::sc_time(3, sc_core::SC_SEC));
  calendar.schedule(3000000000123, Phase::arrive, client, 1);
  calendar.schedule(3000000000007, Phase::arrive, client, 2);
  sc_core::sc_start();
  EXPECT_EQ(client.calls, (std::vector<Call>{{10, 0}, {3000000000007, 2}, {3000000000123, 1}}));
}

TEST(Calendar, TakesEventsFromOtherProcesses) {
  Calendar calendar("calendar");
  Client client(calendar);
  std::uint32_t tag = 10;
  OtherProcess process("process", {100, 50, 0}, [&] {
    // Earlier than the next call of the calendar, and at the current instant.
    calendar.schedule(calendar.now_ps() + 5, Phase::arrive, client, tag++);
    calendar.schedule(calendar.now_ps(), Phase::arrive, client, tag++);
  });
  calendar.schedule(1000, Phase::arrive, client, 0);
  sc_core::sc_start();
  EXPECT_EQ(client.calls,
            (std::vector<Call>{{100, 11}, {105, 10}, {150, 13}, {150, 15}, {155, 12}, {155, 14}, {1000, 0}}));
}

TEST(Calendar, ThePastIsRefused) {
  Calendar calendar("calendar");
  Client client(calendar);
  sc_core::sc_start(sc_core::sc_time(10, sc_core::SC_PS));
  testbenches::ExpectReport past(sc_core::SC_FATAL, "/floorline/calendar/past");
  EXPECT_THROW(calendar.schedule(9, Phase::arrive, client), sc_core::sc_report);
}

TEST(Calendar, SlotsMustBeAPowerOfTwo) {
  testbenches::ExpectReport config(sc_core::SC_FATAL, "/floorline/calendar/config");
  EXPECT_THROW(Calendar("calendar", {8, 96}), sc_core::sc_report);
}

TEST(Calendar, ByDefaultTheKernelHasTheSameTime) {
  Calendar calendar("calendar");
  Client client(calendar);
  for (Picoseconds time_ps = 0; time_ps < 5000; time_ps += 37)
    calendar.schedule(time_ps, Phase::arrive, client);
  sc_core::sc_start();
  for (std::size_t i = 0; i < client.calls.size(); ++i)
    EXPECT_EQ(client.calls[i].time_ps, client.kernel_times_ps[i]);
}

TEST(CalendarRunAhead, LeavesTheKernelAloneWhileNobodyElseWaits) {
  Calendar calendar("calendar");
  calendar.set_run_ahead(~Picoseconds{0});
  Client client(calendar);
  for (Picoseconds time_ps = 0; time_ps < 1000; ++time_ps)
    calendar.schedule(time_ps, Phase::arrive, client);
  sc_core::sc_start();
  EXPECT_EQ(client.calls.size(), 1000u);
  EXPECT_EQ(client.calls.back().time_ps, 999u);
  EXPECT_EQ(calendar.kernel_activations(), 1u);
}

TEST(CalendarRunAhead, StaysWithinItsLimit) {
  Calendar calendar("calendar");
  calendar.set_run_ahead(100);
  Client client(calendar);
  for (Picoseconds time_ps = 0; time_ps < 5000; time_ps += 30)
    calendar.schedule(time_ps, Phase::arrive, client);
  sc_core::sc_start();
  Picoseconds furthest_ps = 0;
  for (std::size_t i = 0; i < client.calls.size(); ++i) {
    ASSERT_GE(client.calls[i].time_ps, client.kernel_times_ps[i]);
    furthest_ps = std::max(furthest_ps, client.calls[i].time_ps - client.kernel_times_ps[i]);
  }
  EXPECT_EQ(furthest_ps, 90u);
}

// A process observes the chip every 100 ps; the result must not depend on running ahead.
std::vector<std::size_t> seen_by_another_process(Picoseconds run_ahead_ps) {
  Calendar calendar("calendar");
  calendar.set_run_ahead(run_ahead_ps);
  Client client(calendar);
  client.then = [&](std::uint32_t tag) {
    if (tag < 500)
      calendar.schedule(calendar.now_ps() + 7, Phase::arrive, client, tag + 1);
  };
  std::vector<std::size_t> seen;
  OtherProcess process("process", std::vector<Picoseconds>(30, 100), [&] { seen.push_back(client.calls.size()); });
  calendar.schedule(3, Phase::arrive, client, 0);
  sc_core::sc_start();
  return seen;
}

TEST(CalendarRunAhead, NeverPassesAnotherProcess) {
  const std::vector<std::size_t> seen = seen_by_another_process(~Picoseconds{0});
  ASSERT_EQ(seen.size(), 30u);
  for (std::size_t i = 0; i < seen.size(); ++i) {
    const Picoseconds time_ps = 100 * (i + 1);
    const std::size_t before = (time_ps - 3 + 6) / 7;  // calls before this time
    const std::size_t until = (time_ps - 3) / 7 + 1;   // and calls at this time, in an order chosen by the kernel
    EXPECT_GE(seen[i], before) << time_ps;
    EXPECT_LE(seen[i], until) << time_ps;
  }
}

TEST(CalendarRunAhead, NotifiesEventsAtTheChipsTime) {
  Calendar calendar("calendar");
  calendar.set_run_ahead(~Picoseconds{0});
  Client client(calendar);
  sc_core::sc_event event;
  std::vector<Picoseconds> noticed;
  class Listener : public sc_core::sc_module {
   public:
    SC_HAS_PROCESS(Listener);
    Listener(const sc_core::sc_module_name& name, sc_core::sc_event& event, std::vector<Picoseconds>& noticed)
        : sc_module(name), noticed_(noticed) {
      SC_METHOD(notice);
      sensitive << event;
      dont_initialize();
    }

   private:
    void notice() { noticed_.push_back(to_picoseconds(sc_core::sc_time_stamp())); }
    std::vector<Picoseconds>& noticed_;
  } listener("listener", event, noticed);
  client.then = [&](std::uint32_t tag) {
    if (tag % 3 == 0)
      calendar.notify(event);
  };
  for (std::uint32_t tag = 0; tag < 10; ++tag)
    calendar.schedule(100 + 10 * tag, Phase::arrive, client, tag);
  sc_core::sc_start();
  EXPECT_EQ(noticed, (std::vector<Picoseconds>{100, 130, 160, 190}));
  EXPECT_EQ(client.calls.size(), 10u);
  EXPECT_LT(calendar.kernel_activations(), 10u);
}

TEST(Calendar, TwoInOneSimulationKeepApart) {
  Calendar one("one");
  Calendar two("two");
  CalendarScript script_one(one);
  CalendarScript script_two(two);
  std::vector<Picoseconds> calls;
  for (Picoseconds time_ps = 10; time_ps < 100; time_ps += 10) {
    script_one.at(time_ps, [&] { calls.push_back(one.now_ps()); });
    script_two.at(time_ps + 5, [&] { calls.push_back(two.now_ps()); });
  }
  sc_core::sc_start();
  EXPECT_EQ(calls.size(), 18u);
  EXPECT_TRUE(std::is_sorted(calls.begin(), calls.end()));
}

}  // namespace
}  // namespace floorline::models
