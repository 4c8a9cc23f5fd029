// The usual figure for a network-on-chip: latency against offered load.
#pragma once

#include <string>
#include <vector>

#include "platform/plot/line_chart.h"
#include "testbenches/noc/latency_curve.h"
#include "testbenches/noc/load_sweep.h"

namespace floorline::testbenches {

// Mean latency and 99th percentile of a sweep, its knee, and other curves as markers. The latency axis ends at four
// times the latency without load; the load axis ends just beyond the last load with a mean latency below that.
platform::LineChart load_chart(const SweepResult& sweep, const std::vector<LatencyCurve>& others);

// The simulated setup, for the title and the line below it.
std::string load_chart_title(const NetworkSetup& network, const LoadSetup& load);
std::string load_chart_subtitle(const NetworkSetup& network, const LoadSetup& load);

}  // namespace floorline::testbenches
