// A whole chip: neurocores with their memories around a network of routers, a control of its steps, and the host's
// port.
//
// Built from a value object; any number of chips can stand in one simulation. Programmed through `host().cpu()` (see
// models/message/address_map.h) and then started; steps run with step_control().run(). The chip calls neither sc_start
// nor sc_stop and prints nothing.
#pragma once

#include <cstdint>
#include <memory>
#include <systemc>
#include <vector>

#include "models/calendar/calendar.h"
#include "models/host/host.h"
#include "models/memory/memory_bank.h"
#include "models/message/spike_pool.h"
#include "models/monitor/cause_recorder.h"
#include "models/neurocore/neurocore.h"
#include "models/noc/mesh.h"
#include "models/sync/step_control.h"
#include "platform/chip/chip_config.h"

namespace floorline::platform {

class Chip : public sc_core::sc_module {
 public:
  Chip(const sc_core::sc_module_name& name, const ChipConfig& config, models::Timing timing);

  // Has every core read its tables, and makes those with neurons take part in steps, the next of which is step 0.
  // Reports an error of type /floorline/chip/start for tables that cannot be worked with.
  void start();

  // Cores to which one message can be sent from now on; returns the number to address it to, which follows that of the
  // host and of earlier groups. Not while running. See Mesh::add_group for what must hold.
  std::uint32_t add_multicast_group(const std::vector<std::uint32_t>& cores) { return mesh_.add_group(cores); }

  // Forgets them all, so that the next one is the first again. Not while running.
  void clear_multicast_groups() { mesh_.clear_groups(); }

  // From now on all units tell `causes` why things happen when they do; it must outlive the chip's last step. Once,
  // before the first step.
  void record_causes(models::CauseRecorder& causes);

  // From now on the ports of all routers keep ledgers of their time; all other units always do. Approximately timed
  // only: loosely timed, links have no states.
  void open_port_ledgers() { mesh_.open_ledgers(); }

  // Told of every packet that a core or the host sends; null: nobody.
  void set_traffic_observer(models::TrafficObserver* observer);

  const ChipConfig& config() const { return config_; }
  models::Timing timing() const { return timing_; }
  models::Calendar& calendar() { return calendar_; }
  const models::Calendar& calendar() const { return calendar_; }
  // What makes time advance on it.
  models::StepControl& step_control() { return *step_control_; }
  const models::StepControl& step_control() const { return *step_control_; }
  models::Host& host() { return host_; }
  const models::Host& host() const { return host_; }
  const models::Mesh& mesh() const { return mesh_; }
  models::Mesh& mesh() { return mesh_; }
  const models::SpikePool& spike_pool() const { return pool_; }
  std::uint32_t core_count() const { return static_cast<std::uint32_t>(cores_.size()); }
  const models::Neurocore& core(std::uint32_t index) const { return *cores_[index]; }
  models::Neurocore& core(std::uint32_t index) { return *cores_[index]; }
  const models::MemoryBank& synapse_bank_of(std::uint32_t core) const {
    return *synapse_banks_[core / config_.synapse_memory.cores_per_bank];
  }
  const models::MemoryBank& neuron_bank_of(std::uint32_t core) const {
    return *neuron_banks_[core / config_.neuron_memory.cores_per_bank];
  }
  models::MemoryBank& synapse_bank_of(std::uint32_t core) {
    return *synapse_banks_[core / config_.synapse_memory.cores_per_bank];
  }
  models::MemoryBank& neuron_bank_of(std::uint32_t core) {
    return *neuron_banks_[core / config_.neuron_memory.cores_per_bank];
  }

 private:
  void make_banks(const char* kind, const SharedMemoryConfig& memory,
                  std::vector<std::unique_ptr<models::MemoryBank>>& banks);

  const ChipConfig config_;
  const models::Timing timing_;
  models::Calendar calendar_;
  models::SpikePool pool_;
  const std::unique_ptr<models::StepControl> step_control_;
  models::Mesh mesh_;
  models::Host host_;
  std::vector<std::unique_ptr<models::MemoryBank>> synapse_banks_;
  std::vector<std::unique_ptr<models::MemoryBank>> neuron_banks_;
  std::vector<std::unique_ptr<models::Neurocore>> cores_;
};

}  // namespace floorline::platform
