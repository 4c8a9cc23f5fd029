#include "platform/analysis/answer_text.h"

#include "platform/base/number_text.h"

namespace floorline::platform {

std::string quantisation_text(const QuantisationReport& quantisation) {
  const std::vector<QuantisedLayerReport>& layers = quantisation.layers;
  if (layers.empty())
    return "nothing";
  std::string text = "weights of " + std::to_string(layers.front().weight_bits) + " bits in the first layer";
  if (layers.size() > 1)
    text += ", of " + std::to_string(layers.back().weight_bits) + " behind it";
  if (layers.front().activation_bits > 0)
    text += "; activations of " + std::to_string(layers.front().activation_bits) + " bits";
  return text + "; ranges from " + std::to_string(quantisation.calibration_images) + " images";
}

std::vector<std::string> classification_lines(const Classification& classification) {
  const auto share = [](double accuracy) { return " (" + percent_text(accuracy) + ")"; };
  const std::uint64_t steps = classification.steps_per_image;
  std::vector<std::string> lines = {std::to_string(classification.correct()) + " of " +
                                    std::to_string(classification.answers.size()) + " images right" +
                                    share(classification.accuracy()) + ", " + std::to_string(steps) +
                                    (steps == 1 ? " step each" : " steps each")};
  if (const auto& software = classification.software)
    lines.push_back("in software: " + std::to_string(classification.correct(software->in_floating_point)) +
                    share(classification.accuracy(software->in_floating_point)) + " before quantisation, " +
                    std::to_string(classification.correct(software->in_whole_numbers)) +
                    share(classification.accuracy(software->in_whole_numbers)) + " after it");
  return lines;
}

}  // namespace floorline::platform
