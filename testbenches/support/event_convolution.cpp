#include "testbenches/support/event_convolution.h"

#include <algorithm>
#include <cmath>

namespace floorline::testbenches {
namespace {

// The largest scale at which every weight fits into 8 bits.
double scale_of(const std::vector<double>& weights, bool is_symmetric) {
  const auto [lowest, highest] = std::minmax_element(weights.begin(), weights.end());
  const double for_negative = (is_symmetric ? 127 : 128) / std::max(-*lowest, 1e-30);
  const double for_positive = 127 / std::max(*highest, 1e-30);
  return std::min(for_negative, for_positive);
}

}  // namespace

EventConvolution::EventConvolution(const platform::NirNode& convolution, double threshold, std::size_t output_extent,
                                   const EventConvolutionRules& rules)
    : rules_(rules), output_extent_(output_extent) {
  const platform::NirArray& stored = convolution.arrays.at("weight");
  output_channels_ = static_cast<std::size_t>(stored.shape.at(0));
  input_channels_ = static_cast<std::size_t>(stored.shape.at(1));
  kernel_extent_ = static_cast<std::size_t>(stored.shape.at(2));
  stride_ = static_cast<std::size_t>(convolution.arrays.at("stride").values.front());
  padding_ = static_cast<std::size_t>(convolution.arrays.at("padding").values.front());
  const double scale = scale_of(stored.values, rules_.is_scale_symmetric);
  for (const double weight : stored.values) {
    weights_.push_back(static_cast<int>(std::lround(weight * scale)));
  }
  threshold_ = static_cast<int>(std::lround(threshold * scale));
  potentials_.assign(output_channels_ * output_extent_ * output_extent_, 0);
  spikes_ = potentials_;
}

void EventConvolution::receive(std::size_t channel, std::size_t row, std::size_t column) {
  for (std::size_t output_row = 0; output_row < output_extent_; ++output_row) {
    // Above the first row of the kernel the result wraps around to a large number; likewise for the first column below.
    const std::size_t kernel_row = row + padding_ - output_row * stride_;
    if (kernel_row >= kernel_extent_) {
      continue;
    }
    for (std::size_t output_column = 0; output_column < output_extent_; ++output_column) {
      const std::size_t kernel_column = column + padding_ - output_column * stride_;
      if (kernel_column >= kernel_extent_) {
        continue;
      }
      for (std::size_t output = 0; output < output_channels_; ++output) {
        const std::size_t kernel = (output * input_channels_ + channel) * kernel_extent_ * kernel_extent_;
        add(weights_[kernel + kernel_row * kernel_extent_ + kernel_column],
            (output * output_extent_ + output_row) * output_extent_ + output_column);
      }
    }
  }
}

// Applying the bound before the spike gives the same result: a potential that the bound raises is too low to fire, and
// one that has fired is too high to be raised.
void EventConvolution::add(int weight, std::size_t neuron) {
  int& v = potentials_[neuron];
  v += weight;
  const int fires_from = rules_.fires_at_threshold ? threshold_ : threshold_ + 1;
  while (v >= fires_from) {
    ++spikes_[neuron];
    v = rules_.resets_to_zero ? 0 : v - threshold_;
    if (!rules_.fires_repeatedly) {
      break;
    }
  }
  v = std::max(v, -rules_.lower_bound_thresholds * threshold_);
}

}  // namespace floorline::testbenches
