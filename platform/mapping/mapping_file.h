// Mapping files: which core holds which part of which layer, as JSON.
//
//   {"schema": "floorline-mapping/1", "name": "mine", "host_holds_input": true,
//    "layers": [
//      {"layer": 1, "name": "layer 1 (conv)", "cores": [{"core": 0, "x": [0, 4]}, {"core": 1, "x": [4, 8]}]},
//      {"layer": 2, "synapses": "sparse", "cores": [{"core": 4, "neurons": [0, 9]}]}]}
//
// Why it is so: SANA-FE names every neuron, or a range of neuron numbers, with its core, and Sinabs one core a layer;
// we give each core a box of columns, rows and channels of one layer, because the slab of a convolution is no range of
// neuron numbers, and because a person can then read and change a line.
//
//   layer     position in the network; `name` (optional) must be that of the network's layer if it is given
//   synapses  optional, dense layers only: fewest_words (default), dense or sparse
//   x, y, c   [begin, end) of columns, rows, channels; each optional: all of them
//   neurons   [begin, end) of neuron numbers, for layers of one column and one row, in place of x, y, c
//   name      optional, of the mapping: the file's name if absent
#pragma once

#include <string>

#include "platform/base/json.h"
#include "platform/chip/chip_config.h"
#include "platform/mapping/mapping.h"

namespace floorline::platform {

inline constexpr const char* mapping_schema = "floorline-mapping/1";

// A complete mapping, in the order of layers. Whether cores can hold their parts is for check_mapping. Throws
// UserError, which names the file, for every mistake in it, and for whatever makes it incomplete for this network and
// chip.
Mapping read_mapping_file(const std::string& file, const Network& network, const ChipConfig& chip);

// The same for a document that was read already.
Mapping read_mapping(const Json& json, const std::string& file, const Network& network, const ChipConfig& chip);

// As text that read_mapping reads again; one core a line.
std::string print_mapping(const Mapping& mapping, const Network& network);

// Written under a temporary name and renamed. Throws UserError where that fails.
void write_mapping_file(const std::string& file, const Mapping& mapping, const Network& network);

}  // namespace floorline::platform
