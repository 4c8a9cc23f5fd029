// When a step ends: after the last unit and the last message, plus the duration of the barrier.
#include "models/sync/step_barrier.h"

#include <gtest/gtest.h>

#include <optional>
#include <vector>

#include "testbenches/support/calendar_script.h"
#include "testbenches/support/report_guard.h"

namespace floorline::models {
namespace {

using testbenches::CalendarScript;

// A unit that works for a fixed time in each step, or reports a time in the future at once.
class Unit : public StepParticipant, private CalendarClient {
 public:
  Unit(Calendar& calendar, StepBarrier& barrier, Picoseconds work_ps, bool annotated = false)
      : calendar_(calendar), barrier_(barrier), work_ps_(work_ps), annotated_(annotated) {}
  void begin_step(std::uint64_t step) override {
    steps.push_back(step);
    begins_ps.push_back(calendar_.now_ps());
    if (annotated_)
      barrier_.unit_done(0, calendar_.now_ps() + work_ps_);
    else
      calendar_.schedule(calendar_.now_ps() + work_ps_, Phase::arrive, *this);
  }
  void end_step(Picoseconds quiet_ps, Picoseconds now_ps) override {
    quiet_since_ps.push_back(quiet_ps);
    ends_ps.push_back(now_ps);
  }
  std::vector<std::uint64_t> steps;
  std::vector<Picoseconds> begins_ps;
  std::vector<Picoseconds> quiet_since_ps;
  std::vector<Picoseconds> ends_ps;

 private:
  void on_calendar(std::uint32_t /*tag*/) override { barrier_.unit_done(0, calendar_.now_ps()); }

