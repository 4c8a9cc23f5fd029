// The tables of a run as CSV text, one header line each; README.md says what every column means.
#pragma once

#include <string>

#include "platform/analysis/run_report.h"

namespace floorline::platform {

std::string steps_csv(const RunReport& report);
std::string cores_csv(const RunReport& report);
std::string layers_csv(const std::vector<LayerReport>& layers);
std::string ports_csv(const RunReport& report);  // the header alone where there are no ports
std::string outputs_csv(const RunReport& report);
std::string readout_csv(const RunReport& report);
std::string events_csv(const RunReport& report);  // of event-driven networks: outputs with their times
std::string predictions_csv(const Classification& classification);
std::string quantisation_csv(const QuantisationReport& quantisation);

}  // namespace floorline::platform
