// Neurons that exchange changes: delta (encoder), sigma_delta (hidden) and sigma (decoder). Their rules are in
// neuron_program.h.
#pragma once

#include "models/neuron/neuron_program.h"

namespace floorline::models {

class DeltaProgram final : public NeuronProgram {
 public:
  explicit DeltaProgram(const NeuronParameters& parameters) : threshold_(parameters.threshold) {}
  std::uint32_t state_fields() const override { return 3; }
  void update_row(std::int32_t* state, const std::int32_t* arrived, std::int32_t* sent,
                  std::uint64_t step) const override;

 private:
  const std::int32_t threshold_;
};

class SigmaDeltaProgram final : public NeuronProgram {
 public:
  static constexpr std::int32_t bias_field = 3;
  explicit SigmaDeltaProgram(const NeuronParameters& parameters) : threshold_(parameters.threshold) {}
  std::uint32_t state_fields() const override { return 4; }
  void update_row(std::int32_t* state, const std::int32_t* arrived, std::int32_t* sent,
                  std::uint64_t step) const override;

 private:
  const std::int32_t threshold_;
};

class SigmaProgram final : public NeuronProgram {
 public:
  static constexpr std::int32_t bias_field = 1;
  std::uint32_t state_fields() const override { return 2; }
  void update_row(std::int32_t* state, const std::int32_t* arrived, std::int32_t* sent,
                  std::uint64_t step) const override;
};

}  // namespace floorline::models
