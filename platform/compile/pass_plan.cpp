#include "platform/compile/pass_plan.h"

#include <fmt/core.h>

#include <optional>
#include <string>
#include <utility>

#include "platform/base/error.h"
#include "platform/compile/compiler.h"
#include "platform/mapping/mapping_check.h"

namespace floorline::platform {
namespace {

class Planner {
 public:
  Planner(const Network& network, const ChipConfig& chip, const MappingOptions& options)
      : network_(network), chip_(chip), options_(options) {
    chip_.layers.reset();  // rules are of the whole network, in which a last layer of a pass is not the last
    options_.host_holds_input = true;
  }

  // The pass that begins with this layer.
  Pass longest(std::size_t first) const {
    std::size_t last = first;
    std::string reason;
    while (last + 1 < network_.layers.size() && mapped(first, last + 1, reason))
      ++last;
    // What only the image tells, the sizes of memories, is asked once; where they are too small, layers are given back.
    for (; last >= first; --last) {
      if (std::optional<Pass> pass = mapped(first, last, reason); pass && compiled(*pass, reason))
        return *std::move(pass);
    }
    throw UserError(fmt::format("{}: {} does not fit on chip {} even alone, so several passes do not help: {}",
                                network_.name, network_.layers[first].name, chip_.name, reason));
  }

 private:
  std::optional<Pass> mapped(std::size_t first, std::size_t last, std::string& reason) const {
    Pass pass;
    pass.first_layer = first;
    pass.last_layer = last;
    pass.program.network = part_of(network_, first, last);
    try {
      pass.program.mapping = make_mapping("packed", pass.program.network, chip_, options_);
    } catch (const UserError& error) {
      reason = error.what();
      return std::nullopt;
    }
    return pass;
  }

  bool compiled(Pass& pass, std::string& reason) const {
    try {
      pass.program.image = compile(pass.program.network, pass.program.mapping, chip_);
    } catch (const UserError& error) {
      reason = error.what();
      return false;
    }
    return true;
  }

  const Network& network_;
  ChipConfig chip_;
  MappingOptions options_;
};

}  // namespace

Network part_of(const Network& network, std::size_t first, std::size_t last) {
  const Layer& before = network.layers.at(first - 1);
  Layer input;
  input.name = first == 1 ? before.name : fmt::format("values of {}", before.name);
  input.shape = input.source_shape = before.shape;
  input.neuron.model = NeuronModel::relay;
  input.neuron.highest = before.neuron.highest;
  Network part;
  part.name = network.name;
  part.execution_model = network.execution_model;
  part.image_transform = network.image_transform;
  part.layers.push_back(std::move(input));
  for (std::size_t layer = first; layer <= last; ++layer)
    part.layers.push_back(network.layers.at(layer));
  return part;
}

std::vector<Pass> plan_passes(const Network& network, const ChipConfig& chip, const MappingOptions& options) {
  // The neurons of others have states that would be lost when the chip is programmed again.
  require_execution_model(network, ExecutionModel::frame_based, "several passes are possible for");
  check_layers(network, chip);
  const Planner planner(network, chip, options);
  std::vector<Pass> passes;
  for (std::size_t first = 1; first < network.layers.size(); first = passes.back().last_layer + 1)
    passes.push_back(planner.longest(first));
  return passes;
}

}  // namespace floorline::platform
