// An axis of a picture: what it measures, where values lie on it, and the round values at which it is labelled.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace floorline::platform {

enum class Scale { linear, logarithmic };

enum class TickLabels {
  numbers,        // "0.25", "10³"
  whole_numbers,  // no ticks between them
  counts,         // "250", "20 k", "1.5 M"
  times_ns,       // values in nanoseconds: "500 ns", "2 us"
  percent,        // values are shares: 0.2 is "20 %"
};

struct Axis {
  std::string title;  // with its unit: "latency (cycles)"
  Scale scale = Scale::linear;
  // The ends of the axis; where they are not given, what the points need, rounded outwards. On a logarithmic axis they
  // are above zero.
  std::optional<double> from, to;
  TickLabels labels = TickLabels::numbers;
};

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

// As many decimals as the steps between ticks need. The tick that is farthest from zero chooses the unit of all.
std::string linear_label(double value, double step, double farthest, TickLabels labels);

// Of the value digit * 10^decade. `plain`: the axis is near 1, where powers of ten are easier to read written out.
std::string logarithmic_label(int digit, int decade, bool plain, TickLabels labels);

// One value by itself, for a caption: three significant digits or four.
std::string value_text(double value, TickLabels labels);

}  // namespace floorline::platform
