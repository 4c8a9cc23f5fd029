// Synthetic networks and inputs for experiments: any size, any sparsity, the same on every machine for the same seed.
#pragma once

#include <cstdint>
#include <random>
#include <vector>

#include "platform/network/network.h"
#include "platform/network/reference_executor.h"

namespace floorline::platform {

// Random draws that do not depend on the implementation of the standard library: only the engine is fixed by the C++
// standard, its distributions are not.
class Draw {
 public:
  explicit Draw(std::uint64_t seed) : engine_(seed) {}
  // A whole number from lowest to highest, both included, all equally likely.
  std::int64_t whole(std::int64_t lowest, std::int64_t highest);
  // True with the given probability (0 never, 1 always).
  bool chance(double probability);

 private:
  std::mt19937_64 engine_;
};

struct SyntheticLayer {
  Connection connection = Connection::dense;  // dense or convolution
  int width = 64;                             // neurons (dense) or channels (convolution)
  Convolution convolution;                    // where connection == convolution
};

struct SyntheticSettings {
  Shape input{64, 1, 1};
  std::vector<SyntheticLayer> layers;
  NeuronModel neuron = NeuronModel::sigma_delta;  // or lif; of all layers after the input
  bool relay_input = true;                        // input data are events; otherwise delta (sigma_delta) or lif (lif)
  double weight_sparsity = 0.0;                   // probability that a weight is zero
  int largest_weight = 64;                        // non-zero weights are even, from -largest to +largest
  std::int32_t threshold = 0;
  std::int32_t current_decay = 4096;  // lif: no memory in the current
  std::int32_t voltage_decay = 128;   // lif
  std::uint64_t seed = 1;
};

// Throws UserError for settings that make no network (see network_check.h), std::invalid_argument for a sparsity
// outside [0, 1] or a neuron model other than sigma_delta and lif.
Network make_synthetic_network(const SyntheticSettings& settings);

// Input events of `steps` steps for a relay input layer: in each step each neuron sends with the probability `density`.
// Values are 1 for lif networks (unary spikes) and non-zero from -largest_value to +largest_value otherwise.
// Index: [step], then events by increasing neuron number.
std::vector<std::vector<Spike>> make_synthetic_events(const Shape& input, int steps, double density,
                                                      std::int32_t largest_value, std::uint64_t seed);

// The events of one step as input data, one value per neuron (see ReferenceExecutor::set_input).
std::vector<std::int32_t> input_values(const Shape& input, const std::vector<Spike>& events);

}  // namespace floorline::platform
