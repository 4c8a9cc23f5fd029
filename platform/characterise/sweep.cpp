#include "platform/characterise/sweep.h"

#include <algorithm>
#include <cmath>

namespace floorline::platform {

namespace {

constexpr double least_r2 = 0.999;

MeasuredConstant constant_from(const Sweep& sweep) {
  MeasuredConstant constant;
  constant.r2 = sweep.fit.r2;
  constant.largest_residual_ns = sweep.fit.largest_residual;
  constant.points = sweep.points;
  constant.points_used = sweep.used.size();
  return constant;
}

}  // namespace

bool agree(double one_ns, double other_ns) {
  return std::abs(one_ns - other_ns) <= agreement * std::max(std::abs(one_ns), std::abs(other_ns));
}

Sweep sweep(const std::vector<int>& xs, const std::function<double(int)>& y_ns) {
  Sweep result;
  for (const int x : xs)
    result.points.push_back({static_cast<double>(x), y_ns(x)});
  result.used = straight_end(result.points, straightness);
  result.fit = fit_line(result.used, BenchChip::resolution_ns);
  return result;
}

double marginal_ns(BenchChip& chip, const std::vector<int>& counts, const std::function<BenchNetwork(int)>& bench,
                   double units_per_count) {
  return sweep(counts, [&](int count) { return chip.step_ns(bench(count)); }).fit.slope / units_per_count;
}

MeasuredConstant slope_of(const Sweep& sweep) {
  MeasuredConstant constant = constant_from(sweep);
  constant.value_ns = sweep.fit.slope;
  constant.standard_error_ns = sweep.fit.slope_error;
  return constant;
}

MeasuredConstant intercept_of(const Sweep& sweep) {
  MeasuredConstant constant = constant_from(sweep);
  constant.value_ns = sweep.fit.intercept;
  constant.standard_error_ns = sweep.fit.intercept_error;
  return constant;
}

MeasuredConstant upper_bound(const std::string& name, const std::string& what, double not_above_ns,
                             const std::string& how) {
  MeasuredConstant constant;
  constant.name = name;
  constant.what = what;
  constant.finding = Finding::upper_bound;
  constant.value_ns = not_above_ns;
  constant.how = how;
  return constant;
}

void check(MeasuredConstant& constant, double control_ns, double not_above_ns) {
  constant.control_ns = control_ns;
  if (constant.value_ns > 0 && constant.r2 >= least_r2 && agree(constant.value_ns, control_ns)) {
    constant.standard_error_ns = std::max(constant.standard_error_ns, std::abs(constant.value_ns - control_ns));
    return;
  }
  constant.finding = Finding::upper_bound;
  constant.value_ns = not_above_ns;
}

}  // namespace floorline::platform
