#include "platform/mapping/host_populations.h"

#include <algorithm>

#include "models/message/address_map.h"
#include "platform/mapping/cut.h"

namespace floorline::platform {

std::vector<Box> host_populations(const Shape& shape) {
  constexpr std::int64_t most = models::max_atoms;
  const auto fits = [](const Box& box) { return box.neuron_count() <= most; };
  auto count = static_cast<int>((shape.neuron_count() + most - 1) / most);
  std::vector<Box> boxes;
  do {
    boxes = cut(Box::whole(shape), count++, CutDirection::rows);
  } while (!std::all_of(boxes.begin(), boxes.end(), fits));
  return boxes;
}

}  // namespace floorline::platform
