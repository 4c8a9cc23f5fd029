#include "platform/mapping/neuron_box.h"

#include <algorithm>

#include "platform/network/network_check.h"

namespace floorline::platform {

Box position_box(const Layer& layer, const Box& box) {
  const Pooling& pooling = layer.pooling;
  if (pooling.kind == PoolingKind::none)
    return box;
  const Shape grid = neuron_grid(layer);
  if (pooling.kind == PoolingKind::global_average)
    return {0, grid.width, 0, grid.height, box.c_begin, box.c_end};
  return {box.x_begin * pooling.width,
          std::min(box.x_end * pooling.width, grid.width),
          box.y_begin * pooling.height,
          std::min(box.y_end * pooling.height, grid.height),
          box.c_begin,
          box.c_end};
}

Box neuron_box(const Layer& layer, const Box& box) {
  return layer.pooling.kind == PoolingKind::global_average ? box : position_box(layer, box);
}

}  // namespace floorline::platform
