#include "platform/plot/label_placement.h"

#include <algorithm>
#include <cmath>

namespace floorline::platform {

namespace {

// Beside before above before diagonally: in the order in which they are easy to read.
constexpr Place directions[] = {{1, 0},        {-1, 0},      {0, -1},        {0, 1},
                                {0.7, -0.7},   {0.7, 0.7},   {-0.7, -0.7},   {-0.7, 0.7},
                                {0.92, -0.38}, {0.92, 0.38}, {-0.92, -0.38}, {-0.92, 0.38},
                                {0.38, -0.92}, {0.38, 0.92}, {-0.38, -0.92}, {-0.38, 0.92}};
constexpr double distances[] = {4, 8, 16, 26, 38, 54, 76, 100, 130};
constexpr double longest_without_leader = 8;

int sign(double number) {
  return number > 0 ? 1 : (number < 0 ? -1 : 0);
}

Place nearest_in(const Box& box, Place to) {
  return {std::clamp(to.x, box.left, box.right), std::clamp(to.y, box.top, box.bottom)};
}

}  // namespace

bool LabelPlacement::is_free(const Box& box) const {
  return inside_.contains({box.left, box.top}) && inside_.contains({box.right, box.bottom}) &&
         std::none_of(boxes_.begin(), boxes_.end(), [&](const Box& other) { return box.overlaps(other); }) &&
         std::none_of(lines_.begin(), lines_.end(),
                      [&](const auto& line) { return box.clip(line.first, line.second).has_value(); });
}

bool LabelPlacement::leader_is_free(Place mark, Place from, Place to) const {
  return std::none_of(boxes_.begin(), boxes_.end(),
                      [&](const Box& box) { return !box.contains(mark) && box.clip(from, to).has_value(); });
}

std::optional<LabelPlace> LabelPlacement::place(Place mark, double mark_size, double width, double height) {
  for (const double distance : distances) {
    for (const Place& direction : directions) {
      const double reach = mark_size + distance;
      const Place centre{mark.x + direction.x * reach + sign(direction.x) * width / 2,
                         mark.y + direction.y * reach + sign(direction.y) * height / 2};
      LabelPlace place{{centre.x - width / 2, centre.y - height / 2, centre.x + width / 2, centre.y + height / 2}, {}};
      if (!is_free(place.box)) {
        continue;
      }
      if (distance > longest_without_leader) {
        const Place end = nearest_in(place.box, mark);
        const double share = (mark_size + 1) / std::hypot(end.x - mark.x, end.y - mark.y);
        const Place begin{mark.x + (end.x - mark.x) * share, mark.y + (end.y - mark.y) * share};
        if (!leader_is_free(mark, begin, end)) {
          continue;
        }
        place.leader = {begin, end};
        avoid(begin, end);
      }
      avoid(place.box);
      return place;
    }
  }
  return std::nullopt;
}

}  // namespace floorline::platform
