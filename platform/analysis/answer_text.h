// What summaries say about quantisation and answers, without the labels in front of the lines.
#pragma once

#include <string>
#include <vector>

#include "platform/analysis/run_report.h"

namespace floorline::platform {

std::string quantisation_text(const QuantisationReport& quantisation);
// One line, or two where there are answers in software.
std::vector<std::string> classification_lines(const Classification& classification);

}  // namespace floorline::platform
