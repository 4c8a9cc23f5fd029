#include "models/neurocore/neurocore.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "models/message/address_map.h"
#include "models/neurocore/table_reader.h"

namespace floorline::models {

namespace {

constexpr std::uint64_t max_table_bytes = 1u << 20;

}  // namespace

Neurocore::Neurocore(const sc_core::sc_module_name& name, Calendar& calendar, const NeurocoreConfig& config,
                     const LinkTiming& injection, Timing timing, const MemoryShare& synapse_memory,
                     const MemoryShare& neuron_memory, SpikePool& pool, StepControl& control)
    : sc_module(name),
      calendar_(calendar),
      control_(control),
      policy_(make_update_policy(calendar, config, timing, control)),
      messages_(calendar, config, *this, injection.flits(spike_bytes)),
      synapses_(calendar, config, timing, synapse_memory.base, synapse_memory.size_bytes, messages_, *policy_),
      neurons_(calendar, config, timing, neuron_memory.base, neuron_memory.size_bytes),
      output_(calendar, config, injection, timing, pool, control, *policy_) {
  policy_->connect({synapses_.row_source(), synapses_.ledger(), neurons_, output_});
}

std::string Neurocore::start() {
  CoreTables tables;
  std::string mistake =
      read_core_tables(tables_, synapses_.memory().size_bytes(), neurons_.memory().size_bytes(), tables);
  if (mistake.empty() && tables.descriptor.neuron_count != 0)
    mistake = policy_->problem(tables);
  descriptor_ = mistake.empty() ? tables.descriptor : CoreDescriptor{};
  if (!in_use()) {
    synapses_.configure({}, 0);  // messages to axons of earlier tables are dropped
    return mistake;
  }
  neurons_.configure(descriptor_, make_neuron_program(descriptor_.program, descriptor_.parameters));
  synapses_.configure(std::move(tables.axons), descriptor_.neuron_count);
  policy_->configure(descriptor_);
  output_.configure(std::move(tables.routes), descriptor_.decimation);
  output_.sender().set_layer(descriptor_.layer);
  return mistake;
}

void Neurocore::record_causes() {
  CauseRecorder& causes = *calendar_.causes();
  const std::string path = std::string(name()) + ".";
  messages_.record_causes(causes.add_unit(path + "decoder", TimeLabel::traffic));
  const UnitId synapses = causes.add_unit(path + "synapses", TimeLabel::memory);
  synapses_.record_causes(synapses);
  policy_->record_causes(synapses);
  neurons_.record_causes(causes.add_unit(path + "neurons", TimeLabel::compute));
  output_.record_causes(causes.add_unit(path + "output", TimeLabel::traffic));
}

void Neurocore::observe_states(StateObserver* observer, std::uint32_t first_unit) {
  messages_.ledger().set_observer(observer, first_unit);
  synapses_.ledger().set_observer(observer, first_unit + 1);
  neurons_.ledger().set_observer(observer, first_unit + 2);
  output_.ledger().set_observer(observer, first_unit + 3);
}

void Neurocore::begin_step(std::uint64_t step) {
  const Picoseconds now_ps = calendar_.now_ps();
  messages_.begin_step(now_ps);
  synapses_.begin_step(now_ps);
  output_.begin_step(now_ps);
  policy_->begin_step(step);
}

void Neurocore::end_step(Picoseconds quiet_ps, Picoseconds now_ps) {
  messages_.end_step(quiet_ps, now_ps);
  synapses_.end_step(quiet_ps, now_ps);
  policy_->end_step(quiet_ps);
  neurons_.end_step(now_ps);
  output_.end_step(now_ps);
}

bool Neurocore::admit(std::uint32_t /*port*/, tlm::tlm_generic_payload& payload) {
  payload.set_response_status(region_of(payload.get_address()) == Region::axon ? check_spike(payload)
                                                                               : tlm::TLM_ADDRESS_ERROR_RESPONSE);
  return payload.is_response_ok();
}

void Neurocore::on_message(std::uint32_t /*port*/) {
  if (CauseRecorder* causes = calendar_.causes())
    causes->set_current(messages_.buffer().front_cause());
  synapses_.poll();
}

void Neurocore::on_full(std::uint32_t /*port*/) {
  if (messages_.drop_when_full())
    control_.message_done(descriptor_.layer, calendar_.now_ps());
}

void Neurocore::blocking_transport(std::uint32_t port, tlm::tlm_generic_payload& payload, sc_core::sc_time& delay) {
  const std::uint64_t address = payload.get_address();
  switch (region_of(address)) {
    case Region::axon: {
      if (!admit(port, payload))
        return;
      const Picoseconds now_ps = calendar_.now_ps();
      const CauseRecorder* causes = calendar_.causes();
      const Picoseconds decoded_ps =
          messages_.decode(now_ps + to_picoseconds(delay), causes == nullptr ? 0 : causes->current());
      control_.message_done(descriptor_.layer, synapses_.accept(address, spike_value(payload), decoded_ps, now_ps));
      return;
    }
    case Region::synapse_memory:
      synapses_.memory().blocking_transport(payload, offset_of(address), delay);
      return;
    case Region::neuron_memory:
      neurons_.memory().blocking_transport(payload, offset_of(address), delay);
      return;
    case Region::table_memory:
      if (payload.get_byte_enable_ptr() != nullptr)
        payload.set_response_status(tlm::TLM_BYTE_ENABLE_ERROR_RESPONSE);
      else if (payload.get_data_length() == 0 || payload.get_streaming_width() < payload.get_data_length())
        payload.set_response_status(tlm::TLM_BURST_ERROR_RESPONSE);
      else
        payload.set_response_status(access_tables(payload) != 0 ? tlm::TLM_OK_RESPONSE
                                                                : tlm::TLM_ADDRESS_ERROR_RESPONSE);
      return;
  }
  payload.set_response_status(tlm::TLM_ADDRESS_ERROR_RESPONSE);
}

unsigned Neurocore::debug_transport(std::uint32_t /*port*/, tlm::tlm_generic_payload& payload) {
  const std::uint64_t address = payload.get_address();
  switch (region_of(address)) {
    case Region::synapse_memory:
      return synapses_.memory().debug_transport(payload, offset_of(address));
    case Region::neuron_memory:
      return neurons_.memory().debug_transport(payload, offset_of(address));
    case Region::table_memory:
      return access_tables(payload);
    case Region::axon:
      break;
  }
  return 0;
}

// Transfers all of the data, or nothing if it does not lie inside the memory.
unsigned Neurocore::access_tables(tlm::tlm_generic_payload& payload) {
  const std::uint64_t offset = offset_of(payload.get_address());
  const std::uint64_t length = payload.get_data_length();
  if (offset + length > max_table_bytes)
    return 0;
  if (payload.is_write()) {
    if (tables_.size() < offset + length)
      tables_.resize(offset + length, 0);
    std::memcpy(tables_.data() + offset, payload.get_data_ptr(), length);
  } else if (payload.is_read()) {
    for (std::uint64_t i = 0; i < length; ++i)
      payload.get_data_ptr()[i] = offset + i < tables_.size() ? tables_[offset + i] : 0;
  }
  return static_cast<unsigned>(length);
}

}  // namespace floorline::models
