// From values to places on an axis, and the round values at which the axis is labelled.
#pragma once

#include <string>
#include <vector>

#include "platform/plot/axis.h"

namespace floorline::platform {

struct Tick {
  double value = 0;
  std::string label;  // empty for the small ones between the labels of a logarithmic axis
};

class AxisScale {
 public:
  // `values` are the data; those that have no place on the axis are not looked at. Throws std::invalid_argument if the
  // axis ends before it begins, or is logarithmic and reaches down to zero.
  AxisScale(const Axis& axis, const std::vector<double>& values);

  // 0 at the beginning of the axis, 1 at its end, beyond these outside; not finite if the value has no place.
  double position(double value) const;

  const std::string& title() const { return title_; }
  const std::vector<Tick>& ticks() const { return ticks_; }
  double from() const { return from_; }
  double to() const { return to_; }

 private:
  void make_linear(const Axis& axis);
  void make_logarithmic(const Axis& axis);

  std::string title_;
  Scale scale_;
  double from_ = 0;
  double to_ = 1;
  std::vector<Tick> ticks_;
};

}  // namespace floorline::platform
