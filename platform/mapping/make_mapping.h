// A mapping from what a user writes on the command line.
#pragma once

#include <cstdint>
#include <string>

#include "platform/chip/chip_config.h"
#include "platform/mapping/mapping.h"

namespace floorline::platform {

enum class PlacementOrder { in_order, random };

struct MappingOptions {
  bool host_holds_input = false;                        // packed, random; the other two say so themselves
  PlacementOrder placement = PlacementOrder::in_order;  // packed, per_layer; `random` is always placed at random
  std::uint64_t placement_seed = 1;
};

// `choice` is one of
//   packed                  the fewest cores that hold the network
//   per_layer=25,13,3,...   so many cores for each layer, cut along columns in powers of two, or, with a letter behind
//                           the number (2r,4f), along rows (r), columns in equal parts (c) or channels (f, filters)
//   random=SEED             for tests
//   anything else           the path of a mapping file
// The mapping is complete and within the chip's limits; otherwise UserError.
Mapping make_mapping(const std::string& choice, const Network& network, const ChipConfig& chip,
                     const MappingOptions& options = {});

}  // namespace floorline::platform
