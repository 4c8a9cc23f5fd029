#include "models/neuron/accumulate_programs.h"

#include "models/neuron/fixed_point.h"

namespace floorline::models {

void RelayProgram::update_row(std::int32_t* /*state*/, const std::int32_t* arrived, std::int32_t* sent,
                              std::uint64_t /*step*/) const {
  for (std::uint32_t lane = 0; lane < neurons_per_row; ++lane)
    sent[lane] = wrap24(arrived[lane]);
}

void IntegratorProgram::update_row(std::int32_t* state, const std::int32_t* arrived, std::int32_t* sent,
                                   std::uint64_t /*step*/) const {
  std::int32_t* sum = state;
  const std::int32_t* bias = state + bias_field * neurons_per_row;
  for (std::uint32_t lane = 0; lane < neurons_per_row; ++lane) {
    sum[lane] = wrap24(wrapping_sum(sum[lane], arrived[lane]));
    sent[lane] = wrap24(wrapping_sum(sum[lane], bias[lane]));
  }
}

}  // namespace floorline::models
