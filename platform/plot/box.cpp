#include "platform/plot/box.h"

#include <algorithm>

namespace floorline::platform {

// Liang and Barsky: the share of the line at which it enters and leaves, one edge after the other.
std::optional<std::pair<Place, Place>> Box::clip(Place from, Place to) const {
  const double along_x = to.x - from.x;
  const double along_y = to.y - from.y;
  double enters = 0;
  double leaves = 1;
  const auto cut = [&](double outwards, double room) {
    if (outwards == 0) {
      return room >= 0;
    }
    const double share = room / outwards;
    if (outwards > 0) {
      leaves = std::min(leaves, share);
    } else {
      enters = std::max(enters, share);
    }
    return enters <= leaves;
  };
  if (!cut(-along_x, from.x - left) || !cut(along_x, right - from.x) || !cut(-along_y, from.y - top) ||
      !cut(along_y, bottom - from.y)) {
    return std::nullopt;
  }
  const auto at = [&](double share) { return Place{from.x + share * along_x, from.y + share * along_y}; };
  return std::pair{at(enters), leaves < 1 ? at(leaves) : to};
}

}  // namespace floorline::platform
