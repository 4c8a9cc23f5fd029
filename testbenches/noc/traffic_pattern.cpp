#include "testbenches/noc/traffic_pattern.h"

#include <stdexcept>

namespace floorline::testbenches {

namespace {

constexpr std::uint32_t usual_hot_node = 27;
constexpr std::uint32_t hot_one_in = 10;

// The high half of a product, which avoids the bias of a remainder (Lemire).
std::uint32_t below(std::uint32_t limit, SplitMix64& random) {
  return static_cast<std::uint32_t>(((random() >> 32) * limit) >> 32);
}

}  // namespace

const std::vector<std::string>& pattern_names() {
  static const std::vector<std::string> names = {"uniform", "transpose", "bitcomp", "hotspot", "tornado", "neighbour"};
  return names;
}

TrafficPattern::TrafficPattern(Pattern pattern, std::uint32_t columns, std::uint32_t rows)
    : pattern_(pattern),
      columns_(columns),
      nodes_(columns * rows),
      hot_node_(usual_hot_node < nodes_ ? usual_hot_node : nodes_ / 2) {
  if (pattern == Pattern::transpose && columns != rows)
    throw std::invalid_argument("transpose traffic needs as many rows as columns");
}

std::uint32_t TrafficPattern::destination(std::uint32_t source, SplitMix64& random) const {
  const std::uint32_t column = source % columns_;
  const std::uint32_t row = source / columns_;
  switch (pattern_) {
    case Pattern::transpose:
      return column * columns_ + row;
    case Pattern::bitcomp:
      return nodes_ - 1 - source;
    case Pattern::hotspot:
      if (below(hot_one_in, random) == 0)
        return hot_node_;
      break;
    case Pattern::tornado:
      return row * columns_ + (column + (columns_ + 1) / 2 - 1) % columns_;
    case Pattern::neighbour:
      return row * columns_ + (column + 1) % columns_;
    case Pattern::uniform:
      break;
  }
  return below(nodes_, random);
}

}  // namespace floorline::testbenches
