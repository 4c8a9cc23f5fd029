#include "platform/analysis/layer_report.h"

#include "platform/run/core_counters.h"

namespace floorline::platform {

std::vector<LayerReport> layer_reports(const Network& network, int first_layer, const std::vector<LayerPart>& parts,
                                       const LayerTimes& times) {
  std::vector<LayerReport> reports;
  if (times.layers().empty())
    return reports;
  for (std::size_t index = 0; index < times.layers().size(); ++index) {
    LayerReport report;
    report.layer = first_layer + static_cast<int>(index);
    report.name = network.layers[static_cast<std::size_t>(report.layer)].name;
    report.time = times.layers()[index];
    for (const LayerPart& part : parts) {
      if (part.layer != report.layer)
        continue;
      ++report.cores;
      report.neurons += part.neurons;
      report.counters += part.counters;
    }
    reports.push_back(report);
  }
  LayerReport readout;
  readout.layer = reports.back().layer + 1;
  readout.name = "read-out";
  readout.time = times.readout();
  reports.push_back(readout);
  return reports;
}

}  // namespace floorline::platform
