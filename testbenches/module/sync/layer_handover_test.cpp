// When layers begin a frame: once they have received it, have sent the previous one, and the next layer has room for
// it.
#include "models/sync/layer_handover.h"

#include <gtest/gtest.h>

#include <memory>
#include <vector>

#include "testbenches/support/calendar_script.h"
#include "testbenches/support/report_guard.h"

namespace floorline::models {
namespace {

using testbenches::CalendarScript;

// A unit that sends one message when it begins a frame, which the next layer processes in a fixed time, and is busy for
// another fixed time.
class Unit final : public StepParticipant, private CalendarClient {
 public:
  Unit(Calendar& calendar, StepControl& control, std::uint32_t layer, Picoseconds send_ps, Picoseconds receiver_ps)
      : calendar_(calendar), control_(control), layer_(layer), send_ps_(send_ps), receiver_ps_(receiver_ps) {
    control.add_participant(*this, layer);
  }
  void begin_step(std::uint64_t step) override {
    EXPECT_EQ(step, begins_ps.size());
    begins_ps.push_back(calendar_.now_ps());
    control_.message_sent(layer_);
    calendar_.schedule(calendar_.now_ps() + receiver_ps_, Phase::arrive, *this, message);
    calendar_.schedule(calendar_.now_ps() + send_ps_, Phase::arrive, *this, all);
  }
  void end_step(Picoseconds quiet_ps, Picoseconds now_ps) override {
    EXPECT_EQ(quiet_ps, now_ps);
    ends_ps.push_back(now_ps);
  }
  std::vector<Picoseconds> begins_ps;
  std::vector<Picoseconds> ends_ps;

 private:
  enum Tag : std::uint32_t { message, all };
  void on_calendar(std::uint32_t tag) override {
    if (tag == message)
      control_.message_done(layer_ + 1, calendar_.now_ps());
    else
      control_.unit_done(layer_, calendar_.now_ps());
  }

