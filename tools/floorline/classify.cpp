#include "tools/floorline/classify.h"

#include "platform/analysis/prediction.h"
#include "platform/quantise/answers.h"

namespace floorline::tools {

std::uint64_t steps_per_image(const platform::Network& network, std::uint64_t hold_steps) {
  return network.works_in_frames() ? 1 : hold_steps + network.layers.size() - 1;
}

platform::Classification classify(Simulation& simulation, const platform::ChipRun& run,
                                  const std::vector<std::vector<std::int32_t>>& images,
                                  const std::vector<std::uint8_t>& labels, std::uint64_t hold_steps) {
  const platform::Network& network = run.network();
  const platform::Layer& output = network.layers.back();
  platform::Classification result;
  result.steps_per_image = steps_per_image(network, hold_steps);
  if (network.works_in_frames())
    simulation.run({network.layers.front().shape, images}, images.size());
  for (std::size_t image = 0; image < images.size(); ++image) {
    int answer = 0;
    if (network.works_in_frames()) {
      answer = platform::prediction({run.outputs()[image]}, output);
    } else {
      simulation.run({network.layers.front().shape, {images[image]}}, result.steps_per_image);
      answer = platform::prediction(run.outputs(), output);
    }
    result.answers.push_back({labels[image], answer});
  }
  return result;
}

platform::Classification::Software answers_in_software(const platform::NetworkFile& file,
                                                       const std::vector<std::vector<std::int32_t>>& images) {
  return {platform::float_answers(file.quantisation->original, images), platform::frame_answers(file.network, images)};
}

platform::QuantisationReport quantisation_report(const platform::Quantisation& quantisation) {
  return {quantisation.layers, quantisation.calibration_images};
}

}  // namespace floorline::tools
