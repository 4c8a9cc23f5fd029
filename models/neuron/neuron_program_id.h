// The neuron programs that a neurocore knows, by the number that its descriptor holds.
#pragma once

#include <array>
#include <cstdint>

namespace floorline::models {

enum class NeuronProgramId : std::uint32_t {
  relay = 0,           // sends what arrived in the last step as it is
  delta = 1,           // input register, sends its change beyond a threshold
  sigma_delta = 2,     // integrates, rectifies, sends the change beyond a threshold
  sigma = 3,           // integrates, sends the sum
  lif = 4,             // leaky current, leaky voltage, unary spike
  lif_input = 5,       // as lif, but what arrives changes the neuron's bias: an input layer driven by images
  integrator = 6,      // adds up, sends the sum
  bounded_relu = 7,    // of one frame: scales, rectifies and bounds
  potential = 8,       // of one frame: sends what it has added up
  integrate_fire = 9,  // adds up, unary spike, lower bound
};

inline constexpr std::uint32_t neuron_program_count = 10;

// Names as chip files and reports spell them, in the order of the numbers.
inline constexpr std::array<const char*, neuron_program_count> neuron_program_names = {
    "relay",     "delta",      "sigma_delta",  "sigma",     "lif",
    "lif_input", "integrator", "bounded_relu", "potential", "integrate_fire"};

}  // namespace floorline::models
