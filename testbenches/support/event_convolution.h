// A convolution with integrate-and-fire neurons as Speck computes it: event by event, in whole numbers. Written from
// what is published of the chip and its tools, and held against spikes counted on silicon (golden/nir); an oracle for
// models of the chip. Knows no time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "platform/nir/nir_graph.h"

namespace floorline::testbenches {

struct EventConvolutionRules {
  // The scale that turns weights and threshold into whole numbers: all of the 8 bits (-128 to 127), as Speck's tools
  // choose it, or as far as positive and negative weights have the same range (-127 to 127).
  bool is_scale_symmetric = false;
  // A neuron fires if its potential has reached the threshold, or must exceed it.
  bool fires_at_threshold = true;
  // In thresholds below zero, how low a potential may fall; far below for no bound.
  int lower_bound_thresholds = 1;
  // What is left after a spike: the potential less the threshold, or zero.
  bool resets_to_zero = false;
  // After an event, as many spikes as the potential holds thresholds, or one at most.
  bool fires_repeatedly = false;
};

class EventConvolution {
 public:
  // Of a Conv2d node with one group, no dilation and no bias, the same stride and padding on both axes, and square
  // images, kernels and outputs, followed by neurons with one threshold.
  EventConvolution(const platform::NirNode& convolution, double threshold, std::size_t output_extent,
                   const EventConvolutionRules& rules);

  // One event at a pixel of the input. It reaches each neuron through one weight at most, so that the order in which
  // the kernel is swept makes no difference.
  void receive(std::size_t channel, std::size_t row, std::size_t column);

  // In whole numbers, [output channel, input channel, row, column].
  const std::vector<int>& weights() const { return weights_; }
  int threshold() const { return threshold_; }
  // Of each neuron since the beginning, [channel, row, column].
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
