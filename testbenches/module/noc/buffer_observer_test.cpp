// Notifications to the observer of an input buffer: slots when they are occupied and freed, packets when they are sent.
#include <gtest/gtest.h>

#include <memory>
#include <tuple>
#include <vector>

#include "models/message/spike_pool.h"
#include "models/noc/input_buffer.h"
#include "testbenches/support/calendar_script.h"
#include "testbenches/support/initiator_tester.h"
#include "testbenches/support/module_with.h"

namespace floorline::models {
namespace {

using testbenches::CalendarScript;
using testbenches::InitiatorTester;

class Owner : public PacketTarget {
 public:
  bool admit(std::uint32_t /*port*/, tlm::tlm_generic_payload& payload) override {
    payload.set_response_status(admitting ? tlm::TLM_OK_RESPONSE : tlm::TLM_ADDRESS_ERROR_RESPONSE);
    return admitting;
  }
  void on_message(std::uint32_t /*port*/) override {}
  void blocking_transport(std::uint32_t port, tlm::tlm_generic_payload& payload, sc_core::sc_time& delay) override {
    admit(port, payload);
    delay += to_sc_time(7777);  // processing time of the owner, long after the arrival
  }
  unsigned debug_transport(std::uint32_t /*port*/, tlm::tlm_generic_payload& /*payload*/) override { return 0; }

  bool admitting = true;
};

class Observer : public BufferObserver {
 public:
  using Fill = std::tuple<std::uint32_t, Picoseconds, std::uint32_t>;   // buffer, time, occupied slots
  using Packet = std::tuple<std::uint32_t, Picoseconds, std::int32_t>;  // buffer, arrival, value

  void fill_changed(std::uint32_t buffer, Picoseconds now_ps, std::uint32_t fill) override {
    fills.emplace_back(buffer, now_ps, fill);
  }
  void packet_coming(std::uint32_t buffer, Picoseconds arrival_ps, const tlm::tlm_generic_payload& packet) override {
    packets.emplace_back(buffer, arrival_ps, spike_value(packet));
  }

  std::vector<Fill> fills;
  std::vector<Packet> packets;
};

class BufferObserverTest : public testing::Test {
 protected:
  BufferObserverTest() {
    initiator.socket.bind(buffer.socket);
    buffer.set_observer(&observer, 5);
  }
  void send(std::int32_t value, Picoseconds delay_ps, FlitPlace place = {true, true}) {
    tlm::tlm_generic_payload& payload = pool.acquire(make_spike_address(0, 0, 0), value);
    send_flit(payload, delay_ps, place);
    payload.release();
  }
  void send_flit(tlm::tlm_generic_payload& payload, Picoseconds delay_ps, FlitPlace place) {
    tlm::tlm_phase phase = phase_of(place);
    sc_core::sc_time delay = to_sc_time(delay_ps);
    initiator.socket->nb_transport_fw(payload, phase, delay);
  }

  Calendar calendar{"calendar"};
  CalendarScript script{calendar};
  SpikePool pool;
  Owner owner;
  Observer observer;
  InitiatorTester initiator{"initiator", calendar};
  testbenches::ModuleWith<InputBuffer> module{"module", "buffer", calendar, BufferConfig{3, 300}, owner, 0u};
  InputBuffer& buffer = module.part;
};

TEST_F(BufferObserverTest, SlotsWhenTheyAreTakenAndFreedPacketsWhenTheyArrive) {
  script.at(1000, [&] { send(11, 50); });
  script.at(1010, [&] { send(12, 60); });
  script.at(2000, [&] { buffer.pop().release(); });
  sc_core::sc_start();
  EXPECT_EQ(observer.fills, (std::vector<Observer::Fill>{{5, 1000, 1}, {5, 1010, 2}, {5, 2000, 1}}));
  EXPECT_EQ(observer.packets, (std::vector<Observer::Packet>{{5, 1050, 11}, {5, 1070, 12}}));
}

TEST_F(BufferObserverTest, APacketOfSeveralFlitsArrivesWithItsLast) {
  tlm::tlm_generic_payload& payload = pool.acquire(make_spike_address(0, 0, 0), 13);
  script.at(1000, [&] { send_flit(payload, 50, {true, false}); });
  script.at(1100, [&] { send_flit(payload, 50, {false, true}); });
  script.at(2000, [&] { buffer.pop().release(); });
  sc_core::sc_start();
  payload.release();
  EXPECT_EQ(observer.fills, (std::vector<Observer::Fill>{{5, 1000, 1}, {5, 1100, 2}, {5, 2000, 1}, {5, 2000, 0}}));
  EXPECT_EQ(observer.packets, (std::vector<Observer::Packet>{{5, 1150, 13}}));
}

TEST_F(BufferObserverTest, NothingOfWhatIsRefused) {
  owner.admitting = false;
  script.at(1000, [&] {
    send(11, 50);
    std::int32_t value = 12;
    initiator.access(InitiatorTester::Way::blocking, tlm::TLM_WRITE_COMMAND, make_spike_address(0, 0, 0), &value,
                     sizeof value);
  });
  sc_core::sc_start();
  EXPECT_TRUE(observer.fills.empty());
  EXPECT_TRUE(observer.packets.empty());
}

TEST_F(BufferObserverTest, LooselyTimedPacketsButNoSlots) {
  script.at(1000, [&] {
    std::int32_t value = 12;
    initiator.access(InitiatorTester::Way::blocking, tlm::TLM_WRITE_COMMAND, make_spike_address(0, 0, 0), &value,
                     sizeof value, 40);
    // A memory access is not a packet.
    initiator.access(InitiatorTester::Way::blocking, tlm::TLM_WRITE_COMMAND, make_address(0, Region::synapse_memory),
                     &value, sizeof value, 40);
  });
  sc_core::sc_start();
  EXPECT_TRUE(observer.fills.empty());
  EXPECT_EQ(observer.packets, (std::vector<Observer::Packet>{{5, 1040, 12}}));
}

TEST_F(BufferObserverTest, NothingOnceItIsTakenAway) {
  script.at(1000, [&] { send(11, 50); });
  script.at(1500, [&] { buffer.set_observer(nullptr, 0); });
  script.at(2000, [&] { send(12, 50); });
  script.at(3000, [&] {
    buffer.pop().release();
    buffer.pop().release();
  });
  sc_core::sc_start();
  EXPECT_EQ(observer.fills.size(), 1u);
  EXPECT_EQ(observer.packets.size(), 1u);
}

}  // namespace
}  // namespace floorline::models
