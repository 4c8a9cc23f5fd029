#include "testbenches/experiments/chip_rates.h"

#include <algorithm>
#include <array>

#include "models/neuron/neuron_program.h"
#include "platform/characterise/characterise.h"
#include "platform/evaluate/worker_pool.h"

namespace floorline::testbenches {

using models::TimeLabel;

namespace {

double measured_ns(const platform::Constants& constants, const std::string& name) {
  const platform::MeasuredConstant* constant = constants.find(name);
  if (constant == nullptr || constant->finding != platform::Finding::measured)
    return 0;
  return std::max(0.0, constant->value_ns - constant->standard_error_ns);
}

// Memory words of one row of LIF states.
double words_of_states(const platform::ChipConfig& chip) {
  const std::uint32_t fields = models::neuron_state_fields(models::NeuronProgramId::lif);
  return static_cast<double>(fields * models::neurons_per_row * sizeof(std::int32_t)) /
         chip.neuron_memory.bank.word_bytes;
}

ChipRates rates_of(const platform::ChipConfig& chip) {
  platform::BenchChip bench("bench", chip, models::Timing::approximately_timed);
  sc_core::sc_start(sc_core::SC_ZERO_TIME);
  const platform::Constants constants = platform::characterise(bench).constants;
  ChipRates rates;
  rates.synop_ns = measured_ns(constants, "synop_ns");
  rates.synapse_word_ns = measured_ns(constants, "synapse_word_ns");
  rates.synapse_access_ns = measured_ns(constants, "synapse_access_ns");
  rates.update_ns =
      std::max(measured_ns(constants, "neuron_update_ns.lif"), measured_ns(constants, "sustained_update_ns.lif"));
  rates.first_states_ns =
      measured_ns(constants, "state_access_ns") + words_of_states(chip) * measured_ns(constants, "state_word_ns");
  rates.message_ns = measured_ns(constants, "message_ns");
  rates.horizontal_flit_ns = measured_ns(constants, "horizontal_flit_ns");
  rates.vertical_flit_ns = measured_ns(constants, "vertical_flit_ns");
  rates.barrier_base_ns = measured_ns(constants, "barrier_base_ns");
  rates.barrier_further_router_ns = measured_ns(constants, "barrier_further_router_ns");
  return rates;
}

}  // namespace

std::vector<ChipRates> characterise_all(const std::vector<platform::ChipConfig>& chips) {
  return platform::map_in_processes<ChipRates>(chips.size(), [&](std::size_t index) { return rates_of(chips[index]); });
}

double max_affine_bound_ns(const ChipRates& rates, const StepLoads& loads) {
  constexpr double flit_bits = 32;  // cancels out
  const auto with_links = [&](double flit_ns, double flits) {
    platform::MaxAffineRates affine;
    affine.update_ns = rates.update_ns;
    affine.synop_ns = rates.synop_ns;
    affine.synapse_word_ns = rates.synapse_word_ns;
    affine.link_bits_per_ns = flit_ns > 0 ? flit_bits / flit_ns : 1;
    affine.barrier_ns = platform::barrier_ns(rates.barrier_base_ns, rates.barrier_further_router_ns, loads.routers);
    return platform::max_affine_bound_ns(
        affine, {loads.max_updates, loads.max_synops, loads.max_synapse_words, flit_ns > 0 ? flit_bits * flits : 0});
  };
  return std::max({with_links(rates.horizontal_flit_ns, loads.max_horizontal_flits),
                   with_links(rates.vertical_flit_ns, loads.max_vertical_flits),
                   with_links(rates.message_ns, loads.max_messages_out)});
}

double slope_ns(const ChipRates& rates, const StepLoads& loads) {
  return rates.synop_ns * loads.max_synops + rates.synapse_access_ns * loads.busiest_rows +
         rates.synapse_word_ns * loads.busiest_words;
}

double floor_ns(const ChipRates& rates, const StepLoads& loads) {
  return rates.update_ns * loads.max_updates + rates.first_states_ns;
}

namespace {

double barrier_of(const ChipRates& rates, const StepLoads& loads) {
  return platform::barrier_ns(rates.barrier_base_ns, rates.barrier_further_router_ns, loads.routers);
}

struct Line {
  TimeLabel label;
  double time_ns;
};

// From the highest to the lowest.
std::array<Line, 3> lines(const ChipRates& rates, const StepLoads& loads) {
  std::array<Line, 3> all = {{{TimeLabel::memory, slope_ns(rates, loads)},
                              {TimeLabel::compute, floor_ns(rates, loads)},
                              {TimeLabel::synchronisation, barrier_of(rates, loads)}}};
  std::sort(all.begin(), all.end(), [](const Line& a, const Line& b) { return a.time_ns > b.time_ns; });
  return all;
}

// The barrier comes on top of whatever a step is bound by.
double working_ns(const ChipRates& rates, const Measurement& point) {
  return point.step_ns - barrier_of(rates, point.loads);
}

}  // namespace

TimeLabel region(const ChipRates& rates, const Measurement& point) {
  const Line highest = lines(rates, point.loads).front();
  return working_ns(rates, point) > above_the_floorline * highest.time_ns ? TimeLabel::traffic : highest.label;
}

double distance_from_ridge(const ChipRates& rates, const Measurement& point) {
  const std::array<Line, 3> all = lines(rates, point.loads);
  const double to_edge = working_ns(rates, point) / (above_the_floorline * all[0].time_ns);
  return to_edge > 1 ? to_edge : std::min(1 / to_edge, all[0].time_ns / all[1].time_ns);
}

}  // namespace floorline::testbenches
