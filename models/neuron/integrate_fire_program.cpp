#include "models/neuron/integrate_fire_program.h"

namespace floorline::models {

void IntegrateFireProgram::update_row(std::int32_t* state, const std::int32_t* arrived, std::int32_t* sent,
                                      std::uint64_t /*step*/) const {
  for (std::uint32_t lane = 0; lane < neurons_per_row; ++lane)
    sent[lane] = add(state[lane], arrived[lane]) ? 1 : 0;
}

}  // namespace floorline::models
