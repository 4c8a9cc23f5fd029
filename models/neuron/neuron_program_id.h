// The neuron programs of a neurocore, by their number in the core descriptor.
#pragma once

#include <array>
#include <cstdint>

namespace floorline::models {

enum class NeuronProgramId : std::uint32_t {
  relay = 0,           // sends the sum that arrived in the last step
  delta = 1,           // input register, sends changes above a threshold
  sigma_delta = 2,     // integrates, rectifies, sends changes above a threshold
  sigma = 3,           // integrates, sends the sum
  lif = 4,             // leaky current, leaky voltage, unary spike
  lif_input = 5,       // as lif, but messages change the neuron's bias: an input layer driven by images
  integrator = 6,      // accumulates, sends the sum
  bounded_relu = 7,    // frame-based: scales, rectifies and clamps
  potential = 8,       // frame-based: sends the accumulated sum
  integrate_fire = 9,  // accumulates, unary spike, lower bound
};

inline constexpr std::uint32_t neuron_program_count = 10;

// Names used in chip files and reports, in the order of the numbers.
inline constexpr std::array<const char*, neuron_program_count> neuron_program_names = {
    "relay",     "delta",      "sigma_delta",  "sigma",     "lif",
    "lif_input", "integrator", "bounded_relu", "potential", "integrate_fire"};

}  // namespace floorline::models
