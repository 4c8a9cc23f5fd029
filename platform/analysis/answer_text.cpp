#include "platform/analysis/answer_text.h"

#include <fmt/core.h>

#include "platform/base/number_text.h"

namespace floorline::platform {

std::string quantisation_text(const QuantisationReport& quantisation) {
  const std::vector<QuantisedLayerReport>& layers = quantisation.layers;
  if (layers.empty())
    return "nothing";
  const std::string others =
      layers.size() > 1 ? fmt::format(", {}-bit in the others", layers.back().weight_bits) : std::string();
  const std::string activations = layers.front().activation_bits > 0
                                      ? fmt::format("; {}-bit activations", layers.front().activation_bits)
                                      : std::string();
  return fmt::format("{}-bit weights in the first layer{}{}; ranges from {} images", layers.front().weight_bits, others,
                     activations, quantisation.calibration_images);
}

std::vector<std::string> classification_lines(const Classification& classification) {
  const std::uint64_t steps = classification.steps_per_image;
  std::vector<std::string> lines = {fmt::format(
      "{} of {} images correct ({}), {} {} per image", classification.correct(), classification.answers.size(),
      percent_text(classification.accuracy()), steps, steps == 1 ? "step" : "steps")};
  if (const auto& software = classification.software)
    lines.push_back(fmt::format("in software: {} ({}) before quantisation, {} ({}) after it",
                                classification.correct(software->in_floating_point),
                                percent_text(classification.accuracy(software->in_floating_point)),
                                classification.correct(software->in_whole_numbers),
                                percent_text(classification.accuracy(software->in_whole_numbers))));
  return lines;
}

}  // namespace floorline::platform
