// What a neuron program is given, and how the states that it works on are laid out.
#pragma once

#include <cstdint>

namespace floorline::models {

// States lie in rows of 16 neurons: one field of all 16, then the next field.
inline constexpr std::uint32_t neurons_a_row = 16;

constexpr std::uint32_t neuron_rows(std::uint32_t neurons) {
  return (neurons + neurons_a_row - 1) / neurons_a_row;
}

// Parameters of a neuron program; each program documents which it uses.
struct NeuronParameters {
  std::int32_t threshold = 0;
  std::int32_t current_decay = 0;
  std::int32_t voltage_decay = 0;
  std::int32_t reset_interval = 0;
  std::int32_t reset_offset = 0;
  std::int32_t shift = 0;           // of the scaled potential, to the right
  std::int32_t highest = 0;         // activation
  std::int32_t lowest = 0;          // potential
  std::int32_t resets_to_zero = 0;  // after a spike, not by subtraction of the threshold
};

}  // namespace floorline::models
