// Who gets how much of a link that everybody wants.
#pragma once

#include <vector>

namespace floorline::platform {

// What round-robin arbitration lets through of several demands where all of them together exceed `capacity`: nobody
// gets more than he asks for, and those who do not get all of it get the same. In the order of the demands.
std::vector<double> fair_shares(const std::vector<double>& demands, double capacity);

}  // namespace floorline::platform
