// Opens save files in GTKWave itself, on a virtual screen, and asks it what it shows.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "platform/waves/signal_table.h"

namespace floorline::testbenches {

// What GTKWave shows. Of a row: the name, and the value at the marker; headings have none.
struct Shown {
  std::vector<std::string> rows;
  std::vector<std::string> signals;  // a state appears bit by bit
  std::uint64_t from_ps = 0, to_ps = 0;
};

// Fails the test if GTKWave does.
Shown open_in_gtkwave(const std::string& save_file, std::uint64_t marker_ps);

// The signals that GTKWave has to show of a table.
std::vector<std::string> signals_to_show(const platform::SignalTable& table);

}  // namespace floorline::testbenches
