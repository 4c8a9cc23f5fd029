// Neurons without a threshold: relay and integrator. Their rules are in neuron_program.h.
#pragma once

#include "models/neuron/neuron_program.h"

namespace floorline::models {

class RelayProgram final : public NeuronProgram {
 public:
  std::uint32_t state_fields() const override { return 0; }
  void update_row(std::int32_t* state, const std::int32_t* arrived, std::int32_t* sent,
                  std::uint64_t step) const override;
};

class IntegratorProgram final : public NeuronProgram {
 public:
  static constexpr std::int32_t bias_field = 1;
  std::uint32_t state_fields() const override { return 2; }
  void update_row(std::int32_t* state, const std::int32_t* arrived, std::int32_t* sent,
                  std::uint64_t step) const override;
};

}  // namespace floorline::models
