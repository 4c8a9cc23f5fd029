#include "tools/floorline/run_results.h"

#include <utility>

#include "platform/analysis/run_json.h"
#include "platform/analysis/run_pictures.h"
#include "platform/analysis/run_summary.h"
#include "platform/analysis/run_tables.h"
#include "platform/mapping/mapping_file.h"

namespace floorline::tools {
namespace {

template <typename Report>
void add_answers(std::vector<ResultFile>& files, const Report& report) {
  if (report.classification)
    files.push_back({"predictions.csv", platform::predictions_csv(*report.classification)});
  if (report.quantisation)
    files.push_back({"quantisation.csv", platform::quantisation_csv(*report.quantisation)});
}

}  // namespace

RunResults results_of(const platform::RunReport& report, const platform::ChipDocument& chip,
                      const platform::Network& network, const platform::Mapping& mapping) {
  RunResults results;
  std::vector<ResultFile>& files = results.files;
  results.summary = platform::run_summary(report);
  files.push_back({"run.json", platform::run_json(report)});
  files.push_back({"steps.csv", platform::steps_csv(report)});
  files.push_back({"cores.csv", platform::cores_csv(report)});
  files.push_back({"ports.csv", platform::ports_csv(report)});
  if (!report.layers.empty())
    files.push_back({"layers.csv", platform::layers_csv(report.layers)});
  files.push_back({"outputs.csv", platform::outputs_csv(report)});
  files.push_back({"chip.json", platform::print_chip(chip)});
  files.push_back({"mapping.json", platform::print_mapping(mapping, network)});
  add_answers(files, report);
  for (platform::Picture& picture : platform::run_pictures(report))
    files.push_back({picture.file_name, std::move(picture.svg)});
  return results;
}

RunResults results_of(const platform::PassesReport& report, const platform::ChipDocument& chip) {
  RunResults results;
  results.summary = platform::passes_summary(report);
  results.files = {{"passes.json", platform::passes_json(report)},
                   {"layers.csv", platform::layers_csv(report.passes)},
                   {"outputs.csv", platform::outputs_csv(report.outputs)},
                   {"chip.json", platform::print_chip(chip)}};
  add_answers(results.files, report);
  return results;
}

}  // namespace floorline::tools
