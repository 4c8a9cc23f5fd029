// What an axis of a picture measures, and how it is labelled.
#pragma once

#include <optional>
#include <string>

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

}  // namespace floorline::platform
