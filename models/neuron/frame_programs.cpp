#include "models/neuron/frame_programs.h"

#include <algorithm>

#include "models/neuron/fixed_point.h"

namespace floorline::models {

void BoundedReluProgram::update_row(std::int32_t* state, const std::int32_t* arrived, std::int32_t* sent,
                                    std::uint64_t /*step*/) const {
  const std::int32_t* bias = state + bias_field * neurons_per_row;
  const std::int32_t* scale = state + scale_field * neurons_per_row;
  for (std::uint32_t lane = 0; lane < neurons_per_row; ++lane) {
    const std::int64_t scaled = std::int64_t{wrapping_sum(arrived[lane], bias[lane])} * scale[lane] >> shift_;
    sent[lane] = static_cast<std::int32_t>(std::clamp<std::int64_t>(scaled, 0, highest_));
  }
}

void PotentialProgram::update_row(std::int32_t* state, const std::int32_t* arrived, std::int32_t* sent,
                                  std::uint64_t /*step*/) const {
  const std::int32_t* bias = state + bias_field * neurons_per_row;
  for (std::uint32_t lane = 0; lane < neurons_per_row; ++lane)
    sent[lane] = wrapping_sum(arrived[lane], bias[lane]);
}

}  // namespace floorline::models
