#include "platform/nir/nir_linear.h"

#include <algorithm>
#include <utility>

#include "platform/nir/nir_shapes.h"

namespace floorline::platform {
namespace {

NirValues bias_of(const NirParameters& parameters, std::int64_t count) {
  return parameters.has("bias") ? parameters.per_neuron("bias", count)
                                : NirValues(static_cast<std::size_t>(count), 0.0);
}

class Dense : public NirOperator {
 public:
  explicit Dense(const NirParameters& parameters) {
    const NirArray& weight = parameters.array("weight");
    outputs_ = static_cast<std::size_t>(weight.shape[0]);
    const auto inputs = static_cast<std::size_t>(weight.shape[1]);
    bias_ = bias_of(parameters, weight.shape[0]);
    weights_.resize(weight.values.size());
    for (std::size_t output = 0; output < outputs_; ++output) {
      for (std::size_t input = 0; input < inputs; ++input) {
        weights_[input * outputs_ + output] = weight.values[output * inputs + input];
      }
    }
  }

  void step(const NirValues& input, NirValues& output) override {
    std::copy(bias_.begin(), bias_.end(), output.begin());
    for (std::size_t i = 0; i < input.size(); ++i) {
      const double value = input[i];
      if (value == 0) {
        continue;
      }
      const double* const column = &weights_[i * outputs_];
      for (std::size_t o = 0; o < outputs_; ++o) {
        output[o] += value * column[o];
      }
    }
  }

 private:
  std::size_t outputs_ = 0;
  NirValues bias_;
  NirValues weights_;  // [inputs, outputs], so that those of one input lie together
};

struct Plane {
  std::int64_t height = 1;
  std::int64_t width = 1;
};

// Images have rows; what a Conv1d takes is one row.
Plane plane_of(const NirShape& shape) {
  return {shape.size() == 3 ? shape[1] : 1, shape.back()};
}

// One element of an input plane reaches an element of the output plane through an element of the kernel.
struct Tap {
  std::size_t output = 0;
  std::size_t kernel = 0;
};

// Finds, for one element of the input, where it goes.
class Taps {
 public:
  Taps(const NirWindows& windows, const NirNodeShapes& shapes)
      : windows_(windows), input_(plane_of(shapes.input)), output_(plane_of(shapes.output)) {}

  std::size_t input_size() const { return static_cast<std::size_t>(input_.height * input_.width); }
  std::size_t output_size() const { return static_cast<std::size_t>(output_.height * output_.width); }
  std::size_t kernel_size() const { return static_cast<std::size_t>(windows_[0].kernel * windows_[1].kernel); }

  // Valid until the next call.
  const std::vector<Tap>& of(std::size_t element) {
    reach(windows_[0], static_cast<std::int64_t>(element) / input_.width, output_.height, rows_);
    reach(windows_[1], static_cast<std::int64_t>(element) % input_.width, output_.width, columns_);
    taps_.clear();
    for (const auto& [row, kernel_row] : rows_) {
      for (const auto& [column, kernel_column] : columns_) {
        taps_.push_back({static_cast<std::size_t>(row * output_.width + column),
                         static_cast<std::size_t>(kernel_row * windows_[1].kernel + kernel_column)});
      }
    }
    return taps_;
  }

 private:
  using Pairs = std::vector<std::pair<std::int64_t, std::int64_t>>;  // output, element of the kernel

  static void reach(const NirWindow& window, std::int64_t position, std::int64_t outputs, Pairs& pairs) {
    pairs.clear();
    const std::int64_t padded = position + window.padding_before;
    // With a long kernel most outputs are in its reach, with a short one few are.
    const std::int64_t first =
        std::max<std::int64_t>(0, (padded - window.dilation * (window.kernel - 1) + window.stride - 1) / window.stride);
    const std::int64_t last = std::min(outputs - 1, padded / window.stride);
    for (std::int64_t output = first; output <= last; ++output) {
      const std::int64_t distance = padded - output * window.stride;
      if (distance % window.dilation == 0 && distance / window.dilation < window.kernel) {
        pairs.emplace_back(output, distance / window.dilation);
      }
    }
  }

