#include "platform/quantise/layer_error.h"

#include <cmath>
#include <limits>

namespace floorline::platform {

void LayerError::add(const std::vector<float>& real, const std::vector<std::int32_t>& integers) {
  for (std::size_t i = 0; i < real.size(); ++i) {
    const double value = double{real[i]};
    const double error = value - step_ * integers[i];
    signal_ += value * value;
    noise_ += error * error;
    clipped_ += highest_ > 0 && value > step_ * (highest_ + 0.5) ? 1 : 0;
    zeros_ += integers[i] == 0 ? 1 : 0;
    float_zeros_ += real[i] == 0 ? 1 : 0;
  }
  count_ += static_cast<std::int64_t>(real.size());
}

void LayerError::fill(QuantisedLayerReport& report) const {
  const auto share = [this](std::int64_t part) { return static_cast<double>(part) / static_cast<double>(count_); };
  report.clipped_share = share(clipped_);
  report.zero_share = share(zeros_);
  report.float_zero_share = share(float_zeros_);
  report.signal_to_noise_db = noise_ == 0 ? std::numeric_limits<double>::infinity() : 10 * std::log10(signal_ / noise_);
}

}  // namespace floorline::platform
