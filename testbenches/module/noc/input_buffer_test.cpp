// The receiving end of a link: when it has room, and when it signals this.
#include "models/noc/input_buffer.h"

#include <gtest/gtest.h>

#include <memory>
#include <vector>

#include "models/message/spike_pool.h"
#include "testbenches/support/calendar_script.h"
#include "testbenches/support/initiator_tester.h"
#include "testbenches/support/module_with.h"
#include "testbenches/support/report_guard.h"

namespace floorline::models {
namespace {

using testbenches::CalendarScript;
using testbenches::InitiatorTester;

constexpr Picoseconds credit_latency_ps = 300;

// An owner that takes messages only when the test tells it to.
class Owner : public PacketTarget {
 public:
  explicit Owner(Calendar& calendar) : calendar_(calendar) {}
  bool admit(std::uint32_t /*port*/, tlm::tlm_generic_payload& payload) override {
    if (!admitting)
      payload.set_response_status(tlm::TLM_ADDRESS_ERROR_RESPONSE);
    return admitting;
  }
  void on_message(std::uint32_t /*port*/) override { woken_ps.push_back(calendar_.now_ps()); }
  void blocking_transport(std::uint32_t /*port*/, tlm::tlm_generic_payload& payload,
                          sc_core::sc_time& /*delay*/) override {
    payload.set_response_status(tlm::TLM_OK_RESPONSE);
  }
  unsigned debug_transport(std::uint32_t /*port*/, tlm::tlm_generic_payload& /*payload*/) override { return 0; }

  bool admitting = true;
  std::vector<Picoseconds> woken_ps;

 private:
  Calendar& calendar_;
};

class InputBufferTest : public testing::Test {
 protected:
  void build(std::uint32_t depth) {
    module = std::make_unique<testbenches::ModuleWith<InputBuffer>>("module", "buffer", calendar,
                                                                    BufferConfig{depth, credit_latency_ps}, owner, 0u);
    buffer = &module->part;
    initiator.socket.bind(buffer->socket);
  }
  tlm::tlm_sync_enum send(std::int32_t value, Picoseconds delay_ps = 0) {
    tlm::tlm_generic_payload& payload = pool.acquire(make_spike_address(0, 0, 0), value);
    const tlm::tlm_sync_enum answer = initiator.begin(payload, delay_ps);
    last_status = payload.get_response_status();
    payload.release();
    return answer;
  }
  std::int32_t take() {
    tlm::tlm_generic_payload& payload = buffer->pop();
    const std::int32_t value = spike_value(payload);
    payload.release();
    return value;
  }
  // The end of every test: no message that was taken is still held.
  void finish(std::size_t still_held = 0) {
    sc_core::sc_start();
    EXPECT_EQ(pool.in_use(), still_held);
  }

