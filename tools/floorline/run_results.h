// What a run leaves: one screen of text, and files.
#pragma once

#include <string>
#include <vector>

#include "platform/analysis/passes_report.h"
#include "platform/analysis/run_report.h"
#include "platform/base/output_folder.h"
#include "platform/config/chip_file.h"
#include "platform/mapping/mapping.h"
#include "platform/network/network.h"

namespace floorline::tools {

struct ResultFile {
  std::string name;
  std::string content;
};

struct RunResults {
  std::string summary;
  std::vector<ResultFile> files;
};

RunResults results_of(const platform::RunReport& report, const platform::ChipDocument& chip,
                      const platform::Network& network, const platform::Mapping& mapping);
RunResults results_of(const platform::PassesReport& report, const platform::ChipDocument& chip);

}  // namespace floorline::tools
