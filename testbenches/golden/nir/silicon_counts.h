// What was counted on a Speck chip, the spikes of each of the 4096 neurons of the first layer for one recording of each
// digit, and how well other counts fit it.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

namespace floorline::testbenches {

inline constexpr std::size_t neuron_count = 16 * 16 * 16;

// The recordings that the chip was given, by digit.
inline const char* const recordings[] = {"60004", "60003", "60002", "60019", "60005",
                                         "60009", "60012", "60001", "60062", "60008"};

// How well the model's spike counts fit the chip's, neuron by neuron.
struct Fit {
  double correlation = 0;
  double total_ratio = 0;  // the model's spikes for one of the chip's
  double exact_share = 0;  // of the neurons
};

inline Fit fit(const std::vector<int>& model, const std::vector<double>& chip) {
  double sum_m = 0;
  double sum_c = 0;
  double sum_mm = 0;
  double sum_cc = 0;
  double sum_mc = 0;
  double equal = 0;
  for (std::size_t i = 0; i < model.size(); ++i) {
    const double m = model[i];
    const double c = chip[i];
    sum_m += m;
    sum_c += c;
    sum_mm += m * m;
    sum_cc += c * c;
    sum_mc += m * c;
    equal += m == c ? 1 : 0;
  }
  const auto count = static_cast<double>(model.size());
  const double covariance = sum_mc - sum_m * sum_c / count;
  const double variances = (sum_mm - sum_m * sum_m / count) * (sum_cc - sum_c * sum_c / count);
  return {covariance / std::sqrt(variances), sum_m / sum_c, equal / count};
}

inline std::string text(const std::vector<Fit>& fits) {
  std::string text;
  for (std::size_t digit = 0; digit < fits.size(); ++digit) {
    text += "digit " + std::to_string(digit) + ": correlation " + std::to_string(fits[digit].correlation) + ", total " +
            std::to_string(fits[digit].total_ratio) + ", exact " + std::to_string(fits[digit].exact_share) + "\n";
  }
  return text;
}

// Every digit, with correlations of `correlation` or more and totals within `total` of the chip's.
inline bool is_good(const std::vector<Fit>& fits, double correlation, double total) {
  return std::all_of(fits.begin(), fits.end(), [&](const Fit& fit) {
    return fit.correlation >= correlation && std::abs(fit.total_ratio - 1) <= total;
  });
}

}  // namespace floorline::testbenches
