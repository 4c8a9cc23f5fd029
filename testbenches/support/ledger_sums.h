// Checks the ledgers of all units of a chip at the end of every step: their states must add up to the elapsed time.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "platform/chip/chip.h"

namespace floorline::testbenches {

inline void expect_to_sum(const models::StateTimes& times, models::Picoseconds now_ps, const std::string& unit) {
  EXPECT_EQ(times.total_ps(), now_ps) << unit;
}

// Must be the last observer, so that all units have booked the step.
class SumsAtEveryStep final : public models::StepObserver {
 public:
  explicit SumsAtEveryStep(platform::Chip& chip) : chip_(chip) { chip.step_control().add_observer(*this); }

  std::uint64_t steps_seen() const { return steps_seen_; }

 private:
  void step_ended(std::uint64_t /*step*/, models::Picoseconds /*begin_ps*/, models::Picoseconds end_ps) override {
    ++steps_seen_;
    for (std::uint32_t index = 0; index < chip_.core_count(); ++index) {
      const models::Neurocore& core = chip_.core(index);
      if (!core.in_use())
        continue;
      expect_to_sum(core.message_buffer().ledger().times(), end_ps, core.name() + std::string(".decoder"));
      expect_to_sum(core.synapse_stage().ledger().times(), end_ps, core.name() + std::string(".synapses"));
      expect_to_sum(core.neuron_stage().ledger().times(), end_ps, core.name() + std::string(".neurons"));
      expect_to_sum(core.output_stage().ledger().times(), end_ps, core.name() + std::string(".output"));
      for (const models::MemoryBank* bank : {&chip_.synapse_bank_of(index), &chip_.neuron_bank_of(index)}) {
        for (std::uint32_t port = 0; port < bank->config().ports; ++port)
          expect_to_sum(bank->port_times(port, end_ps), end_ps, bank->name() + std::string(" port"));
      }
    }
    expect_to_sum(chip_.host().injector().sender().ledger().times(), end_ps, "host.inject");
    expect_to_sum(chip_.host().receiver().ledger().times(), end_ps, "host.receive");
    if (chip_.timing() == models::Timing::loosely_timed)
      return;
    for (std::uint32_t index = 0; index < chip_.mesh().router_count(); ++index) {
      const models::Router& router = chip_.mesh().router(index);
      for (std::uint32_t port = 0; port < router.port_count(); ++port)
        expect_to_sum(router.port_times(port), end_ps, router.name() + ("." + router.port_name(port)));
    }
  }

  platform::Chip& chip_;
  std::uint64_t steps_seen_ = 0;
};

}  // namespace floorline::testbenches
