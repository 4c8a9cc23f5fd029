#include "platform/nir/nir_neurons.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <optional>

namespace floorline::platform {
namespace {

// A time constant of one step, in single precision, may come out a little shorter.
constexpr double rounding = 1e-6;

// dt / tau. Above one, a step would leap beyond where the state is drawn to.
NirValues rates(const NirOperatorSetting& setting, const std::string& field, std::int64_t count) {
  NirValues rates = setting.parameters.per_neuron(field, count);
  for (double& value : rates) {
    if (value < setting.options.dt_s * (1 - rounding)) {
      setting.parameters.refuse(field, fmt::format("holds {} s, which is shorter than the time step of {} s; the time "
                                                   "step must not exceed any time constant",
                                                   nir_number_text(value), nir_number_text(setting.options.dt_s)));
    }
    value = setting.options.dt_s / value;
  }
  return rates;
}

// Currents that rise with each input and decay.
class Synapses {
 public:
  Synapses(const NirOperatorSetting& setting, std::int64_t count)
      : rate_(rates(setting, "tau_syn", count)),
        weight_(setting.parameters.per_neuron("w_in", count, 1)),
        current_(rate_.size(), 0.0) {}

  const NirValues& step(const NirValues& input) {
    for (std::size_t i = 0; i < current_.size(); ++i) {
      current_[i] += rate_[i] * (weight_[i] * input[i] - current_[i]);
    }
    return current_;
  }

  void reset() { std::fill(current_.begin(), current_.end(), 0.0); }

 private:
  NirValues rate_;
  NirValues weight_;
  NirValues current_;
};

// v += rate (leak - v) + gain * current, which has the rate 0 where nothing leaks.
class Membrane {
 public:
  Membrane(const NirOperatorSetting& setting, std::int64_t count)
      : gain_(setting.parameters.per_neuron("r", count)), potential_(gain_.size(), 0.0) {
    if (setting.type == "I" || setting.type == "IF") {
      rate_.assign(gain_.size(), 0.0);
      leak_ = rate_;
      scale_gain(NirValues(gain_.size(),
                           setting.options.integration == NirIntegration::per_step ? 1.0 : setting.options.dt_s));
    } else {
      rate_ = rates(setting, setting.parameters.has("tau_mem") ? "tau_mem" : "tau", count);
      leak_ = setting.parameters.per_neuron("v_leak", count);
      scale_gain(rate_);
    }
  }

  void step(const NirValues& current) {
    for (std::size_t i = 0; i < potential_.size(); ++i) {
      potential_[i] += rate_[i] * (leak_[i] - potential_[i]) + gain_[i] * current[i];
    }
  }

  NirValues& potentials() { return potential_; }
  const NirValues& potentials() const { return potential_; }

 private:
  void scale_gain(const NirValues& factor) {
    std::transform(gain_.begin(), gain_.end(), factor.begin(), gain_.begin(), std::multiplies<>());
  }

  NirValues rate_;
  NirValues leak_;
  NirValues gain_;
  NirValues potential_;
};

// When neurons fire, and what that leaves of their potentials.
class Firing {
 public:
  Firing(const NirOperatorSetting& setting, std::int64_t count)
      : threshold_(setting.parameters.per_neuron("v_threshold", count)),
        reset_(setting.parameters.per_neuron("v_reset", count, 0)),
        bound_(threshold_.size(), -std::numeric_limits<double>::infinity()),
        options_(setting.options) {
    const bool is_bounded = options_.lower_bound == NirLowerBound::minus_threshold;
    for (std::size_t i = 0; i < threshold_.size(); ++i) {
      if ((is_bounded || options_.spikes == NirSpikes::many_per_step) && threshold_[i] <= 0) {
        setting.parameters.refuse("v_threshold", fmt::format("holds {}; with several spikes per step, or with a lower "
                                                             "bound at minus the threshold, it must be positive",
                                                             nir_number_text(threshold_[i])));
      }
      bound_[i] = is_bounded ? -threshold_[i] : bound_[i];
    }
  }

  void step(NirValues& potentials, NirValues& spikes) const {
    for (std::size_t i = 0; i < potentials.size(); ++i) {
      double& v = potentials[i];
      spikes[i] = count(v, threshold_[i]);
      if (spikes[i] > 0) {
        v = options_.reset == NirReset::to_v_reset ? reset_[i] : v - spikes[i] * threshold_[i];
      }
      v = std::max(v, bound_[i]);
    }
  }

 private:
  double count(double v, double threshold) const {
    if (options_.spikes == NirSpikes::one_per_step) {
      return v > threshold ? 1 : 0;
    }
    return v >= threshold ? std::floor(v / threshold) : 0;
  }

  NirValues threshold_;
  NirValues reset_;
  NirValues bound_;
  NirRunOptions options_;
};

class Neurons : public NirOperator {
 public:
  explicit Neurons(const NirOperatorSetting& setting) : membrane_(setting, nir_elements(setting.shapes.input)) {
    const std::int64_t count = nir_elements(setting.shapes.input);
    if (setting.type == "CubaLI" || setting.type == "CubaLIF") {
      synapses_.emplace(setting, count);
    }
    if (setting.type == "IF" || setting.type == "LIF" || setting.type == "CubaLIF") {
      firing_.emplace(setting, count);
    }
  }

  void step(const NirValues& input, NirValues& output) override {
    membrane_.step(synapses_ ? synapses_->step(input) : input);
    if (firing_) {
      firing_->step(membrane_.potentials(), output);
    } else {
      output = membrane_.potentials();
    }
  }

  void reset() override {
    if (synapses_) {
      synapses_->reset();
    }
    NirValues& potentials = membrane_.potentials();
    std::fill(potentials.begin(), potentials.end(), 0.0);
  }

  const NirValues* potentials() const override { return &membrane_.potentials(); }

 private:
  std::optional<Synapses> synapses_;
  Membrane membrane_;
  std::optional<Firing> firing_;
};

}  // namespace

std::unique_ptr<NirOperator> make_nir_neurons(const NirOperatorSetting& setting) {
  return std::make_unique<Neurons>(setting);
}

}  // namespace floorline::platform
