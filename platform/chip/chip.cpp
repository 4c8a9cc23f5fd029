#include "platform/chip/chip.h"

#include <algorithm>
#include <set>
#include <string>

#include "platform/chip/chip_execution.h"

namespace floorline::platform {

using models::MemoryBank;
using models::MemoryBankConfig;
using models::MemoryShare;
using models::Neurocore;

namespace {

// The share of core number `core` in its bank.
MemoryShare share_of(const SharedMemoryConfig& memory, std::uint32_t core) {
  return {memory.bank.size_bytes * (core % memory.cores_per_bank), memory.bank.size_bytes};
}

}  // namespace

Chip::Chip(const sc_core::sc_module_name& name, const ChipConfig& config, models::Timing timing)
    : sc_module(name),
      config_(config),
      timing_(timing),
      calendar_("calendar"),
      step_control_(make_step_control(calendar_, config)),
      mesh_("mesh", calendar_, config.noc),
      host_("host", calendar_, config.host, config.noc.with_flits(config.noc.injection), timing, pool_,
            *step_control_) {
  const models::LinkTiming injection = config.noc.with_flits(config.noc.injection);
  make_banks("synapse_memory", config.synapse_memory, synapse_banks_);
  make_banks("neuron_memory", config.neuron_memory, neuron_banks_);
  for (std::uint32_t index = 0; index < config.noc.core_count(); ++index) {
    cores_.push_back(std::make_unique<Neurocore>(
        ("core_" + std::to_string(index)).c_str(), calendar_, config.neurocore_of(index), injection, timing,
        share_of(config.synapse_memory, index), share_of(config.neuron_memory, index), pool_, *step_control_));
    Neurocore& core = *cores_.back();
    core.to_network().bind(mesh_.to_network(index));
    mesh_.from_network(index).bind(core.from_network());
    core.synapse_memory().bind(synapse_banks_[index / config.synapse_memory.cores_per_bank]->socket(
        index % config.synapse_memory.cores_per_bank));
    core.neuron_memory().bind(neuron_banks_[index / config.neuron_memory.cores_per_bank]->socket(
        index % config.neuron_memory.cores_per_bank));
  }
  if (config.noc.multicast_groups > 0) {
    for (const auto& core : cores_)
      core->sender().set_directory(mesh_);
    host_.injector().sender().set_directory(mesh_);
  }
  host_.to_network().bind(mesh_.to_network(mesh_.host_endpoint()));
  mesh_.from_network(mesh_.host_endpoint()).bind(host_.from_network());
}

void Chip::make_banks(const char* kind, const SharedMemoryConfig& memory,
                      std::vector<std::unique_ptr<MemoryBank>>& banks) {
  MemoryBankConfig config = memory.bank;
  config.size_bytes *= memory.cores_per_bank;
  for (std::uint32_t first = 0; first < config_.noc.core_count(); first += memory.cores_per_bank) {
    std::vector<std::string> requesters;
    for (std::uint32_t core = first; core < first + memory.cores_per_bank; ++core)
      requesters.push_back("core_" + std::to_string(core));
    const std::string name = std::string(kind) + "_" + std::to_string(banks.size());
    banks.push_back(std::make_unique<MemoryBank>(name.c_str(), calendar_, config, requesters));
  }
}

void Chip::set_traffic_observer(models::TrafficObserver* observer) {
  for (std::uint32_t index = 0; index < core_count(); ++index)
    cores_[index]->sender().set_observer(observer, index);
  host_.injector().sender().set_observer(observer, mesh_.host_endpoint());
}

void Chip::record_causes(models::CauseRecorder& causes) {
  calendar_.set_causes(&causes);
  step_control_->record_causes();
  host_.record_causes();
  for (const auto& core : cores_)
    core->record_causes();
  mesh_.record_causes();
}

void Chip::start() {
  step_control_->restart();
  step_control_->add_participant(host_, 0);
  std::uint32_t last_layer = 0;
  std::set<std::uint32_t> routers;
  for (std::uint32_t index = 0; index < core_count(); ++index) {
    Neurocore& core = *cores_[index];
    const std::string mistake = core.start();
    if (!mistake.empty())
      SC_REPORT_ERROR("/floorline/chip/start", (std::string(core.name()) + ": " + mistake).c_str());
    if (!core.in_use())
      continue;
    step_control_->add_participant(core, core.descriptor().layer);
    last_layer = std::max(last_layer, core.descriptor().layer);
    routers.insert(mesh_.router_of(index));
  }
  host_.receiver().set_layer(last_layer + 1);
  step_control_->set_routers_in_use(static_cast<std::uint32_t>(routers.size()));
}

}  // namespace floorline::platform
