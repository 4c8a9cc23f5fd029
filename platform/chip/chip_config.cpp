#include "platform/chip/chip_config.h"

#include "platform/chip/chip_execution.h"

namespace floorline::platform {
namespace {

template <typename Number>
void replace(Number& number, const std::vector<Number>& each, std::uint32_t core) {
  if (!each.empty())
    number = each.at(core);
}

}  // namespace

models::NeurocoreConfig ChipConfig::neurocore_of(std::uint32_t core) const {
  models::NeurocoreConfig config = neurocore;
  config.update_rule = update_rule_of(execution_model);
  replace(config.synop_ps, differences.synop_ps, core);
  replace(config.zero_synop_ps, differences.zero_synop_ps, core);
  return config;
}

EventLimits ChipConfig::event_limits_of(std::uint32_t core) const {
  EventLimits limits = event_limits;
  replace(limits.kernel_words, differences.kernel_words, core);
  replace(limits.neuron_words, differences.neuron_words, core);
  return limits;
}

}  // namespace floorline::platform
