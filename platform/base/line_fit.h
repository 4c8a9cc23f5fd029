// A straight line through measured points, by least squares.
#pragma once

#include <vector>

namespace floorline::platform {

struct FitPoint {
  double x = 0;
  double y = 0;
};

struct LineFit {
  double slope = 0;
  double intercept = 0;
  double slope_error = 0;  // standard errors
  double intercept_error = 0;
  double r2 = 0;                // share of the variance of y that the line accounts for; 1 for a flat line hit exactly
  double largest_residual = 0;  // |y - line|
  std::vector<double> residuals;

  double at(double x) const { return intercept + slope * x; }
};

// `resolution` is the step in which y can be read at all. Readings that lie on the line by less than that say nothing
// about how well it is known: the standard errors are not below those of rounding to that step.
// Throws std::invalid_argument for fewer than three points, or where all x are the same.
LineFit fit_line(const std::vector<FitPoint>& points, double resolution = 0);

// The points at the end of the sweep that lie on one line, where the beginning is ruled by something else: the longest
// such end of at least `fewest` points in which no residual is above `tolerance` times the range of y. The last
// `fewest` points if there is none. Points must come by increasing x.
std::vector<FitPoint> straight_end(std::vector<FitPoint> points, double tolerance, std::size_t fewest = 4);

}  // namespace floorline::platform
