// A neurocore: message buffer, synapse stage, neuron stage and output stage around two memories.
//
//        network --> message buffer --> synapse stage --> accumulators --> neuron stage --> output stage --> network
//                                            |                                  |
//                                      synapse memory                     neuron memory
//
// The stages work concurrently, connected by finite queues. Messages of a step are accumulated for the next one, so a
// step lasts about as long as its busiest stage, not as long as the sum of all stages. The update policy of the core
// (update_policy.h) decides when neurons are updated and what weights do to them; in an event-driven core the neuron
// stage is idle.
//
// The core is programmed through its memory regions (message/address_map.h, core_tables.h) and then started. It holds
// one population of neurons that run the same program. A message goes to one core, or to a group of cores if the
// network has multicast. Does not model learning, or synaptic delays of more than one step.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <systemc>
#include <vector>

#include "models/calendar/calendar.h"
#include "models/message/spike_pool.h"
#include "models/neurocore/core_tables.h"
#include "models/neurocore/message_buffer.h"
#include "models/neurocore/neurocore_config.h"
#include "models/neurocore/neuron_stage.h"
#include "models/neurocore/output_stage.h"
#include "models/neurocore/synapse_stage.h"
#include "models/neurocore/update_policy.h"
#include "models/sync/step_control.h"

namespace floorline::models {

// A core's share of a memory bank.
struct MemoryShare {
  std::uint64_t base = 0;
  std::uint64_t size_bytes = 0;
};

class Neurocore : public sc_core::sc_module, private PacketTarget, public StepParticipant {
 public:
  Neurocore(const sc_core::sc_module_name& name, Calendar& calendar, const NeurocoreConfig& config,
            const LinkTiming& injection, Timing timing, const MemoryShare& synapse_memory,
            const MemoryShare& neuron_memory, SpikePool& pool, StepControl& control);

  tlm::tlm_target_socket<>& from_network() { return messages_.socket(); }
  tlm::tlm_initiator_socket<>& to_network() { return output_.socket(); }
  tlm::tlm_initiator_socket<>& synapse_memory() { return synapses_.socket(); }
  tlm::tlm_initiator_socket<>& neuron_memory() { return neurons_.socket(); }

  // Reads the tables and prepares the core for step 0. Returns what is wrong with the tables, or an empty string.
  std::string start();
  // Whether the core has neurons. Only such a core may take part in steps.
  bool in_use() const { return descriptor_.neuron_count != 0; }

  void begin_step(std::uint64_t step) override;
  void end_step(Picoseconds quiet_ps, Picoseconds now_ps) override;

  // Registers the stages with the calendar's recorder of causes, which must exist. Call once, before the first step.
  void record_causes();

  // Reports the states of decoder, synapse stage, neuron stage and output stage to the observer, as units first_unit to
  // first_unit + 3. Null removes the observer.
  void observe_states(StateObserver* observer, std::uint32_t first_unit);
  // The same for the message buffer.
  void observe_buffer(BufferObserver* observer, std::uint32_t buffer) { messages_.set_observer(observer, buffer); }

  const CoreDescriptor& descriptor() const { return descriptor_; }
  const UpdatePolicy& update_policy() const { return *policy_; }
  // The core accepts no message until its network interface has room, so it blocks whoever sends to it.
  bool waits_for_network() const {
    return policy_->waits_for_output() && output_.sender().state() == NetworkSender::State::waiting_for_room;
  }
  const MessageBuffer& message_buffer() const { return messages_; }
  const SynapseStage& synapse_stage() const { return synapses_; }
  const NeuronStage& neuron_stage() const { return neurons_; }
  const OutputStage& output_stage() const { return output_; }
  NetworkSender& sender() { return output_.sender(); }

 private:
  bool admit(std::uint32_t port, tlm::tlm_generic_payload& payload) override;
  void on_message(std::uint32_t port) override;
  void on_full(std::uint32_t port) override;
  void blocking_transport(std::uint32_t port, tlm::tlm_generic_payload& payload, sc_core::sc_time& delay) override;
  unsigned debug_transport(std::uint32_t port, tlm::tlm_generic_payload& payload) override;
  unsigned access_tables(tlm::tlm_generic_payload& payload);

  Calendar& calendar_;
  StepControl& control_;
  CoreDescriptor descriptor_;
  std::vector<unsigned char> tables_;  // grows as it is written, up to max_table_bytes
  const std::unique_ptr<UpdatePolicy> policy_;
  MessageBuffer messages_;
  SynapseStage synapses_;
  NeuronStage neurons_;
  OutputStage output_;
};

}  // namespace floorline::models
