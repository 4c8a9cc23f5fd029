#include "models/neuron/sigma_delta_programs.h"

#include "models/neuron/fixed_point.h"

namespace floorline::models {

namespace {

constexpr std::uint32_t activation_shift = 12;  // from the scale of an input or a bias to that of the states
constexpr std::uint32_t message_shift = 6;      // from the scale of the states to that of a message

// The part of the change from `last` to `activation` that is sent; `residue` keeps the rest.
inline std::int32_t send_change(std::int32_t activation, std::int32_t& last, std::int32_t& residue,
                                std::int32_t scaled_threshold) {
  const std::int32_t difference = wrap24(wrapping_sum(wrapping_difference(activation, last), residue));
  const std::int32_t magnitude = difference < 0 ? -difference : difference;
  const std::int32_t change = magnitude >= scaled_threshold ? difference : 0;
  residue = difference - change;
  last = activation;
  return change >> message_shift;
}

}  // namespace

void DeltaProgram::update_row(std::int32_t* state, const std::int32_t* arrived, std::int32_t* sent,
                              std::uint64_t /*step*/) const {
  std::int32_t* input = state;
  std::int32_t* last = state + neurons_per_row;
  std::int32_t* residue = state + 2 * neurons_per_row;
  const std::int32_t scaled_threshold = scaled_up(threshold_, activation_shift);
  for (std::uint32_t lane = 0; lane < neurons_per_row; ++lane) {
    input[lane] = wrap24(wrapping_sum(input[lane], arrived[lane]));
    sent[lane] =
        send_change(wrap24(shifted_left(input[lane], activation_shift)), last[lane], residue[lane], scaled_threshold);
  }
}

void SigmaDeltaProgram::update_row(std::int32_t* state, const std::int32_t* arrived, std::int32_t* sent,
                                   std::uint64_t /*step*/) const {
  std::int32_t* sigma = state;
  std::int32_t* last = state + neurons_per_row;
  std::int32_t* residue = state + 2 * neurons_per_row;
  const std::int32_t* bias = state + bias_field * neurons_per_row;
  const std::int32_t scaled_threshold = scaled_up(threshold_, activation_shift);
  for (std::uint32_t lane = 0; lane < neurons_per_row; ++lane) {
    sigma[lane] = wrap24(wrapping_sum(sigma[lane], arrived[lane]));
    const std::int32_t activation = wrap24(wrapping_sum(sigma[lane], shifted_left(bias[lane], activation_shift)));
    sent[lane] = send_change(activation > 0 ? activation : 0, last[lane], residue[lane], scaled_threshold);
  }
}

void SigmaProgram::update_row(std::int32_t* state, const std::int32_t* arrived, std::int32_t* sent,
                              std::uint64_t /*step*/) const {
  std::int32_t* sigma = state;
  const std::int32_t* bias = state + bias_field * neurons_per_row;
  for (std::uint32_t lane = 0; lane < neurons_per_row; ++lane) {
    sigma[lane] = wrap24(wrapping_sum(sigma[lane], arrived[lane]));
    sent[lane] = wrap24(wrapping_sum(sigma[lane], shifted_left(bias[lane], activation_shift)));
  }
}

}  // namespace floorline::models
