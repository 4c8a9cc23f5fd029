// Integrate-and-fire neurons without leak, with 16-bit potentials. Their rule is in neuron_program.h.
#pragma once

#include <algorithm>

#include "models/neuron/neuron_program.h"

namespace floorline::models {

class IntegrateFireProgram final : public NeuronProgram {
 public:
  explicit IntegrateFireProgram(const NeuronParameters& parameters) : parameters_(parameters) {}
  std::uint32_t state_fields() const override { return 1; }
  void update_row(std::int32_t* state, const std::int32_t* arrived, std::int32_t* sent,
                  std::uint64_t step) const override;

  // Adds to the potential of one neuron; returns whether it spikes.
  bool add(std::int32_t& potential, std::int32_t value) const {
    constexpr std::int64_t largest = 32767;
    const std::int64_t sum = std::clamp<std::int64_t>(std::int64_t{potential} + value, -largest - 1, largest);
    const bool spikes = sum >= parameters_.threshold;
    const std::int64_t after = !spikes ? sum : parameters_.resets_to_zero != 0 ? 0 : sum - parameters_.threshold;
    potential = static_cast<std::int32_t>(std::max<std::int64_t>(after, parameters_.lowest));
    return spikes;
  }

 private:
  NeuronParameters parameters_;
};

}  // namespace floorline::models
