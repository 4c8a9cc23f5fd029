// A convolution with integrate-and-fire neurons as Speck computes it: event-driven, in integers, without time. A
// reference for models of the chip, written from publications about the chip and its tools and checked against spikes
// counted on silicon (golden/nir).
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "platform/nir/nir_graph.h"

namespace floorline::testbenches {

struct EventConvolutionRules {
  // The scale that turns weights and threshold into integers: the full 8-bit range (-128 to 127), which Speck's tools
  // use, or the symmetric range (-127 to 127).
  bool is_scale_symmetric = false;
  // A neuron fires if its potential reaches the threshold, or only if it exceeds the threshold.
  bool fires_at_threshold = true;
  // Lower bound of the potential, in thresholds below zero; a very large value means no bound.
  int lower_bound_thresholds = 1;
  // The potential after a spike: reduced by the threshold, or zero.
  bool resets_to_zero = false;
  // Spikes after an event: one for each threshold that the potential contains, or at most one.
  bool fires_repeatedly = false;
};

class EventConvolution {
 public:
  // For a Conv2d node with one group, no dilation and no bias, the same stride and padding on both axes, and square
  // images, kernels and outputs, followed by neurons with a common threshold.
  EventConvolution(const platform::NirNode& convolution, double threshold, std::size_t output_extent,
                   const EventConvolutionRules& rules);

  // One event at a pixel of the input. It reaches each neuron through at most one weight, so the order of the weights
  // makes no difference.
  void receive(std::size_t channel, std::size_t row, std::size_t column);

  // The integer weights, [output channel, input channel, row, column].
  const std::vector<int>& weights() const { return weights_; }
  int threshold() const { return threshold_; }
  // For each neuron since the beginning, [channel, row, column].
  const std::vector<int>& spikes() const { return spikes_; }

 private:
  void add(int weight, std::size_t neuron);

  EventConvolutionRules rules_;
  std::vector<int> weights_;
  int threshold_ = 0;
  std::size_t input_channels_ = 0;
  std::size_t output_channels_ = 0;
  std::size_t kernel_extent_ = 0;
  std::size_t output_extent_ = 0;
  std::size_t stride_ = 1;
  std::size_t padding_ = 0;
  std::vector<int> potentials_;
  std::vector<int> spikes_;
};

}  // namespace floorline::testbenches
