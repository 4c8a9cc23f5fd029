// Runs a NIR graph in time steps, in double precision: what the network of a file does before it is rounded for a chip.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "platform/nir/nir_graph.h"
#include "platform/nir/nir_operator.h"
#include "platform/nir/nir_order.h"
#include "platform/nir/nir_run_options.h"
#include "platform/nir/nir_shapes.h"

namespace floorline::platform {

// In each step every node is computed once, in the order of the edges, and several inputs of a node are summed: a spike
// passes through the whole graph in the step in which it arrives. Only where edges form a cycle, one of them delivers
// the output of its source in the step before (nir_order.h), zero in the first step. What neurons compute is in
// nir_neurons.h; what files leave open, in nir_run_options.h. Nodes of inner graphs are called "graph/node".
//
// Does not model: rounding, adaptive steps, batches. Call reset() between samples.
class NirExecutor {
 public:
  // Copies what it needs of the model. Throws UserError that names the file, the node and what would be valid if the
  // options have no positive dt_s, or if the file is inconsistent (nir_check.h, nir_shapes.h), has no Input, or has
  // parameters that cannot be run in steps of dt_s.
  NirExecutor(const NirModel& model, const std::string& file, const NirRunOptions& options);

  // Input nodes that no edge leads to, and Output nodes that none leaves, in the order of the file.
  const std::vector<std::string>& inputs() const { return input_names_; }
  const std::vector<std::string>& outputs() const { return output_names_; }
  // Of the output of the node.
  const NirShape& shape(const std::string& node) const;

  // One step with one value for each element of each Input, in C order. Throws UserError for missing, surplus or
  // infinite values, or unknown Inputs; the state is as before then.
  void step_all(const std::map<std::string, NirValues>& inputs);
  // The same for the usual graph with one Input and one Output; returns the values of the Output, valid until the next
  // step. UserError if there are more.
  const NirValues& step(const NirValues& input);

  // Back to the state before the first step.
  void reset();

  // The output of the node in the last step; zeros before the first. UserError for unknown nodes.
  const NirValues& values(const std::string& node) const;
  // The potentials of neurons after the last step, reset and bounded. UserError for nodes that are not neurons.
  const NirValues& potentials(const std::string& node) const;

 private:
  struct Node {
    std::unique_ptr<NirOperator> computation;
    NirNodeShapes shapes;
    NirValues sum;     // of several inputs
    NirValues output;  // of this step
    NirValues late;    // of the last step, kept for late edges only
    bool is_kept = false;
  };

  // Fills index_, input_names_ and output_names_.
  void name_nodes(const NirNode& graph);
  std::size_t index_of(const std::string& node) const;
  void check_input(const std::string& name, const NirValues& values) const;
  const std::string& only(const std::vector<std::string>& names, const std::string& type) const;
  const NirValues& gather(std::size_t node);
  void compute(const std::map<std::size_t, const NirValues*>& inputs);

  std::string file_;
  std::map<std::string, std::size_t> index_;
  std::vector<std::string> input_names_;
  std::vector<std::string> output_names_;
  std::vector<Node> nodes_;
  NirSchedule schedule_;
};

}  // namespace floorline::platform
