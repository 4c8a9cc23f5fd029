// The host's place in the network: an injector of messages, a receiver of messages, and the port of a CPU.
//
// One endpoint of the network and one participant of the steps. What each part models is on its own page; this module
// holds them together.
#pragma once

#include <systemc>

#include "models/host/cpu_port.h"
#include "models/host/host_config.h"
#include "models/host/host_injector.h"
#include "models/host/host_receiver.h"

namespace floorline::models {

class Host : public sc_core::sc_module, public StepParticipant {
 public:
  Host(const sc_core::sc_module_name& name, Calendar& calendar, const HostConfig& config, const LinkTiming& injection,
       Timing timing, SpikePool& pool, StepControl& control);

  tlm::tlm_target_socket<>& cpu() { return cpu_port_.socket; }
  tlm::tlm_target_socket<>& from_network() { return receiver_.socket(); }
  tlm::tlm_initiator_socket<>& to_network() { return injector_.socket(); }

  HostInjector& injector() { return injector_; }
  const HostInjector& injector() const { return injector_; }
  HostReceiver& receiver() { return receiver_; }
  const HostReceiver& receiver() const { return receiver_; }

  void begin_step(std::uint64_t step) override;
  void end_step(Picoseconds quiet_ps, Picoseconds now_ps) override;

  // Adds its units to the calendar's recorder of causes, which must be there. Once, before the first step.
  void record_causes();

 private:
  Calendar& calendar_;
  HostReceiver receiver_;
  HostInjector injector_;
  CpuPort cpu_port_;
};

}  // namespace floorline::models
