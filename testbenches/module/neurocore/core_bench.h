// Neurocores with their banks, a barrier and hand-made tables; the test is at both ends of the network.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "models/memory/memory_bank.h"
#include "models/neurocore/neurocore.h"
#include "models/sync/step_barrier.h"
#include "testbenches/support/calendar_script.h"
#include "testbenches/support/core_program.h"
#include "testbenches/support/initiator_tester.h"
#include "testbenches/support/message_tester.h"

namespace floorline::models {

using testbenches::CoreProgram;
using testbenches::dense_axon;
using testbenches::identity_axon;

// Times whose sums are distinguishable.
inline NeurocoreConfig test_core() {
  NeurocoreConfig config;
  config.message_buffer_depth = 2;
  config.buffer_credit_latency_ps = 7;
  config.message_decode_ps = 11;
  config.synop_ps = 13;
  config.neuron_update_ps.fill(17);
  config.output_queue_depth = 1;
  config.activation_out_ps = 19;
  config.message_form_ps = 23;
  return config;
}

struct CoreSetup {
  NeurocoreConfig core = test_core();
  LinkTiming injection{29, 31};
  std::uint32_t cores = 1;  // all cores share both banks
  std::uint64_t share_bytes = 2048;
  Picoseconds synapse_word_ps = 3;
  Picoseconds neuron_word_ps = 3;
  Picoseconds memory_latency_ps = 5;
  std::uint32_t receiver_depth = 0;
  Picoseconds receiver_hold_ps = 0;
  Timing timing = Timing::approximately_timed;
};

class CoreBench : public StepObserver {
 public:
  explicit CoreBench(const CoreSetup& setup = {}) {
    std::vector<std::string> names;
    for (std::uint32_t index = 0; index < setup.cores; ++index)
      names.push_back("core_" + std::to_string(index));
    MemoryBankConfig bank{setup.share_bytes * setup.cores, 8, 1, setup.memory_latency_ps, setup.synapse_word_ps,
                          Arbitration::round_robin};
    synapse_bank = std::make_unique<MemoryBank>("synapse_bank", calendar, bank, names);
    bank.word_interval_ps = setup.neuron_word_ps;
    neuron_bank = std::make_unique<MemoryBank>("neuron_bank", calendar, bank, names);
    for (std::uint32_t index = 0; index < setup.cores; ++index) {
      const MemoryShare share{setup.share_bytes * index, setup.share_bytes};
      cores.push_back(std::make_unique<Neurocore>(names[index].c_str(), calendar, setup.core, setup.injection,
                                                  setup.timing, share, share, pool, barrier));
      initiators.push_back(
          std::make_unique<testbenches::InitiatorTester>(("initiator_" + names[index]).c_str(), calendar));
      receivers.push_back(std::make_unique<testbenches::MessageReceiver>(("receiver_" + names[index]).c_str(), calendar,
                                                                         setup.receiver_depth, setup.receiver_hold_ps));
      receivers.back()->on_receive = [this](Picoseconds time_ps) { barrier.message_done(0, time_ps); };
      initiators.back()->socket.bind(cores.back()->from_network());
      cores.back()->to_network().bind(receivers.back()->socket);
      cores.back()->synapse_memory().bind(synapse_bank->socket(index));
      cores.back()->neuron_memory().bind(neuron_bank->socket(index));
    }
    barrier.add_observer(*this);
  }

  Neurocore& core(std::uint32_t index = 0) { return *cores[index]; }
  testbenches::InitiatorTester& initiator(std::uint32_t index = 0) { return *initiators[index]; }

  // Writes the tables, starts the core, and registers it as a participant. Returns the result of start().
  std::string program(const CoreProgram& program, std::uint32_t index = 0) {
    const std::vector<unsigned char> tables = program.bytes();
    initiator(index).debug_write(make_address(index, Region::table_memory), tables.data(),
                                 static_cast<unsigned>(tables.size()));
    const std::string mistake = core(index).start();
    if (core(index).in_use())
      barrier.add_participant(core(index), 0);
    return mistake;
  }
  // 8-bit weights, stored consecutively from this word on.
  void write_weights(const std::vector<std::int8_t>& weights, std::uint32_t first_word = 0, std::uint32_t index = 0) {
    initiator(index).debug_write(make_address(index, Region::synapse_memory, first_word * 8), weights.data(),
                                 static_cast<unsigned>(weights.size()));
  }
  void write_arrived(std::uint32_t neuron, std::int32_t value, std::uint32_t index = 0) {
    initiator(index).debug_write(make_address(index, Region::neuron_memory, 1024 + 4 * neuron), &value, 4);
  }
  // The accumulated sums for even (0) or odd (1) steps of a core with at most 16 neurons.
  std::int32_t arrived(std::uint32_t parity, std::uint32_t neuron) {
    std::int32_t value = 0;
    initiator().debug_read(make_address(0, Region::neuron_memory, 1024 + 64 * parity + 4 * neuron), &value, 4);
    return value;
  }

  struct Answer {
    tlm::tlm_sync_enum sync;
    tlm::tlm_response_status status;
  };
  Answer spike(std::uint32_t axon, std::uint32_t atom, std::int32_t value, std::uint32_t index = 0) {
    tlm::tlm_generic_payload& payload = pool.acquire(make_spike_address(index, axon, atom), value);
    const tlm::tlm_sync_enum sync = initiator(index).begin(payload);
    const tlm::tlm_response_status status = payload.get_response_status();
    if (status == tlm::TLM_OK_RESPONSE)
      barrier.message_sent(0);
    payload.release();
    return {sync, status};
  }
  // Runs steps from 1000 ps on, until no event is pending.
  void run(std::uint64_t steps) {
    script.at(1000, [this, steps] { barrier.run(steps); });
    sc_core::sc_start();
    EXPECT_EQ(ends_ps.size(), steps);
    EXPECT_EQ(pool.in_use(), 0u);
    EXPECT_EQ(barrier.messages_in_flight(), 0u);
  }
  std::vector<Picoseconds> times_out(std::uint32_t index = 0) const {
    std::vector<Picoseconds> times;
    for (const auto& message : receivers[index]->received())
      times.push_back(message.time_ps);
    return times;
  }

  Calendar calendar{"calendar"};
  testbenches::CalendarScript script{calendar};
  SpikePool pool;
  StepBarrier barrier{"barrier", calendar, BarrierConfig{100, 0}};
  std::unique_ptr<MemoryBank> synapse_bank;
  std::unique_ptr<MemoryBank> neuron_bank;
  std::vector<std::unique_ptr<Neurocore>> cores;
  std::vector<std::unique_ptr<testbenches::InitiatorTester>> initiators;
  std::vector<std::unique_ptr<testbenches::MessageReceiver>> receivers;
  std::vector<Picoseconds> ends_ps;  // of each step, including the 100 ps of the barrier

 private:
  void step_ended(std::uint64_t step, Picoseconds /*begin_ps*/, Picoseconds end_ps) override {
    EXPECT_EQ(step, ends_ps.size());
    ends_ps.push_back(end_ps);
  }
};

}  // namespace floorline::models
