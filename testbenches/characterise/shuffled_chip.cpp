#include "testbenches/characterise/shuffled_chip.h"

#include <cmath>
#include <utility>
#include <vector>

#include "platform/network/synthetic_network.h"

namespace floorline::testbenches {

using models::Picoseconds;
using platform::Draw;

namespace {

constexpr Picoseconds instead_of_nothing_ps = 700;  // nothing on these chips takes no time

void shuffle(Draw& draw, const std::vector<Picoseconds*>& times) {
  for (Picoseconds* time : times)
    *time = *time == 0 ? instead_of_nothing_ps : *time;
  for (std::size_t last = times.size() - 1; last > 0; --last)
    std::swap(*times[last], *times[static_cast<std::size_t>(draw.whole(0, static_cast<std::int64_t>(last)))]);
  for (Picoseconds* time : times)
    *time = static_cast<Picoseconds>(
        std::llround(static_cast<double>(*time) * std::exp2(static_cast<double>(draw.whole(-1000, 1000)) / 1000)));
}

std::vector<Picoseconds*> all_of(std::vector<Picoseconds>& times) {
  std::vector<Picoseconds*> pointers;
  for (Picoseconds& time : times)
    pointers.push_back(&time);
  return pointers;
}

// Words of weights take no time on such chips: it is in the synops.
void shuffle_free_running(Draw& draw, platform::ChipConfig& chip) {
  shuffle(draw, all_of(chip.differences.synop_ps));
  shuffle(draw, all_of(chip.differences.zero_synop_ps));
  shuffle(draw, {&chip.noc.injection.interval_ps, &chip.noc.ejection.interval_ps, &chip.noc.switch_interval_ps,
                 &chip.host.inject_interval_ps, &chip.host.receive_interval_ps});
  shuffle(draw, {&chip.noc.injection.latency_ps, &chip.noc.ejection.latency_ps,
                 &chip.noc.router_input.credit_latency_ps, &chip.neurocore.buffer_credit_latency_ps});
  shuffle(draw, {&chip.neurocore.message_decode_ps, &chip.neurocore.activation_out_ps, &chip.neurocore.message_form_ps,
                 &chip.synapse_memory.bank.access_latency_ps});
  shuffle(draw, {&chip.host.input_latency_ps, &chip.host.output_latency_ps});
}

}  // namespace

platform::ChipConfig shuffled_chip(platform::ChipConfig chip, std::uint64_t seed) {
  if (seed == 0)
    return chip;
  Draw draw(seed);
  chip.name += "_shuffled_" + std::to_string(seed);
  if (chip.execution_model == platform::ExecutionModel::event_driven) {
    shuffle_free_running(draw, chip);
    return chip;
  }
  std::vector<Picoseconds*> updates;
  for (std::size_t program = 0; program < chip.neurocore.neuron_update_ps.size(); ++program) {
    if (chip.neurocore.has_program[program])
      updates.push_back(&chip.neurocore.neuron_update_ps[program]);
  }
  shuffle(draw, updates);
  shuffle(draw, {&chip.synapse_memory.bank.word_interval_ps, &chip.synapse_memory.bank.access_latency_ps,
                 &chip.neuron_memory.bank.word_interval_ps, &chip.neuron_memory.bank.access_latency_ps,
                 &chip.neurocore.synop_ps});
  shuffle(draw, {&chip.noc.injection.interval_ps, &chip.noc.ejection.interval_ps, &chip.noc.horizontal_hop.interval_ps,
                 &chip.noc.vertical_hop.interval_ps, &chip.noc.switch_interval_ps});
  shuffle(draw, {&chip.noc.horizontal_hop.latency_ps, &chip.noc.vertical_hop.latency_ps});
  shuffle(draw, {&chip.noc.injection.latency_ps, &chip.noc.ejection.latency_ps,
                 &chip.noc.router_input.credit_latency_ps, &chip.neurocore.buffer_credit_latency_ps});
  shuffle(draw, {&chip.neurocore.message_decode_ps, &chip.neurocore.activation_out_ps, &chip.host.inject_interval_ps,
                 &chip.host.receive_interval_ps});
  shuffle(draw, {&chip.neurocore.message_form_ps});
  shuffle(draw, {&chip.barrier.base_ps});
  shuffle(draw, {&chip.barrier.per_router_ps});
  shuffle(draw, {&chip.handover.handover_ps});
  return chip;
}

}  // namespace floorline::testbenches
