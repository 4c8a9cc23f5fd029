// Pools of a NIR graph: a part of the neurons before them, or of the weights behind them, as the sum over a window is a
// sum that those weights could do themselves.
#pragma once

#include <string>

#include "platform/network/network.h"
#include "platform/nir/nir_chain.h"

namespace floorline::platform {

struct NirPool {
  int height = 1, width = 1;  // of a window; 1 and 1: no pool
  Shape source;               // what it pools, once there is one
  double factor = 1;          // of the weights behind it: one part of the window for a mean
};

// Of a SumPool2d or AvgPool2d. Throws UserError that names the file and the node if windows overlap, are padded, or
// leave out rows or columns.
NirPool nir_pool(const NirChainNode& pool, const std::string& file);

// Makes `layer`, fed by what the pool gives, one that is fed by what the pool takes: every weight once for each place
// of a window. Throws UserError that begins with `where` for a dilated kernel, which would have to leave out places,
// and for more than 2^26 weights.
void fold_nir_pool(const NirPool& pool, Layer& layer, const std::string& where);

}  // namespace floorline::platform
