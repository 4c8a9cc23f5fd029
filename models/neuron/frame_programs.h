// Neurons without state from one frame to the next: bounded_relu and potential. Their rules are in neuron_program.h.
#pragma once

#include "models/neuron/neuron_program.h"

namespace floorline::models {

class BoundedReluProgram final : public NeuronProgram {
 public:
  static constexpr std::int32_t bias_field = 0;
  static constexpr std::int32_t scale_field = 1;
  explicit BoundedReluProgram(const NeuronParameters& parameters)
      : shift_(parameters.shift), highest_(parameters.highest) {}
  std::uint32_t state_fields() const override { return 2; }
  void update_row(std::int32_t* state, const std::int32_t* arrived, std::int32_t* sent,
                  std::uint64_t step) const override;

 private:
  const std::int32_t shift_;
  const std::int32_t highest_;
};

class PotentialProgram final : public NeuronProgram {
 public:
  static constexpr std::int32_t bias_field = 0;
  std::uint32_t state_fields() const override { return 1; }
  void update_row(std::int32_t* state, const std::int32_t* arrived, std::int32_t* sent,
                  std::uint64_t step) const override;
};

}  // namespace floorline::models
