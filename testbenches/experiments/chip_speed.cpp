#include "testbenches/experiments/chip_speed.h"

#include <cmath>

namespace floorline::testbenches {

using models::Picoseconds;
using models::TimeLabel;

void scale_times(platform::ChipConfig& chip, TimeLabel label, double factor, Picoseconds granularity_ps) {
  const auto scale = [=](Picoseconds& time_ps) {
    time_ps = static_cast<Picoseconds>(
                  std::llround(static_cast<double>(time_ps) * factor / static_cast<double>(granularity_ps))) *
              granularity_ps;
  };
  const auto scale_link = [=](models::LinkTiming& link) {
    scale(link.latency_ps);
    scale(link.interval_ps);
  };
  switch (label) {
    case TimeLabel::memory:
      scale(chip.neurocore.synop_ps);
      scale(chip.synapse_memory.bank.access_latency_ps);
      scale(chip.synapse_memory.bank.word_interval_ps);
      return;
    case TimeLabel::compute:
      for (Picoseconds& update_ps : chip.neurocore.neuron_update_ps)
        scale(update_ps);
      scale(chip.neuron_memory.bank.access_latency_ps);
      scale(chip.neuron_memory.bank.word_interval_ps);
      return;
    case TimeLabel::traffic:
      scale(chip.neurocore.activation_out_ps);
      scale(chip.neurocore.message_form_ps);
      scale(chip.neurocore.message_decode_ps);
      scale(chip.neurocore.buffer_credit_latency_ps);
      scale(chip.noc.router_input.credit_latency_ps);
      scale(chip.noc.switch_interval_ps);
      for (models::LinkTiming* link : {&chip.noc.injection, &chip.noc.horizontal_hop, &chip.noc.vertical_hop,
                                       &chip.noc.ejection, &chip.noc.chip_to_chip})
        scale_link(*link);
      scale(chip.noc.chip_to_chip_input.credit_latency_ps);
      scale(chip.host.inject_interval_ps);
      scale(chip.host.receive_interval_ps);
      scale(chip.host.buffer_credit_latency_ps);
      return;
    case TimeLabel::synchronisation:
      scale(chip.barrier.base_ps);
      scale(chip.barrier.per_router_ps);
      return;
  }
}

}  // namespace floorline::testbenches
