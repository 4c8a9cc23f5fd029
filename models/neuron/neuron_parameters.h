// Parameters of neuron programs, and the layout of neuron states.
#pragma once

#include <cstdint>

namespace floorline::models {

// States are stored in rows of 16 neurons: the first field of all 16, then the next field.
inline constexpr std::uint32_t neurons_per_row = 16;

constexpr std::uint32_t neuron_rows(std::uint32_t neurons) {
  return (neurons + neurons_per_row - 1) / neurons_per_row;
}

// Parameters of a neuron program; each program documents which it uses.
struct NeuronParameters {
  std::int32_t threshold = 0;
  std::int32_t current_decay = 0;
  std::int32_t voltage_decay = 0;
  std::int32_t reset_interval = 0;
  std::int32_t reset_offset = 0;
  std::int32_t shift = 0;           // right shift of the scaled potential
  std::int32_t highest = 0;         // upper bound of the activation
  std::int32_t lowest = 0;          // lower bound of the potential
  std::int32_t resets_to_zero = 0;  // after a spike; otherwise subtracts the threshold
};

}  // namespace floorline::models
