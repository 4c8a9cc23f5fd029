#include "tools/floorline/mapping_options.h"

#include <fmt/core.h>

#include "platform/mapping/make_mapping.h"
#include "platform/mapping/neuron_programs.h"

namespace floorline::tools {
namespace {

bool has_input_program(const platform::Network& network, const platform::ChipConfig& chip) {
  const auto program = platform::program_of(network.layers.front().neuron, true);
  return chip.neurocore.has_program[static_cast<std::size_t>(program)];
}

}  // namespace

void add_mapping_options(Options& options) {
  options.option("mapping", "CHOICE",
                 "packed (default): as few cores as hold the network; per_layer=25,13,3,...: so many cores for each "
                 "layer, one number less than layers if the host holds the input layer; random=SEED; or a mapping "
                 "file (`floorline map`)");
  options.flag("host-input",
               "the host holds the input layer and sends its spikes (packed, random); always so on chips whose "
               "cores have no such neurons");
  options.option("placement", "in_order|random",
                 "order in which cores are taken (packed, per_layer); default in_order");
  options.option("seed", "N", "of --placement random; default 1");
}

platform::Mapping mapping_from(const Options& options, const platform::Network& network,
                               const platform::ChipConfig& chip) {
  const std::string choice = options.text("mapping", "packed");
  const bool packed = choice == "packed";
  const bool per_layer = choice.rfind("per_layer=", 0) == 0;
  const bool random = choice.rfind("random=", 0) == 0;
  if (options.has("host-input") && !packed && !random) {
    Options::fail("host-input", per_layer ? "per_layer says it by itself: give one number less than there are layers"
                                          : "a mapping file says it by itself, in host_holds_input");
  }
  if (options.has("placement") && !packed && !per_layer) {
    Options::fail("placement", fmt::format("goes with packed and per_layer only, the mapping is {}", choice));
  }
  platform::MappingOptions mapping;
  mapping.host_holds_input = options.has("host-input") || !has_input_program(network, chip);
  mapping.placement = options.choice("placement", {"in_order", "random"}) == 0 ? platform::PlacementOrder::in_order
                                                                               : platform::PlacementOrder::random;
  if (options.has("seed") && mapping.placement != platform::PlacementOrder::random) {
    Options::fail("seed", "is of --placement random, which is not given");
  }
  mapping.placement_seed = static_cast<std::uint64_t>(options.whole("seed", 0, 1));
  return platform::make_mapping(choice, network, chip, mapping);
}

}  // namespace floorline::tools
