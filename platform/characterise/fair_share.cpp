#include "platform/characterise/fair_share.h"

#include <algorithm>
#include <numeric>

namespace floorline::platform {

std::vector<double> fair_shares(const std::vector<double>& demands, double capacity) {
  std::vector<std::size_t> order(demands.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return demands[a] < demands[b]; });
  std::vector<double> shares(demands.size(), 0);
  for (std::size_t place = 0; place < order.size(); ++place) {
    const double left = static_cast<double>(order.size() - place);
    double& share = shares[order[place]];
    share = std::min(demands[order[place]], capacity / left);
    capacity -= share;
  }
  return shares;
}

}  // namespace floorline::platform