  NirWindows windows_;
  Plane input_;
  Plane output_;
  Pairs rows_;
  Pairs columns_;
  std::vector<Tap> taps_;
};

// Adds up with the channels of the output innermost, in the weights as well: these lie together for each tap.
class Convolution : public NirOperator {
 public:
  explicit Convolution(const NirOperatorSetting& setting)
      : taps_(nir_convolution_windows(setting.parameters), setting.shapes) {
    const NirArray& weight = setting.parameters.array("weight");
    outputs_ = static_cast<std::size_t>(weight.shape[0]);
    group_inputs_ = static_cast<std::size_t>(weight.shape[1]);
    group_outputs_ = outputs_ / static_cast<std::size_t>(setting.parameters.integer("groups", 1, nir_max_elements));
    bias_ = bias_of(setting.parameters, weight.shape[0]);
    sums_.resize(outputs_ * taps_.output_size());
    order_weights(weight.values);
  }

  void step(const NirValues& input, NirValues& output) override {
    for (std::size_t place = 0; place < taps_.output_size(); ++place) {
      std::copy(bias_.begin(), bias_.end(), &sums_[place * outputs_]);
    }
    for (std::size_t i = 0; i < input.size(); ++i) {
      if (input[i] != 0) {
        spread(i / taps_.input_size(), i % taps_.input_size(), input[i]);
      }
    }
    for (std::size_t place = 0; place < taps_.output_size(); ++place) {
      for (std::size_t channel = 0; channel < outputs_; ++channel) {
        output[channel * taps_.output_size() + place] = sums_[place * outputs_ + channel];
      }
    }
  }

 private:
  // From [output, input of the group, kernel] to [input, kernel, output of the group].
  void order_weights(const NirValues& stored) {
    weights_.resize(stored.size());
    for (std::size_t i = 0; i < stored.size(); ++i) {
      const std::size_t kernel = i % taps_.kernel_size();
      const std::size_t output = i / taps_.kernel_size() / group_inputs_;
      const std::size_t input = output / group_outputs_ * group_inputs_ + i / taps_.kernel_size() % group_inputs_;
      weights_[(input * taps_.kernel_size() + kernel) * group_outputs_ + output % group_outputs_] = stored[i];
    }
  }

  void spread(std::size_t channel, std::size_t element, double value) {
    const std::size_t first = channel / group_inputs_ * group_outputs_;
    for (const Tap& tap : taps_.of(element)) {
      const double* const weights = &weights_[(channel * taps_.kernel_size() + tap.kernel) * group_outputs_];
      double* const sums = &sums_[tap.output * outputs_ + first];
      for (std::size_t o = 0; o < group_outputs_; ++o) {
        sums[o] += value * weights[o];
      }
    }
  }

  Taps taps_;
  NirValues weights_;
  NirValues bias_;
  NirValues sums_;           // [place, channel] of the output
  std::size_t outputs_ = 0;  // channels, as the following
  std::size_t group_inputs_ = 0;
  std::size_t group_outputs_ = 0;
};

class Pool : public NirOperator {
 public:
  explicit Pool(const NirOperatorSetting& setting)
      : taps_(nir_pool_windows(setting.parameters), setting.shapes),
        scale_(setting.type == "AvgPool2d" ? 1.0 / static_cast<double>(taps_.kernel_size()) : 1.0) {}

  void step(const NirValues& input, NirValues& output) override {
    std::fill(output.begin(), output.end(), 0.0);
    for (std::size_t i = 0; i < input.size(); ++i) {
      if (input[i] == 0) {
        continue;
      }
      double* const plane = &output[i / taps_.input_size() * taps_.output_size()];
      for (const Tap& tap : taps_.of(i % taps_.input_size())) {
        plane[tap.output] += input[i] * scale_;
      }
    }
  }

 private:
  Taps taps_;
  double scale_;
};

}  // namespace

std::unique_ptr<NirOperator> make_nir_dense(const NirOperatorSetting& setting) {
  return std::make_unique<Dense>(setting.parameters);
}

std::unique_ptr<NirOperator> make_nir_convolution(const NirOperatorSetting& setting) {
  return std::make_unique<Convolution>(setting);
}

std::unique_ptr<NirOperator> make_nir_pool(const NirOperatorSetting& setting) {
  return std::make_unique<Pool>(setting);
}

}  // namespace floorline::platform
