// The view of a wave file that GTKWave opens: groups, colours, formats and the zoom, from the table that declares the
// signals.
#pragma once

#include <cstdint>
#include <string>

#include "platform/waves/signal_table.h"

namespace floorline::platform {

// The part of the run that is on the screen at first.
struct WaveView {
  std::uint64_t from_ps = 0;
  std::uint64_t to_ps = 0;
};

// The text of a save file that lies in the folder of the waves; all paths in it are relative to that. `wave_file_name`
// has no folder.
std::string gtkwave_save_text(const SignalTable& table, const std::string& wave_file_name, const WaveView& view);

// The text of the file that GTKWave takes the names and colours of states from.
std::string gtkwave_filter_text(const WaveEnumeration& enumeration);

// Writes, beside run.fst or run.vcd, run.gtkw and for each enumeration run.<enumeration>.filter; files of these names
// are replaced. `gtkwave run.gtkw` then opens both waves and view, from any folder, also after all of them were moved.
// Throws UserError, and leaves nothing new, if that is not possible.
void write_gtkwave_save(const SignalTable& table, const std::string& wave_path, const WaveView& view);

}  // namespace floorline::platform
