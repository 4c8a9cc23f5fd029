// The sending end of a link: occupancy, and whether the receiver has room.
#include "models/noc/output_port.h"

#include <gtest/gtest.h>

#include <vector>

#include "testbenches/support/calendar_script.h"
#include "testbenches/support/message_tester.h"
#include "testbenches/support/module_with.h"

namespace floorline::models {
namespace {

using testbenches::CalendarScript;
using testbenches::MessageReceiver;

class Owner : public LinkSource {
 public:
  explicit Owner(Calendar& calendar) : calendar_(calendar) {}
  void on_room(std::uint32_t channel) override {
    EXPECT_EQ(channel, 0u);
    room_ps.push_back(calendar_.now_ps());
  }
  std::vector<Picoseconds> room_ps;

 private:
  Calendar& calendar_;
};

class OutputPortTest : public testing::Test {
 protected:
  OutputPortTest() { port.socket().bind(receiver.socket); }
  bool send() {
    tlm::tlm_generic_payload& payload = pool.acquire(0, 1);
    const bool taken = port.send(payload, {}, calendar.now_ps());
    payload.release();
    return taken;
  }
  Calendar calendar{"calendar"};
  CalendarScript script{calendar};
  SpikePool pool;
  Owner owner{calendar};
  MessageReceiver receiver{"receiver", calendar, 2, 1000};
  testbenches::ModuleWith<OutputPort> module{"module", "port", LinkTiming{250, 100}, owner};
  OutputPort& port{module.part};
};

TEST_F(OutputPortTest, TellsWhenTheLinkIsFreeAndWhetherThereIsRoom) {
  script.at(5000, [&] {
    EXPECT_TRUE(port.has_room());
    EXPECT_TRUE(send());
    EXPECT_EQ(port.free_at_ps(), 5100u);
    EXPECT_TRUE(port.has_room());
  });
  script.at(5100, [&] {
    EXPECT_TRUE(send());
    EXPECT_EQ(port.free_at_ps(), 5200u);
    EXPECT_FALSE(port.has_room());  // the receiver has two slots
  });
  script.at(6249, [&] { EXPECT_FALSE(port.has_room()); });
  script.at(6250, Phase::decide, [&] { EXPECT_TRUE(port.has_room()); });
  sc_core::sc_start();
  EXPECT_EQ(owner.room_ps, (std::vector<Picoseconds>{6250}));
  ASSERT_EQ(receiver.received().size(), 2u);
  EXPECT_EQ(receiver.received()[0].time_ps, 5250u);
  EXPECT_EQ(receiver.received()[1].time_ps, 5350u);
  EXPECT_EQ(port.link().packets(), 2u);
  EXPECT_EQ(port.link().busy_ps(), 200u);
  EXPECT_EQ(pool.in_use(), 0u);
}

TEST_F(OutputPortTest, SaysWhenAMessageIsRefused) {
  receiver.refusing = true;
  script.at(0, [&] {
    EXPECT_FALSE(send());
    EXPECT_TRUE(port.has_room());
  });
  sc_core::sc_start();
  EXPECT_EQ(pool.in_use(), 0u);
}

TEST_F(OutputPortTest, LooselyTimedMessagesQueueForTheLink) {
  std::vector<Picoseconds> done_ps;
  script.at(1000, [&] {
    for (const Picoseconds delay_ps : {0, 0, 50, 500}) {
      tlm::tlm_generic_payload& payload = pool.acquire(0, 1);
      sc_core::sc_time delay = to_sc_time(delay_ps);
      port.send_blocking(payload, calendar.now_ps(), delay);
      done_ps.push_back(to_picoseconds(delay));
      payload.release();
    }
  });
  sc_core::sc_start();
  // The link is occupied at 1000, 1100, 1200 (ready at 1050) and 1500; the receiver holds each message for 1000.
  EXPECT_EQ(done_ps, (std::vector<Picoseconds>{1250, 1350, 1450, 1750}));
  ASSERT_EQ(receiver.received().size(), 4u);
  EXPECT_EQ(receiver.received()[2].time_ps, 1450u);
  EXPECT_EQ(port.free_at_ps(), 1600u);
}

}  // namespace
}  // namespace floorline::models
