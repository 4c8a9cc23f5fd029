#include "models/neuron/lif_programs.h"

#include <algorithm>

#include "models/neuron/fixed_point.h"

namespace floorline::models {

namespace {
constexpr std::uint32_t state_shift = 6;  // fractional bits of current and voltage
}

bool LifProgram::resets_before(std::uint64_t step) const {
  const auto offset = static_cast<std::uint64_t>(parameters_.reset_offset);
  return parameters_.reset_interval > 0 && step >= offset &&
         (step - offset) % static_cast<std::uint64_t>(parameters_.reset_interval) == 0;
}

void LifProgram::update_row(std::int32_t* state, const std::int32_t* arrived, std::int32_t* sent,
                            std::uint64_t step) const {
  std::int32_t* current = state;
  std::int32_t* voltage = state + neurons_per_row;
  std::int32_t* bias = state + bias_field * neurons_per_row;
  if (resets_before(step))
    std::fill(voltage, voltage + neurons_per_row, 0);
  const std::int32_t* into_current = arrived;
  static constexpr std::int32_t nothing[neurons_per_row] = {};
  if (drive_ == LifDrive::bias) {
    for (std::uint32_t lane = 0; lane < neurons_per_row; ++lane)
      bias[lane] = wrap24(wrapping_sum(bias[lane], arrived[lane]));
    into_current = nothing;
  }
  const std::int32_t threshold = scaled_up(parameters_.threshold, state_shift);
  for (std::uint32_t lane = 0; lane < neurons_per_row; ++lane) {
    current[lane] = wrap24(
        wrapping_sum(decayed(current[lane], parameters_.current_decay), shifted_left(into_current[lane], state_shift)));
    const std::int32_t driven = wrapping_sum(current[lane], shifted_left(bias[lane], state_shift));
    const std::int32_t sum = wrapping_sum(decayed(voltage[lane], parameters_.voltage_decay), driven);
    const std::int32_t updated = saturate24(sum);
    sent[lane] = updated > threshold ? 1 : 0;
    voltage[lane] = updated > threshold ? 0 : updated;
  }
}

}  // namespace floorline::models
