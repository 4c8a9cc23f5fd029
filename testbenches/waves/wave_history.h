// Random signals with random changes, the same for the same seed on every machine, and what a viewer must see of them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "platform/waves/wave_file.h"
#include "testbenches/waves/vcd_reader.h"

namespace floorline::testbenches {

struct WaveChange {
  platform::SignalIndex signal = 0;
  std::uint64_t time_ps = 0;
  std::uint64_t number = 0;
  std::string text;
};

struct WaveHistory {
  platform::SignalTable table;
  std::vector<WaveChange> changes;  // in order of time
  std::uint64_t end_ps = 0;
};

WaveHistory make_wave_history(std::uint64_t seed, std::size_t signals, std::size_t changes);

// Writes the history to a file and closes it.
void write_waves(const WaveHistory& history, const std::string& path);

// The full name of a signal, and the changes of its value that the history amounts to.
std::string full_name(const platform::SignalTable& table, platform::SignalIndex signal);
VcdChanges expected_changes(const WaveHistory& history, platform::SignalIndex signal);

}  // namespace floorline::testbenches
