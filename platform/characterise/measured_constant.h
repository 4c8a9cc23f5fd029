// The finding of a benchmark about one constant of a chip.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "platform/base/line_fit.h"

namespace floorline::platform {

enum class Finding {
  measured,     // the value, with its standard error
  upper_bound,  // hidden behind something slower on this chip: the constant is not above the value
};

struct MeasuredConstant {
  std::string name;  // "synop_ns"; all values are nanoseconds
  std::string what;  // "one weight accumulated"
  Finding finding = Finding::measured;
  double value_ns = 0;
  // Of the line that the value comes from, and not below its distance from the control.
  double standard_error_ns = 0;
  double r2 = 0;
  double largest_residual_ns = 0;
  // The same from a second benchmark in which whatever else could set the pace has another share. A value counts as
  // measured only if both agree.
  std::optional<double> control_ns;
  std::string how;      // the benchmark in a sentence
  std::string x_title;  // of the points; y is in nanoseconds
  std::string y_title;
  std::vector<FitPoint> points;  // all; those used for the line are the last `points_used`
  std::size_t points_used = 0;
};

}  // namespace floorline::platform
