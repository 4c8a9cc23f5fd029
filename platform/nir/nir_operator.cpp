#include "platform/nir/nir_operator.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "platform/base/error.h"
#include "platform/nir/nir_linear.h"
#include "platform/nir/nir_neurons.h"

namespace floorline::platform {
namespace {

constexpr double max_delay_steps = 1e6;

// Input, Output and Flatten: the order of values stays.
class Identity : public NirOperator {
 public:
  void step(const NirValues& input, NirValues& output) override { output = input; }
};

class Scale : public NirOperator {
 public:
  explicit Scale(NirValues factors) : factors_(std::move(factors)) {}

  void step(const NirValues& input, NirValues& output) override {
    for (std::size_t i = 0; i < input.size(); ++i) {
      output[i] = factors_[i] * input[i];
    }
  }

 private:
  NirValues factors_;
};

class Threshold : public NirOperator {
 public:
  explicit Threshold(NirValues thresholds) : thresholds_(std::move(thresholds)) {}

  void step(const NirValues& input, NirValues& output) override {
    for (std::size_t i = 0; i < input.size(); ++i) {
      output[i] = input[i] > thresholds_[i] ? 1 : 0;
    }
  }

 private:
  NirValues thresholds_;
};

class Delay : public NirOperator {
 public:
  explicit Delay(std::vector<std::int64_t> steps) : steps_(std::move(steps)) {
    const std::int64_t longest = *std::max_element(steps_.begin(), steps_.end());
    past_.assign(static_cast<std::size_t>(longest) + 1, NirValues(steps_.size(), 0.0));
  }

  void step(const NirValues& input, NirValues& output) override {
    past_[now_] = input;
    for (std::size_t i = 0; i < input.size(); ++i) {
      output[i] = past_[(now_ + past_.size() - static_cast<std::size_t>(steps_[i])) % past_.size()][i];
    }
    now_ = (now_ + 1) % past_.size();
  }

  void reset() override {
    for (NirValues& values : past_) {
      std::fill(values.begin(), values.end(), 0.0);
    }
  }

 private:
  std::vector<std::int64_t> steps_;  // of each element
  std::vector<NirValues> past_;      // a ring of the last inputs
  std::size_t now_ = 0;
};

std::unique_ptr<NirOperator> make_delay(const NirOperatorSetting& setting) {
  const std::int64_t count = nir_elements(setting.shapes.input);
  std::vector<std::int64_t> steps = nir_delay_steps(setting.parameters, count, setting.options.dt_s);
  for (std::int64_t& step : steps) {
    step -= setting.late_steps;
  }
  return std::make_unique<Delay>(std::move(steps));
}

}  // namespace

std::unique_ptr<NirOperator> make_nir_operator(const NirOperatorSetting& setting) {
  const std::string& type = setting.type;
  const std::int64_t count = nir_elements(setting.shapes.input);
  if (type == "Input" || type == "Output" || type == "Flatten") {
    return std::make_unique<Identity>();
  }
  if (type == "Affine" || type == "Linear") {
    return make_nir_dense(setting);
  }
  if (type == "Conv1d" || type == "Conv2d") {
    return make_nir_convolution(setting);
  }
  if (type == "SumPool2d" || type == "AvgPool2d") {
    return make_nir_pool(setting);
  }
  if (type == "Scale") {
    return std::make_unique<Scale>(setting.parameters.per_neuron("scale", count));
  }
  if (type == "Threshold") {
    return std::make_unique<Threshold>(setting.parameters.per_neuron("threshold", count));
  }
  if (type == "Delay") {
    return make_delay(setting);
  }
  return make_nir_neurons(setting);
}

std::vector<std::int64_t> nir_delay_steps(const NirParameters& parameters, std::int64_t count, double dt_s) {
  std::vector<std::int64_t> steps;
  for (const double delay_s : parameters.per_neuron("delay", count)) {
    const double exact = delay_s / dt_s;
    const double whole = std::round(exact);
    // Files hold delays in single precision.
    if (whole < 0 || whole > max_delay_steps || std::abs(exact - whole) > 1e-6 * std::max(1.0, whole)) {
      parameters.refuse(
          "delay", fmt::format("holds {} s, which is {} steps of {} s; it must be a whole number of steps from 0 to {}",
                               nir_number_text(delay_s), nir_number_text(exact), nir_number_text(dt_s),
                               nir_number_text(max_delay_steps)));
    }
    steps.push_back(static_cast<std::int64_t>(whole));
  }
  return steps;
}

}  // namespace floorline::platform
