// Latency against load, as measured elsewhere: read from a table, to be drawn beside a sweep.
#pragma once

#include <string>
#include <vector>

namespace floorline::testbenches {

struct LatencyPoint {
  double offered = 0;  // flits a node and cycle
  double mean = 0;     // cycles; inf where the network was saturated
};

struct LatencyCurve {
  std::string name;
  std::vector<LatencyPoint> points;
};

// Reads a CSV file whose first line names its columns, `offered` and `mean` among them, as the table that a sweep
// prints; an empty `mean` says saturated. The curve's name is the file's, without folder and extension. Throws
// platform::UserError with file, line and what is wrong.
LatencyCurve read_latency_curve(const std::string& path);

}  // namespace floorline::testbenches
