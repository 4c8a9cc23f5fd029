// Bars that are divided into named parts: where the time of each core went, and the like.
//
// The bars lie, one below the other, so that their names can be read. Shows sums of parts, no negative ones.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "platform/plot/axis.h"
#include "platform/plot/colour.h"

namespace floorline::platform {

// More are not drawn: the first ones are, and the marked one in the last place. The subtitle says so.
inline constexpr std::size_t most_stacked_bars = 40;
inline constexpr std::size_t most_bar_states = 10;

struct StackedBar {
  std::string name;           // shortened if it is long
  std::vector<double> parts;  // one per state
};

struct MarkedBar {
  std::size_t bar = 0;
  std::string label;  // for the key: "critical core"
};

struct StackedBars {
  std::string title;
  std::string subtitle;
  Axis value;                      // linear; it begins at zero
  std::string bars_name = "bars";  // what there are several of: "cores"
  std::vector<Category> states;    // from the beginning of a bar to its end
  std::vector<StackedBar> bars;    // from top to bottom
  std::optional<MarkedBar> marked;
};

// A whole file, 1000 units wide and as high as it needs to be, in UTF-8. The same bars always give the same text.
//
// Throws std::invalid_argument if there is no state or more than 10, if a bar has not one part per state, if a part is
// negative or not finite, if the axis is logarithmic or begins elsewhere, or if the marked bar does not exist.
std::string to_svg(const StackedBars& bars);

}  // namespace floorline::platform
