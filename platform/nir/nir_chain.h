// NIR graphs that are one chain: what most chips can run.
#pragma once

#include <string>
#include <vector>

#include "platform/nir/nir_graph.h"
#include "platform/nir/nir_shapes.h"

namespace floorline::platform {

struct NirChainNode {
  NirNode node;
  NirNodeShapes shapes;
};

// The nodes of the model from its one Input to its one Output (which a file may lack), each fed by the one before.
// Nodes of inner graphs are named "graph/node", and their Inputs and Outputs stay in the chain. Throws UserError that
// names the file and the nodes if the model is inconsistent (nir_check.h, nir_shapes.h), is recurrent, branches, joins
// branches, or has several Inputs.
std::vector<NirChainNode> nir_chain(const NirModel& model, const std::string& file);

}  // namespace floorline::platform
