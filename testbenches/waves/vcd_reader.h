// Reads value change dumps as GTKWave writes and understands them, independently of what writes ours.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace floorline::testbenches {

// Time in picoseconds -> the value from then on: binary digits without leading zeros, or a text. Of several values at
// one time the last is kept. Unknown values ("x", "bxx") are left out.
using VcdChanges = std::map<std::uint64_t, std::string>;

struct VcdContents {
  std::map<std::string, VcdChanges> changes;  // by full name: "chip.core_0.queue"
  std::map<std::string, std::string> types;   // by full name: "wire 8", "string 0"
  std::vector<std::string> names;             // in order of declaration
  std::string timescale;                      // "1ps"
  std::uint64_t end_ps = 0;                   // last time stamp
};

// Throws std::runtime_error where the text is no value change dump.
VcdContents read_vcd(const std::string& path);

}  // namespace floorline::testbenches
