// Lines of summaries about quantisation and accuracy, without the labels in front of them.
#pragma once

#include <string>
#include <vector>

#include "platform/analysis/run_report.h"

namespace floorline::platform {

std::string quantisation_text(const QuantisationReport& quantisation);
// One line for the chip, and for a quantised network one for its answers in software.
std::vector<std::string> classification_lines(const Classification& classification);

}  // namespace floorline::platform