  Calendar& calendar_;
  StepControl& control_;
  const std::uint32_t layer_;
  const Picoseconds send_ps_;
  const Picoseconds receiver_ps_;
};

class LayerHandoverTest : public testing::Test, protected StepObserver {
 protected:
  void make(std::uint32_t frames_in_flight) {
    layers = std::make_unique<LayerHandover>("layers", calendar, HandoverConfig{10, frames_in_flight});
    layers->add_observer(*this);
  }
  Unit& add(std::uint32_t layer, Picoseconds send_ps, Picoseconds receiver_ps) {
    units.push_back(std::make_unique<Unit>(calendar, *layers, layer, send_ps, receiver_ps));
    return *units.back();
  }
  void run(std::uint64_t frames) {
    script.at(1000, [this, frames] { layers->run(frames); });
    sc_core::sc_start();
    EXPECT_EQ(ends_ps.size(), frames);
    EXPECT_FALSE(layers->running());
    EXPECT_EQ(layers->messages_in_flight(), 0u);
    EXPECT_EQ(layers->units_busy(), 0u);
  }
  void step_ended(std::uint64_t step, Picoseconds begin_ps, Picoseconds end_ps) override {
    EXPECT_EQ(step, ends_ps.size());
    EXPECT_EQ(begin_ps, ends_ps.empty() ? 1000 : next_begin_ps);
    ends_ps.push_back(end_ps);
    next_begin_ps = end_ps;
  }
  Calendar calendar{"calendar"};
  CalendarScript script{calendar};
  std::unique_ptr<LayerHandover> layers;
  std::vector<std::unique_ptr<Unit>> units;
  std::vector<Picoseconds> ends_ps;
  Picoseconds next_begin_ps = 0;
};

using Times = std::vector<Picoseconds>;

TEST_F(LayerHandoverTest, ALayerBeginsWhenThePreviousOneHasSentAllAndItsMessagesAreProcessed) {
  make(1);
  Unit& host = add(0, 100, 130);  // its message takes longer than it
  Unit& core = add(1, 200, 50);   // takes longer than its message
  run(1);
  EXPECT_EQ(host.begins_ps, (Times{1000}));
  EXPECT_EQ(core.begins_ps, (Times{1000 + 130 + 10}));
  EXPECT_EQ(ends_ps, (Times{1140 + 200}));
}

TEST_F(LayerHandoverTest, TheSlowestUnitOfALayerDecides) {
  make(1);
  add(0, 100, 100);
  Unit& fast = add(1, 20, 10);
  Unit& slow = add(1, 70, 30);
  Unit& next = add(2, 5, 5);
  run(1);
  EXPECT_EQ(fast.begins_ps, slow.begins_ps);
  EXPECT_EQ(next.begins_ps, (Times{1110 + 70 + 10}));
}

TEST_F(LayerHandoverTest, OneFrameAtATimeIsTheSumOfAllLayers) {
  make(1);
  Unit& host = add(0, 100, 100);
  Unit& first = add(1, 200, 200);
  Unit& second = add(2, 50, 50);
  run(3);
  const Picoseconds frame_ps = 100 + 210 + 60;
  EXPECT_EQ(ends_ps, (Times{1000 + frame_ps, 1000 + 2 * frame_ps, 1000 + 3 * frame_ps}));
  EXPECT_EQ(host.begins_ps[2], 1000 + 2 * frame_ps);
  EXPECT_EQ(first.begins_ps[2], 1000 + 2 * frame_ps + 110);
  EXPECT_EQ(second.begins_ps[2], 1000 + 2 * frame_ps + 320);
}

TEST_F(LayerHandoverTest, WithManyFramesTheSlowestLayerSetsThePace) {
  make(0);
  add(0, 100, 100);
  Unit& slow = add(1, 200, 200);
  add(2, 50, 50);
  run(5);
  for (std::size_t frame = 1; frame < 5; ++frame)
    EXPECT_EQ(slow.begins_ps[frame] - slow.begins_ps[frame - 1], 210) << frame;
  EXPECT_EQ(ends_ps[4] - ends_ps[3], 210);
}

// The layer before a slow one may send one frame ahead, which is accumulated while the slow one sends, but not two.
TEST_F(LayerHandoverTest, AFastLayerGetsOneFrameAheadAndNoMore) {
  make(0);
  Unit& host = add(0, 10, 10);
  Unit& slow = add(1, 500, 500);
  run(4);
  EXPECT_EQ(host.begins_ps[0], 1000);
  EXPECT_EQ(slow.begins_ps[0], 1020);
  EXPECT_EQ(host.begins_ps[1], 1020);  // the slow layer has begun frame 0
  EXPECT_EQ(slow.begins_ps[1], 1520);
  EXPECT_EQ(host.begins_ps[2], 1520);
  EXPECT_EQ(host.begins_ps[3], 2020);
}

TEST_F(LayerHandoverTest, FramesInFlightAreCounted) {
  make(2);
  Unit& host = add(0, 10, 10);
  add(1, 20, 20);
  add(2, 20, 20);
  add(3, 20, 20);
  run(4);
  EXPECT_LT(host.begins_ps[1], ends_ps[0]);
  EXPECT_EQ(host.begins_ps[2], ends_ps[0]);
  EXPECT_EQ(host.begins_ps[3], ends_ps[1]);
}

TEST_F(LayerHandoverTest, UnitsEndWhatTheyDidBeforeEveryFrameAndAtTheEnd) {
  make(1);
  add(0, 100, 100);
  Unit& core = add(1, 200, 200);
  run(2);
  EXPECT_EQ(core.ends_ps, (Times{core.begins_ps[0], core.begins_ps[1], ends_ps[1]}));
}

TEST_F(LayerHandoverTest, GoesOnAfterARunAndBeginsAgainAfterARestart) {
  make(0);
  Unit& host = add(0, 100, 100);
  script.at(1000, [this] { layers->run(1); });
  script.at(5000, [this] {
    next_begin_ps = 5000;
    layers->run(2);
  });
  sc_core::sc_start();
  ASSERT_EQ(ends_ps.size(), 3u);
  EXPECT_EQ(host.begins_ps, (Times{1000, 5000, 5100}));
  EXPECT_EQ(layers->steps_done(), 3u);
  layers->restart();
  EXPECT_EQ(layers->steps_done(), 0u);
}

TEST_F(LayerHandoverTest, RunningTheyCannotBeRunOrRestarted) {
  make(0);
  add(0, 100, 100);
  script.at(1000, [this] { layers->run(1); });
  script.at(1050, [this] {
    testbenches::ExpectReport misuse(sc_core::SC_FATAL, "/floorline/sync/run");
    EXPECT_THROW(layers->run(1), sc_core::sc_report);
    EXPECT_THROW(layers->restart(), sc_core::sc_report);
  });
  sc_core::sc_start();
  EXPECT_EQ(ends_ps.size(), 1u);
}

}  // namespace
}  // namespace floorline::models
