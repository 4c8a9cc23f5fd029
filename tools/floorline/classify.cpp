#include "tools/floorline/classify.h"

#include "platform/analysis/prediction.h"

namespace floorline::tools {

platform::Classification classify(Simulation& simulation, const platform::ChipRun& run,
                                  const std::vector<std::vector<std::int32_t>>& images,
                                  const std::vector<std::uint8_t>& labels, std::uint64_t hold_steps) {
  const platform::Network& network = run.network();
  platform::Classification result;
  result.steps_per_image = hold_steps + network.layers.size() - 1;
  for (std::size_t image = 0; image < images.size(); ++image) {
    simulation.run({network.layers.front().shape, {images[image]}}, result.steps_per_image);
    result.answers.push_back({labels[image], platform::prediction(run.outputs(), network.layers.back())});
  }
  return result;
}

}  // namespace floorline::tools
