#include "testbenches/support/event_convolution.h"

#include <algorithm>
#include <cmath>

namespace floorline::testbenches {
namespace {

// The largest at which no weight leaves the range of 8 bits.
double scale_of(const std::vector<double>& weights, bool is_symmetric) {
  const auto [lowest, highest] = std::minmax_element(weights.begin(), weights.end());
  const double for_negative = (is_symmetric ? 127 : 128) / std::max(-*lowest, 1e-30);
  const double for_positive = 127 / std::max(*highest, 1e-30);
  return std::min(for_negative, for_positive);
}

}  // namespace

EventConvolution::EventConvolution(const platform::NirNode& convolution, double threshold_value,
                                   std::size_t output_extent_value, const EventConvolutionRules& rules_value)
    : rules(rules_value), output_extent(output_extent_value) {
  const platform::NirArray& stored = convolution.arrays.at("weight");
  output_channels = static_cast<std::size_t>(stored.shape.at(0));
  input_channels = static_cast<std::size_t>(stored.shape.at(1));
  kernel_extent = static_cast<std::size_t>(stored.shape.at(2));
  stride = static_cast<std::size_t>(convolution.arrays.at("stride").values.front());
  padding = static_cast<std::size_t>(convolution.arrays.at("padding").values.front());
  const double scale = scale_of(stored.values, rules.is_scale_symmetric);
  for (const double weight : stored.values) {
    weights.push_back(static_cast<int>(std::lround(weight * scale)));
  }
  threshold = static_cast<int>(std::lround(threshold_value * scale));
  potentials.assign(output_channels * output_extent * output_extent, 0);
  spikes = potentials;
}

void EventConvolution::receive(std::size_t channel, std::size_t row, std::size_t column) {
  for (std::size_t output_row = 0; output_row < output_extent; ++output_row) {
    // Wraps around to a large number above the kernel's first row, as below for its first column.
    const std::size_t kernel_row = row + padding - output_row * stride;
    if (kernel_row >= kernel_extent) {
      continue;
    }
    for (std::size_t output_column = 0; output_column < output_extent; ++output_column) {
      const std::size_t kernel_column = column + padding - output_column * stride;
      if (kernel_column >= kernel_extent) {
        continue;
      }
      for (std::size_t output = 0; output < output_channels; ++output) {
        const std::size_t kernel = (output * input_channels + channel) * kernel_extent * kernel_extent;
        add(weights[kernel + kernel_row * kernel_extent + kernel_column],
            (output * output_extent + output_row) * output_extent + output_column);
      }
    }
  }
}

// The bound may as well come before the spike: a potential that it lifts is too low to fire, and one that has fired is
// too high to be lifted.
void EventConvolution::add(int weight, std::size_t neuron) {
  int& v = potentials[neuron];
  v += weight;
  const int fires_from = rules.fires_at_threshold ? threshold : threshold + 1;
  while (v >= fires_from) {
    ++spikes[neuron];
    v = rules.resets_to_zero ? 0 : v - threshold;
    if (!rules.fires_repeatedly) {
      break;
    }
  }
  v = std::max(v, -rules.lower_bound_thresholds * threshold);
}

}  // namespace floorline::testbenches