  Calendar& calendar_;
  StepBarrier& barrier_;
  const Picoseconds work_ps_;
  const bool annotated_;
};

class StepBarrierTest : public testing::Test, protected StepObserver {
 protected:
  StepBarrierTest() { barrier.add_observer(*this); }
  void step_ended(std::uint64_t step, Picoseconds begin_ps, Picoseconds end_ps) override {
    steps.push_back(step);
    begins_ps.push_back(begin_ps);
    ends_ps.push_back(end_ps);
  }
  Calendar calendar{"calendar"};
  CalendarScript script{calendar};
  StepBarrier barrier{"barrier", calendar, BarrierConfig{100, 10}};
  std::vector<std::uint64_t> steps;
  std::vector<Picoseconds> begins_ps;
  std::vector<Picoseconds> ends_ps;
};

TEST_F(StepBarrierTest, AStepLastsAsLongAsItsSlowestUnitAndTheBarrier) {
  Unit fast(calendar, barrier, 300);
  Unit slow(calendar, barrier, 700);
  barrier.add_participant(fast, 0);
  barrier.add_participant(slow, 0);
  script.at(1000, [&] { barrier.run(3); });
  script.at(1799, Phase::decide, [&] { EXPECT_EQ(barrier.steps_done(), 0u); });
  script.at(1800, Phase::decide, [&] { EXPECT_EQ(barrier.steps_done(), 1u); });
  sc_core::sc_start();
  EXPECT_EQ(begins_ps, (std::vector<Picoseconds>{1000, 1800, 2600}));
  EXPECT_EQ(ends_ps, (std::vector<Picoseconds>{1800, 2600, 3400}));
  EXPECT_EQ(fast.begins_ps, begins_ps);
  EXPECT_EQ(slow.steps, (std::vector<std::uint64_t>{0, 1, 2}));
  EXPECT_EQ(fast.quiet_since_ps, (std::vector<Picoseconds>{1700, 2500, 3300}));
  EXPECT_EQ(fast.ends_ps, ends_ps);
  EXPECT_FALSE(barrier.running());
}

TEST_F(StepBarrierTest, EveryFurtherRouterCosts) {
  Unit unit(calendar, barrier, 500);
  barrier.add_participant(unit, 0);
  barrier.set_routers_in_use(4);
  script.at(0, [&] { barrier.run(1); });
  sc_core::sc_start();
  EXPECT_EQ(ends_ps, (std::vector<Picoseconds>{500 + 100 + 3 * 10}));
}

TEST_F(StepBarrierTest, AMessageInFlightKeepsTheStepOpen) {
  Unit unit(calendar, barrier, 500);
  barrier.add_participant(unit, 0);
  script.at(0, [&] { barrier.run(1); });
  script.at(400, [&] { barrier.message_sent(0); });
  script.at(400, [&] { barrier.message_sent(0); });
  script.at(600, [&] { barrier.message_done(0, 600); });
  script.at(899, [&] { EXPECT_TRUE(barrier.running()); });
  script.at(900, [&] { barrier.message_done(0, 900); });
  sc_core::sc_start();
  EXPECT_EQ(ends_ps, (std::vector<Picoseconds>{1000}));
}

// A non-participant may send a message during the barrier: the step then ends once, and correspondingly later.
TEST_F(StepBarrierTest, AMessageDuringTheBarrierPutsOffTheEnd) {
  Unit unit(calendar, barrier, 300);
  barrier.add_participant(unit, 0);
  script.at(1000, [&] { barrier.run(2); });
  script.at(1350, [&] { barrier.message_sent(0); });
  script.at(1450, [&] { barrier.message_done(0, calendar.now_ps()); });
  script.at(1500, [&] {
    barrier.message_sent(0);
    barrier.message_done(0, calendar.now_ps());
  });
  sc_core::sc_start();
  EXPECT_EQ(ends_ps, (std::vector<Picoseconds>{1600, 2000}));
}

TEST_F(StepBarrierTest, TimesInTheFutureCountFromThen) {
  Unit unit(calendar, barrier, 500, true);
  Unit other(calendar, barrier, 50);
  barrier.add_participant(unit, 0);
  barrier.add_participant(other, 0);
  script.at(0, [&] { barrier.run(2); });
  script.at(20, [&] {
    barrier.message_sent(0);
    barrier.message_done(0, 730);
  });
  sc_core::sc_start();
  EXPECT_EQ(ends_ps, (std::vector<Picoseconds>{830, 830 + 600}));  // the second step does not depend on the first
}

TEST_F(StepBarrierTest, WithoutUnitsAStepIsTheBarrierAlone) {
  script.at(50, [&] { barrier.run(2); });
  sc_core::sc_start();
  EXPECT_EQ(ends_ps, (std::vector<Picoseconds>{150, 250}));
}

TEST_F(StepBarrierTest, GoesOnWhereItStoppedAndRestartsAtZero) {
  Unit unit(calendar, barrier, 500);
  barrier.add_participant(unit, 0);
  script.at(0, [&] { barrier.run(2); });
  sc_core::sc_start();
  barrier.run(1);
  sc_core::sc_start();
  EXPECT_EQ(steps, (std::vector<std::uint64_t>{0, 1, 2}));
  EXPECT_EQ(barrier.steps_done(), 3u);
  barrier.restart();
  EXPECT_EQ(barrier.steps_done(), 0u);
  barrier.run(1);
  sc_core::sc_start();
  EXPECT_EQ(steps.back(), 0u);
  EXPECT_EQ(unit.steps.size(), 3u);  // no longer a participant
}

TEST_F(StepBarrierTest, NoStepsAreNoRun) {
  barrier.run(0);
  EXPECT_FALSE(barrier.running());
  sc_core::sc_start();
  EXPECT_TRUE(ends_ps.empty());
}

TEST_F(StepBarrierTest, NotifiesWhenFinishedAlsoWhenTheChipRunsAhead) {
  class Listener : public sc_core::sc_module {
   public:
    SC_HAS_PROCESS(Listener);
    Listener(const sc_core::sc_module_name& name, StepBarrier& barrier) : sc_module(name), barrier_(barrier) {
      SC_THREAD(run);
    }
    std::vector<Picoseconds> noticed_ps;

   private:
    void run() {
      for (int i = 0; i < 3; ++i) {
        barrier_.run(2);
        wait(barrier_.finished());
        noticed_ps.push_back(to_picoseconds(sc_core::sc_time_stamp()));
        wait(sc_core::sc_time(33, sc_core::SC_PS));
      }
    }
    StepBarrier& barrier_;
  } listener("listener", barrier);
  calendar.set_run_ahead(~Picoseconds{0});
  Unit unit(calendar, barrier, 500);
  barrier.add_participant(unit, 0);
  sc_core::sc_start();
  EXPECT_EQ(listener.noticed_ps, (std::vector<Picoseconds>{1200, 2433, 3666}));
}

TEST_F(StepBarrierTest, RunningItCannotBeRunOrRestarted) {
  Unit unit(calendar, barrier, 500);
  barrier.add_participant(unit, 0);
  script.at(0, [&] { barrier.run(1); });
  script.at(10, [&] {
    testbenches::ExpectReport misuse(sc_core::SC_FATAL, "/floorline/sync/run");
    EXPECT_THROW(barrier.run(1), sc_core::sc_report);
    EXPECT_THROW(barrier.restart(), sc_core::sc_report);
  });
  sc_core::sc_start();
  EXPECT_EQ(ends_ps, (std::vector<Picoseconds>{600}));
}

}  // namespace
}  // namespace floorline::models
