// Latency against load from another source, read from a table and drawn together with a sweep.
#pragma once

#include <string>
#include <vector>

namespace floorline::testbenches {

struct LatencyPoint {
  double offered = 0;  // flits per node and cycle
  double mean = 0;     // cycles; inf if the network was saturated
};

struct LatencyCurve {
  std::string name;
  std::vector<LatencyPoint> points;
};

// Reads a CSV file whose first line names its columns, including `offered` and `mean`, like the table that a sweep
// prints; an empty `mean` means saturated. The curve is named after the file, without folder and extension. Throws
// platform::UserError that names file, line and reason.
LatencyCurve read_latency_curve(const std::string& path);

}  // namespace floorline::testbenches
