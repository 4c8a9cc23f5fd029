#include "testbenches/experiments/statistics.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace floorline::testbenches {

namespace {

double mean(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

// Sum of the products of the deviations from the means.
double covariation(const std::vector<double>& a, const std::vector<double>& b) {
  const double mean_a = mean(a);
  const double mean_b = mean(b);
  double sum = 0;
  for (std::size_t index = 0; index < a.size(); ++index)
    sum += (a[index] - mean_a) * (b[index] - mean_b);
  return sum;
}

std::vector<double> ranks(const std::vector<double>& values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  std::vector<double> result(values.size());
  for (std::size_t first = 0; first < order.size();) {
    std::size_t last = first;
    while (last + 1 < order.size() && values[order[last + 1]] == values[order[first]])
      ++last;
    for (std::size_t index = first; index <= last; ++index)
      result[order[index]] = static_cast<double>(first + last) / 2;
    first = last + 1;
  }
  return result;
}

std::vector<double> logarithms(std::vector<double> values) {
  for (double& value : values)
    value = std::log(value);
  return values;
}

}  // namespace

double pearson(const std::vector<double>& a, const std::vector<double>& b) {
  return covariation(a, b) / std::sqrt(covariation(a, a) * covariation(b, b));
}

double rank_correlation(const std::vector<double>& a, const std::vector<double>& b) {
  return pearson(ranks(a), ranks(b));
}

double quantile(std::vector<double> values, double share) {
  std::sort(values.begin(), values.end());
  const double place = share * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, values.size() - 1);
  return values[below] + (place - static_cast<double>(below)) * (values[above] - values[below]);
}

double exponent(const std::vector<double>& x, const std::vector<double>& y) {
  const std::vector<double> log_x = logarithms(x);
  return covariation(log_x, logarithms(y)) / covariation(log_x, log_x);
}

}  // namespace floorline::testbenches
