#include "tools/floorline/quantised_answers.h"

#include "platform/quantise/answers.h"

namespace floorline::tools {

platform::Classification::Software answers_in_software(const platform::NetworkFile& file,
                                                       const std::vector<std::vector<std::int32_t>>& images) {
  return {platform::float_answers(file.quantisation->original, images), platform::frame_answers(file.network, images)};
}

platform::QuantisationReport quantisation_report(const platform::Quantisation& quantisation) {
  return {quantisation.layers, quantisation.calibration_images};
}

}  // namespace floorline::tools
