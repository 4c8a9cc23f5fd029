// How a whole is shared, step after step: areas on top of each other that fill the height.
//
// The shares of a step are drawn over the width of that step, without slopes between steps. Shows shares, not how large
// the whole is.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "platform/plot/colour.h"

namespace floorline::platform {

// Of more steps, neighbours are averaged, as few as it takes; the subtitle says so.
inline constexpr std::size_t most_drawn_steps = 500;
inline constexpr std::size_t most_shares = 10;

struct AreaShares {
  std::string title;
  std::string subtitle;
  std::string step_title = "step";
  std::string share_title = "share";
  std::size_t first_step = 0;              // the number of the first
  std::vector<Category> shares;            // from bottom to top
  std::vector<std::vector<double>> steps;  // one value per share in each
  // A strip below whose colour names the largest share of each step (the first of equal ones; of averaged steps, that
  // with the largest average).
  bool show_largest = true;
};

// A whole file, 1000 units wide, in UTF-8. The same shares always give the same text.
//
// Throws std::invalid_argument if there is no share or more than 10, if there is no step, or if a step has not one
// value per share, has one that is negative or not finite, or if its values do not sum to 1 within a millionth.
std::string to_svg(const AreaShares& shares);

}  // namespace floorline::platform
