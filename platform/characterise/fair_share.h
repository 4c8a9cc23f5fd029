// How round-robin arbitration shares a link.
#pragma once

#include <vector>

namespace floorline::platform {

// What round-robin arbitration lets through of several demands if their sum exceeds `capacity`: no share exceeds its
// demand, and all shares below their demand are equal. In the order of the demands.
std::vector<double> fair_shares(const std::vector<double>& demands, double capacity);

}  // namespace floorline::platform
