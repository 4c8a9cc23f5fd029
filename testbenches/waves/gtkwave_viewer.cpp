#include "testbenches/waves/gtkwave_viewer.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <variant>

#include "testbenches/command/process.h"
#include "testbenches/support/temporary_directory.h"

namespace floorline::testbenches {

using platform::SignalIndex;
using platform::SignalTable;
using platform::StateSignal;

Shown open_in_gtkwave(const std::string& save_file, std::uint64_t marker_ps) {
  const TemporaryDirectory folder;
  const std::string script = folder.file("script.tcl");
  std::ofstream(script) << "set out [open {" << folder.file("shown") << "} w]\n"
                        << "gtkwave::setMarker " << marker_ps << "\n"
                        << "for {set i 0} {$i < [gtkwave::getTotalNumTraces]} {incr i} {\n"
                        << "  puts $out \"row [gtkwave::getTraceNameFromIndex $i]="
                        << "[gtkwave::getTraceValueAtMarkerFromIndex $i]\"\n}\n"
                        << "foreach signal [gtkwave::getDisplayedSignals] { puts $out \"signal $signal\" }\n"
                        << "puts $out \"from [gtkwave::getWindowStartTime]\"\n"
                        << "puts $out \"to [gtkwave::getWindowEndTime]\"\n"
                        << "close $out\nexit\n";
  const CommandResult result =
      run_process(TIMEOUT_COMMAND, {"-k", "5", "50", XVFB_RUN_COMMAND, "-a", "-s", "-screen 0 1400x900x24",
                                    GTKWAVE_COMMAND, "--rcvar", "splash_disable on", "-S", script, save_file});
  EXPECT_EQ(result.status, 0) << result.output << result.errors;
  Shown shown;
  std::istringstream lines(contents(folder.file("shown")));
  for (std::string word, rest; lines >> word && std::getline(lines, rest);) {
    rest.erase(0, 1);
    if (word == "row") {
      shown.rows.push_back(rest);
    } else if (word == "signal") {
      shown.signals.push_back(rest);
    } else {
      (word == "from" ? shown.from_ps : shown.to_ps) = std::stoull(rest);
    }
  }
  return shown;
}

std::vector<std::string> signals_to_show(const SignalTable& table) {
  std::vector<std::string> names;
  for (platform::GroupIndex group = 0; group < table.groups().size(); ++group) {
    for (SignalIndex index = 0; index < table.signals().size(); ++index) {
      const platform::WaveSignal& signal = table.signals()[index];
      if (signal.group != group) {
        continue;
      }
      const std::string name = signal.scope + "." + signal.name;
      const unsigned bits = table.bits(index);
      if (std::holds_alternative<StateSignal>(signal.type)) {
        for (unsigned bit = bits; bit > 0; --bit) {
          names.push_back(name + "[" + std::to_string(bit - 1) + "]");
        }
      } else {
        names.push_back(bits > 1 ? name + "[" + std::to_string(bits - 1) + ":0]" : name);
      }
    }
  }
  return names;
}

}  // namespace floorline::testbenches
