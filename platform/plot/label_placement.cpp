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
constexpr double distances[] = {4, 8, 12, 16, 20, 25, 31, 38, 46, 56, 68, 82, 100, 120};
constexpr double longest_without_leader = 8;

int sign(double number) {
  return number > 0 ? 1 : (number < 0 ? -1 : 0);
}

Place nearest_in(const Box& box, Place to) {
  return {std::clamp(to.x, box.left, box.right), std::clamp(to.y, box.top, box.bottom)};
}

double distance_between(Place a, Place b) {
  return std::hypot(a.x - b.x, a.y - b.y);
}

}  // namespace

void LabelPlacement::avoid_mark(Place mark, double size) {
  marks_.push_back({mark, Box{mark.x, mark.y, mark.x, mark.y}.grown(size)});
}

bool LabelPlacement::is_free(const Box& box) const {
  return inside_.contains({box.left, box.top}) && inside_.contains({box.right, box.bottom}) &&
         std::none_of(boxes_.begin(), boxes_.end(), [&](const Box& other) { return box.overlaps(other); }) &&
         std::none_of(marks_.begin(), marks_.end(), [&](const Mark& mark) { return box.overlaps(mark.box); }) &&
         std::none_of(lines_.begin(), lines_.end(),
                      [&](const auto& line) { return box.clip(line.first, line.second).has_value(); });
}

bool LabelPlacement::is_nearest(const Box& label, Place mark) const {
  return std::none_of(marks_.begin(), marks_.end(), [&](const Mark& other) {
    return distance_between(other.place, mark) > 0 && distance_between(nearest_in(label, other.place), other.place) <=
                                                          distance_between(nearest_in(label, mark), mark);
  });
}

bool LabelPlacement::leader_is_free(const Box& label, Place mark, Place from, Place to) const {
  const double own = distance_between(nearest_in(label, mark), mark);
  return std::none_of(boxes_.begin(), boxes_.end(),
                      [&](const Box& box) { return !box.contains(mark) && box.clip(from, to).has_value(); }) &&
         std::none_of(marks_.begin(), marks_.end(), [&](const Mark& other) {
           const bool may_cross =
               other.box.contains(mark) && distance_between(nearest_in(label, other.place), other.place) >= own;
           return !may_cross && other.box.clip(from, to).has_value();
         });
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
      if (distance > longest_without_leader || !is_nearest(place.box, mark)) {
        const Place end = nearest_in(place.box, mark);
        const double share = (mark_size + 1) / distance_between(mark, end);
        const Place begin{mark.x + (end.x - mark.x) * share, mark.y + (end.y - mark.y) * share};
        if (!leader_is_free(place.box, mark, begin, end)) {
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
