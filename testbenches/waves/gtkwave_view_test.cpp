// The generated save files, opened in GTKWave itself: it drops what it does not understand without a word, so it is
// asked what it shows.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "platform/waves/gtkwave_save.h"
#include "platform/waves/wave_file.h"
#include "testbenches/command/process.h"
#include "testbenches/support/temporary_directory.h"
#include "testbenches/waves/gtkwave_viewer.h"

namespace floorline::testbenches {
namespace {

using platform::IntegerSignal;
using platform::NumberFormat;
using platform::SignalIndex;
using platform::SignalTable;
using platform::StateSignal;
using platform::TextSignal;
using platform::WaveColour;
using platform::WaveFile;
using platform::WaveView;

// Three cores of two units each, and a few signals of all kinds above them.
class GtkwaveView : public testing::TestWithParam<const char*> {
 protected:
  GtkwaveView() {
    const auto unit = table_.add(platform::WaveEnumeration{"unit_state",
                                                           {{"idle"},
                                                            {"busy", WaveColour::green},
                                                            {"wait_memory", WaveColour::red},
                                                            {"wait_buffer", WaveColour::orange},
                                                            {"wait_barrier", WaveColour::indigo}}});
    const auto phase = table_.add(platform::WaveEnumeration{"phase", {{"deliver"}, {"update"}}});
    const auto chip = table_.add(platform::WaveGroup{"chip"});
    step_ = table_.add({"chip", "step", IntegerSignal{16}, chip, WaveColour::yellow});
    phase_ = table_.add({"chip", "phase", StateSignal{phase}, chip});
    running_ = table_.add({"chip", "running", IntegerSignal{1}, chip});
    path_ = table_.add({"chip", "critical_path", TextSignal{}, chip, WaveColour::red});
    table_.add({"chip", "not_in_the_view", IntegerSignal{}});
    for (int core = 0; core < 3; ++core) {
      const std::string name = "core_" + std::to_string(core);
      const auto group = table_.add(platform::WaveGroup{name + ", layer 1 (conv)", core == 0});
      synapse_.push_back(table_.add({"chip." + name, "synapse_stage", StateSignal{unit}, group}));
      table_.add({"chip." + name, "queue", IntegerSignal{8, NumberFormat::analogue}, group, WaveColour::orange});
      table_.add({"chip." + name, "address", IntegerSignal{24, NumberFormat::hexadecimal}, group, WaveColour::blue});
      table_.add({"chip." + name + ".router", "message", TextSignal{}, group});
    }
  }

  // Writes waves and view, and returns the save file.
  std::string write(const std::string& stem, const WaveView& view) {
    WaveFile waves(folder_.file(stem + GetParam()), table_);
    waves.change(step_, 1000, 3);
    waves.change(phase_, 1000, 1);
    waves.change(running_, 1000, 1);
    waves.change(path_, 1000, platform::coloured(WaveColour::red, "memory of core 2"));
    waves.change(synapse_[0], 2000, 2);
    waves.change(synapse_[1], 2000, 4);
    waves.close(10000);
    platform::write_gtkwave_save(table_, waves.path(), view);
    return folder_.file(stem + ".gtkw");
  }

  TemporaryDirectory folder_;
  SignalTable table_;
  SignalIndex step_ = 0, phase_ = 0, running_ = 0, path_ = 0;
  std::vector<SignalIndex> synapse_;
};

TEST_P(GtkwaveView, ShowsTheSignalsOfTheTableWithTheirValues) {
  const Shown shown = open_in_gtkwave(write("waves", {0, 10000}), 5000);
  EXPECT_EQ(shown.signals, signals_to_show(table_));
  const std::vector<std::string> first_rows = {"chip=",
                                               "step[15:0]=3",
                                               "phase=update",
                                               "running=1",
                                               "critical_path=?firebrick?memory of core 2",
                                               "chip=",
                                               "core_0, layer 1 (conv)=",
                                               "synapse_stage=wait_memory"};
  ASSERT_GE(shown.rows.size(), first_rows.size());
  EXPECT_EQ(std::vector<std::string>(shown.rows.begin(), shown.rows.begin() + first_rows.size()), first_rows);
  EXPECT_EQ(shown.from_ps, 0U);
  EXPECT_NEAR(static_cast<double>(shown.to_ps), 10000, 500);
}

// The comparison above would see a stale name.
TEST_P(GtkwaveView, WithAWrongNameShowsLess) {
  const std::string save_file = write("waves", {0, 10000});
  std::string text = contents(save_file);
  const std::string name = "chip.core_1.queue[7:0]";
  text.replace(text.find(name), name.size(), "chip.core_1.cue[7:0]");
  std::ofstream(save_file) << text;
  const std::vector<std::string> shown = open_in_gtkwave(save_file, 5000).signals;
  EXPECT_EQ(shown.size() + 1, signals_to_show(table_).size());
  EXPECT_EQ(std::count(shown.begin(), shown.end(), name), 0);
}

TEST_P(GtkwaveView, OpensAtTheRangeThatWasAskedFor) {
  const Shown shown = open_in_gtkwave(write("waves", {4000, 8000}), 5000);
  EXPECT_EQ(shown.from_ps, 4000U);
  EXPECT_NEAR(static_cast<double>(shown.to_ps), 8000, 200);
}

TEST_P(GtkwaveView, OpensInAFolderThatWasMovedAndUnderANameWithSpaces) {
  const std::filesystem::path save_file = write("the waves", {0, 10000});
  const std::filesystem::path moved = folder_.file("moved here");
  std::filesystem::create_directory(moved);
  for (const auto& file : std::filesystem::directory_iterator(save_file.parent_path())) {
    if (file.is_regular_file()) {
      std::filesystem::rename(file.path(), moved / file.path().filename());
    }
  }
  const Shown shown = open_in_gtkwave((moved / save_file.filename()).string(), 5000);
  EXPECT_EQ(shown.signals, signals_to_show(table_));
  EXPECT_EQ(std::count(shown.rows.begin(), shown.rows.end(), "synapse_stage=wait_barrier"), 0) << "group is folded";
  EXPECT_EQ(std::count(shown.rows.begin(), shown.rows.end(), "synapse_stage=wait_memory"), 1);
}

std::vector<const char*> formats() {
  return platform::can_write_fst() ? std::vector<const char*>{".vcd", ".fst"} : std::vector<const char*>{".vcd"};
}
INSTANTIATE_TEST_SUITE_P(Formats, GtkwaveView, testing::ValuesIn(formats()),
                         [](const auto& format) { return std::string(format.param + 1); });

}  // namespace
}  // namespace floorline::testbenches
