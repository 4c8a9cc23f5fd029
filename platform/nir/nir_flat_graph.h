// NIR graphs without inner graphs.
#pragma once

#include <string>

#include "platform/nir/nir_graph.h"

namespace floorline::platform {

// Puts the nodes of inner graphs into the outer one, as "inner/node". Edges to and from an inner graph end at its one
// Input and its one Output node. check_nir must have passed. Throws UserError that names the file and the graph if the
// outermost node is not a graph, or if an inner graph with edges to it does not have exactly one Input, or one with
// edges from it exactly one Output.
NirNode flat_nir_graph(const NirModel& model, const std::string& file);

}  // namespace floorline::platform
