// Random messages between the endpoints of a network, the same for the same seed.
#pragma once

#include <cstdint>
#include <random>
#include <vector>

#include "models/calendar/time.h"

namespace floorline::testbenches {

struct TrafficMessage {
  models::Picoseconds time_ps;
  std::uint32_t from;
  std::uint32_t to;
};

// `count` messages in chronological order; each endpoint sends one every mean_gap_ps on average, to any endpoint
// (including itself) with equal probability.
inline std::vector<TrafficMessage> random_traffic(unsigned seed, std::uint32_t endpoints, std::size_t count,
                                                  models::Picoseconds mean_gap_ps) {
  std::mt19937 random(seed);
  std::vector<TrafficMessage> traffic;
  models::Picoseconds time_ps = 0;
  for (std::size_t i = 0; i < count; ++i) {
    time_ps += random() % (2 * mean_gap_ps / endpoints + 1);
    traffic.push_back(
        {time_ps, static_cast<std::uint32_t>(random() % endpoints), static_cast<std::uint32_t>(random() % endpoints)});
  }
  return traffic;
}

}  // namespace floorline::testbenches
