// Places and rectangles in a picture, whose y axis points downwards.
#pragma once

#include <optional>
#include <utility>

namespace floorline::platform {

struct Place {
  double x = 0;
  double y = 0;
};

struct Box {
  double left = 0, top = 0, right = 0, bottom = 0;

  double width() const { return right - left; }
  double height() const { return bottom - top; }
  Place centre() const { return {(left + right) / 2, (top + bottom) / 2}; }
  bool contains(Place place) const {
    return place.x >= left && place.x <= right && place.y >= top && place.y <= bottom;
  }
  bool overlaps(const Box& other) const {
    return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
  }
  // Larger by `margin` on each side.
  Box grown(double margin) const { return {left - margin, top - margin, right + margin, bottom + margin}; }
  // The part of a straight line that is inside; none if it passes by.
  std::optional<std::pair<Place, Place>> clip(Place from, Place to) const;
};

}  // namespace floorline::platform
