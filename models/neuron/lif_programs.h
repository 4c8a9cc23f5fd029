// Leaky integrate-and-fire neurons with a leaky current (CUBA). Their rules are in neuron_program.h.
#pragma once

#include "models/neuron/neuron_program.h"

namespace floorline::models {

// What arriving messages change: the synaptic current, or the bias (for an input layer driven by images).
enum class LifDrive { current, bias };

class LifProgram final : public NeuronProgram {
 public:
  static constexpr std::int32_t bias_field = 2;
  LifProgram(const NeuronParameters& parameters, LifDrive drive) : parameters_(parameters), drive_(drive) {}
  std::uint32_t state_fields() const override { return 3; }
  void update_row(std::int32_t* state, const std::int32_t* arrived, std::int32_t* sent,
                  std::uint64_t step) const override;

 private:
  bool resets_before(std::uint64_t step) const;

  const NeuronParameters parameters_;
  const LifDrive drive_;
};

}  // namespace floorline::models