  Calendar calendar{"calendar"};
  CalendarScript script{calendar};
  SpikePool pool;
  Owner owner{calendar};
  InitiatorTester initiator{"initiator", calendar};
  std::unique_ptr<testbenches::ModuleWith<InputBuffer>> module;
  InputBuffer* buffer = nullptr;
  tlm::tlm_response_status last_status = tlm::TLM_INCOMPLETE_RESPONSE;
};

TEST_F(InputBufferTest, CompletesWhileThereIsRoomAndAcceptsTheLast) {
  build(3);
  script.at(1000, [&] {
    EXPECT_EQ(send(1), tlm::TLM_COMPLETED);
    EXPECT_EQ(send(2), tlm::TLM_COMPLETED);
    EXPECT_EQ(send(3), tlm::TLM_ACCEPTED);
    EXPECT_EQ(last_status, tlm::TLM_OK_RESPONSE);
  });
  finish(3);
  EXPECT_TRUE(initiator.responses.empty());
}

TEST_F(InputBufferTest, MessagesArriveWhenTheirDelayHasPassed) {
  build(4);
  script.at(1000, [&] { send(1, 50); });
  script.at(1000, [&] { send(2, 60); });
  script.at(1049, [&] { EXPECT_TRUE(buffer->empty()); });
  script.at(1050, Phase::decide, [&] {
    EXPECT_EQ(buffer->fill(), 1u);
    EXPECT_EQ(buffer->front_arrival_ps(), 1050u);
  });
  script.at(1059, [&] { EXPECT_EQ(buffer->fill(), 1u); });
  script.at(1060, Phase::decide, [&] { EXPECT_EQ(buffer->fill(), 2u); });
  script.at(2000, [&] {
    EXPECT_EQ(take(), 1);
    EXPECT_EQ(buffer->front_arrival_ps(), 1060u);
    EXPECT_EQ(take(), 2);
  });
  finish();
  EXPECT_EQ(owner.woken_ps, (std::vector<Picoseconds>{1050}));  // it was not empty when the second came
  EXPECT_EQ(buffer->messages(), 2u);
  EXPECT_EQ(buffer->peak_fill(), 2u);
}

TEST_F(InputBufferTest, ASlotIsTakenAlreadyOnTheLink) {
  build(1);
  script.at(1000, [&] { EXPECT_EQ(send(1, 500), tlm::TLM_ACCEPTED); });
  script.at(1100, [&] {
    EXPECT_EQ(send(2), tlm::TLM_COMPLETED);  // violates the protocol
    EXPECT_EQ(last_status, tlm::TLM_GENERIC_ERROR_RESPONSE);
  });
  script.at(1600, [&] { EXPECT_EQ(take(), 1); });
  finish();
}

TEST_F(InputBufferTest, RespondsOneCreditLatencyAfterASlotIsFree) {
  build(2);
  script.at(1000, [&] { send(1); });
  script.at(1000, [&] { EXPECT_EQ(send(2), tlm::TLM_ACCEPTED); });
  script.at(5000, [&] { take(); });
  script.at(5000 + credit_latency_ps - 1, [&] { EXPECT_TRUE(initiator.responses.empty()); });
  script.at(5000 + credit_latency_ps, Phase::decide, [&] { EXPECT_EQ(initiator.responses.size(), 1u); });
  script.at(6000, [&] { take(); });
  finish();
  ASSERT_EQ(initiator.responses.size(), 1u);
  EXPECT_EQ(initiator.responses[0].time_ps, 5000 + credit_latency_ps);
  EXPECT_EQ(initiator.responses[0].phase, tlm::BEGIN_RESP);
}

TEST_F(InputBufferTest, AFreedSlotCountsOnlyWhenItsCreditIsBack) {
  build(2);
  script.at(1000, [&] { EXPECT_EQ(send(1), tlm::TLM_COMPLETED); });
  script.at(2000, [&] { take(); });
  // One credit is in flight until 2300: a message before that takes the last slot, a later one does not.
  script.at(2000 + credit_latency_ps - 1, [&] { EXPECT_EQ(send(2), tlm::TLM_ACCEPTED); });
  script.at(3000, [&] { take(); });
  script.at(4000, [&] { EXPECT_EQ(send(3), tlm::TLM_COMPLETED); });
  script.at(5000, [&] { take(); });
  script.at(5000 + credit_latency_ps, [&] { EXPECT_EQ(send(4), tlm::TLM_COMPLETED); });
  script.at(6000, [&] { take(); });
  finish();
  ASSERT_EQ(initiator.responses.size(), 1u);
  EXPECT_EQ(initiator.responses[0].time_ps, 2000 + credit_latency_ps);
}

TEST_F(InputBufferTest, DepthOneTakesTurnsWithItsCredit) {
  build(1);
  std::vector<Picoseconds> sent_ps;
  const auto send_next = [&] {
    if (sent_ps.size() == 4)
      return;
    sent_ps.push_back(calendar.now_ps());
    EXPECT_EQ(send(0, 100), tlm::TLM_ACCEPTED);
    script.at(calendar.now_ps() + 150, [&] { take(); });
  };
  initiator.on_response = send_next;  // during the backward call
  script.at(1000, send_next);
  finish();
  EXPECT_EQ(sent_ps, (std::vector<Picoseconds>{1000, 1450, 1900, 2350}));
}

TEST_F(InputBufferTest, CreditsComeBackOneByOne) {
  build(2);
  initiator.on_response = [&] { EXPECT_EQ(send(9), tlm::TLM_ACCEPTED); };
  script.at(1000, [&] { send(1); });
  script.at(1000, [&] { send(2); });
  script.at(2000, [&] { take(); });
  script.at(2010, [&] { take(); });  // its credit is still in flight when the first one is used
  finish(2);
  ASSERT_EQ(initiator.responses.size(), 2u);
  EXPECT_EQ(initiator.responses[0].time_ps, 2300u);
  EXPECT_EQ(initiator.responses[1].time_ps, 2310u);
}

TEST_F(InputBufferTest, ASecondRequestWhileOneIsOpenGetsAnErrorAndBreaksNothing) {
  build(2);
  script.at(1000, [&] {
    send(1);
    EXPECT_EQ(send(2), tlm::TLM_ACCEPTED);
    for (int i = 0; i < 10; ++i) {
      EXPECT_EQ(send(3), tlm::TLM_COMPLETED);
      EXPECT_EQ(last_status, tlm::TLM_GENERIC_ERROR_RESPONSE);
    }
  });
  script.at(2000, [&] { EXPECT_EQ(take(), 1); });
  script.at(2100, [&] {
    EXPECT_EQ(send(3), tlm::TLM_COMPLETED);  // the credit has not returned yet
    EXPECT_EQ(last_status, tlm::TLM_GENERIC_ERROR_RESPONSE);
  });
  script.at(3000, [&] { EXPECT_EQ(send(4), tlm::TLM_ACCEPTED); });
  script.at(4000, [&] {
    EXPECT_EQ(take(), 2);
    EXPECT_EQ(take(), 4);
    EXPECT_TRUE(buffer->empty());
  });
  finish();
  EXPECT_EQ(initiator.responses.size(), 2u);
  EXPECT_EQ(buffer->messages(), 3u);
}

TEST_F(InputBufferTest, EndOfResponseIsTakenAndWhatIsNotAdmittedIsNot) {
  build(1);
  script.at(1000, [&] {
    tlm::tlm_generic_payload& payload = pool.acquire(0, 0);
    tlm::tlm_phase phase = tlm::END_RESP;
    sc_core::sc_time delay;
    EXPECT_EQ(initiator.socket->nb_transport_fw(payload, phase, delay), tlm::TLM_COMPLETED);
    payload.release();
    owner.admitting = false;
    EXPECT_EQ(send(1), tlm::TLM_COMPLETED);
    EXPECT_EQ(last_status, tlm::TLM_ADDRESS_ERROR_RESPONSE);
  });
  finish();
  EXPECT_TRUE(buffer->empty());
  EXPECT_TRUE(owner.woken_ps.empty());
}

TEST_F(InputBufferTest, APayloadWithoutMemoryManagerGetsAnError) {
  build(2);
  unsigned char data[4] = {};
  tlm::tlm_generic_payload payload;
  payload.set_command(tlm::TLM_WRITE_COMMAND);
  payload.set_data_ptr(data);
  payload.set_data_length(4);
  payload.set_streaming_width(4);
  script.at(1000, [&] {
    EXPECT_EQ(initiator.begin(payload), tlm::TLM_COMPLETED);
    EXPECT_EQ(payload.get_response_status(), tlm::TLM_GENERIC_ERROR_RESPONSE);
  });
  finish();
  EXPECT_TRUE(buffer->empty());
}

TEST_F(InputBufferTest, NoDirectMemory) {
  build(1);
  tlm::tlm_generic_payload payload;
  payload.set_dmi_allowed(true);
  tlm::tlm_dmi dmi;
  EXPECT_FALSE(initiator.socket->get_direct_mem_ptr(payload, dmi));
  EXPECT_FALSE(payload.is_dmi_allowed());
}

TEST_F(InputBufferTest, DepthOfNothingIsRefused) {
  testbenches::ExpectReport config(sc_core::SC_FATAL, "/floorline/noc/config");
  EXPECT_THROW(build(0), sc_core::sc_report);
}

}  // namespace
}  // namespace floorline::models
