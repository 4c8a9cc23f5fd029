// From step times to a constant: sweeps of one knob, and what counts as an answer.
//
// Most constants are found in two stages. The first turns step times into marginal costs: how much longer a step gets
// for each further message, neuron, ... of a kind. Costs paid once per step (barrier, filling of the pipeline)
// drop out. The second changes one property of these messages, and the slope of the marginal cost over it is the
// constant.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "platform/characterise/bench_chip.h"
#include "platform/characterise/measured_constant.h"

namespace floorline::platform {

struct Sweep {
  std::vector<FitPoint> points;
  std::vector<FitPoint> used;  // the straight end
  LineFit fit;                 // of that
};

// Readings within this part of each other agree; a line counts as straight if it misses no point by more than this part
// of the range.
inline constexpr double agreement = 0.01;
inline constexpr double straightness = 0.002;

bool agree(double one_ns, double other_ns);

// y_ns(x) at each x, and the line through the straight end.
Sweep sweep(const std::vector<int>& xs, const std::function<double(int)>& y_ns);

// By how much a step gets longer for each further unit, where bench(n) holds n * `units_per_count` of them.
double marginal_ns(BenchChip& chip, const std::vector<int>& counts, const std::function<BenchNetwork(int)>& bench,
                   double units_per_count = 1);

// The slope (or intercept) of a sweep as a constant, its titles still to be set.
MeasuredConstant slope_of(const Sweep& sweep);
MeasuredConstant intercept_of(const Sweep& sweep);

// A constant that no sweep shows: all that is known is that it is not above this.
MeasuredConstant upper_bound(const std::string& name, const std::string& what, double not_above_ns,
                             const std::string& how);

// Holds the constant against that of its control. Where they differ, or the sweep is no line that rises, something
// slower was in the way: the constant is not above `not_above_ns`. Where they agree, what they still differ by is an
// error that the line does not show, and the standard error is at least that.
void check(MeasuredConstant& constant, double control_ns, double not_above_ns);

}  // namespace floorline::platform
