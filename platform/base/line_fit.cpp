#include "platform/base/line_fit.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace floorline::platform {

LineFit fit_line(const std::vector<FitPoint>& points, double resolution) {
  if (points.size() < 3)
    throw std::invalid_argument("fit_line: at least three points are needed, to see whether they lie on a line");
  const auto count = static_cast<double>(points.size());
  double mean_x = 0;
  double mean_y = 0;
  for (const FitPoint& point : points) {
    mean_x += point.x / count;
    mean_y += point.y / count;
  }
  double sum_xx = 0;
  double sum_xy = 0;
  double sum_yy = 0;
  for (const FitPoint& point : points) {
    sum_xx += (point.x - mean_x) * (point.x - mean_x);
    sum_xy += (point.x - mean_x) * (point.y - mean_y);
    sum_yy += (point.y - mean_y) * (point.y - mean_y);
  }
  if (!(sum_xx > 0))
    throw std::invalid_argument("fit_line: all x are the same");

  LineFit fit;
  fit.slope = sum_xy / sum_xx;
  fit.intercept = mean_y - fit.slope * mean_x;
  double sum_squares = 0;
  for (const FitPoint& point : points) {
    fit.residuals.push_back(point.y - fit.at(point.x));
    sum_squares += fit.residuals.back() * fit.residuals.back();
    fit.largest_residual = std::max(fit.largest_residual, std::abs(fit.residuals.back()));
  }
  fit.r2 = sum_yy > sum_squares ? 1 - sum_squares / sum_yy : (sum_squares > 0 ? 0 : 1);
  const double variance = std::max(sum_squares / (count - 2), resolution * resolution / 12);
  fit.slope_error = std::sqrt(variance / sum_xx);
  fit.intercept_error = std::sqrt(variance * (1 / count + mean_x * mean_x / sum_xx));
  return fit;
}

std::vector<FitPoint> straight_end(std::vector<FitPoint> points, double tolerance, std::size_t fewest) {
  while (points.size() > fewest) {
    const auto [lowest, highest] =
        std::minmax_element(points.begin(), points.end(), [](const auto& a, const auto& b) { return a.y < b.y; });
    if (fit_line(points).largest_residual <= tolerance * (highest->y - lowest->y))
      break;
    points.erase(points.begin());
  }
  return points;
}

}  // namespace floorline::platform
