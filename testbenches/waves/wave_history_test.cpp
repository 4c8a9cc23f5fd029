// What was written is what a reader finds, in both formats: ours read back by a parser of the tests, GTKWave's through
// its own converter.
#include <gtest/gtest.h>

#include <tuple>

#include "testbenches/command/process.h"
#include "testbenches/support/temporary_directory.h"
#include "testbenches/waves/wave_history.h"
#include "testbenches/waves/wave_reader.h"

namespace floorline::testbenches {
namespace {

void expect_history(const WaveHistory& history, const VcdContents& contents) {
  EXPECT_EQ(contents.timescale, "1ps");
  ASSERT_EQ(contents.names.size(), history.table.signals().size());
  for (platform::SignalIndex signal = 0; signal < history.table.signals().size(); ++signal) {
    const std::string name = full_name(history.table, signal);
    ASSERT_EQ(contents.changes.count(name), 1U) << name;
    EXPECT_EQ(contents.changes.at(name), expected_changes(history, signal)) << name;
    const unsigned bits = history.table.bits(signal);
    if (bits > 0) {
      EXPECT_EQ(contents.types.at(name).substr(contents.types.at(name).find(' ') + 1), std::to_string(bits)) << name;
    } else {
      EXPECT_EQ(contents.types.at(name).substr(0, 6), "string") << name;
    }
  }
  EXPECT_EQ(contents.end_ps, history.end_ps);
}

class WaveFormat : public testing::TestWithParam<const char*> {
 protected:
  void expect_round_trip(const WaveHistory& history) {
    const TemporaryDirectory folder;
    const std::string path = folder.file(std::string("waves") + GetParam());
    write_waves(history, path);
    expect_history(history, read_waves(path));
  }
};

TEST_P(WaveFormat, KeepsRandomHistories) {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    expect_round_trip(make_wave_history(seed, 1 + seed * 3, 50 * seed));
    if (HasFailure()) {
      return;
    }
  }
}

TEST_P(WaveFormat, KeepsManySignals) {
  expect_round_trip(make_wave_history(99, 20000, 30000));
}

TEST_P(WaveFormat, KeepsAnEmptyHistory) {
  for (const std::size_t signals : {1, 10}) {
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
      WaveHistory history = make_wave_history(seed, signals, 0);
      history.end_ps = seed % 3 == 0 ? 0 : seed * 1000;
      expect_round_trip(history);
    }
  }
}

TEST_P(WaveFormat, GivesTheSameBytesForTheSameHistory) {
  const TemporaryDirectory folder;
  const WaveHistory history = make_wave_history(3, 50, 2000);
  const std::string first = folder.file(std::string("first") + GetParam());
  const std::string second = folder.file(std::string("second") + GetParam());
  write_waves(history, first);
  write_waves(history, second);
  EXPECT_EQ(contents(first), contents(second));
}

std::vector<const char*> formats() {
  return platform::can_write_fst() ? std::vector<const char*>{".vcd", ".fst"} : std::vector<const char*>{".vcd"};
}
INSTANTIATE_TEST_SUITE_P(Formats, WaveFormat, testing::ValuesIn(formats()),
                         [](const auto& format) { return std::string(format.param + 1); });

// States of an .fst file keep their names for viewers that do not read our save file.
TEST(FstEnumerations, AreInTheFile) {
  if (!platform::can_write_fst()) {
    return;  // nothing to look into: such a build refuses to write one, which wave_file_test checks
  }
  const TemporaryDirectory folder;
  platform::SignalTable table;
  const auto enumeration = table.add(platform::WaveEnumeration{"unit_state", {{"idle"}, {"busy"}, {"wait_memory"}}});
  table.add(platform::WaveSignal{"chip", "first", platform::StateSignal{enumeration}});
  table.add(platform::WaveSignal{"chip", "second", platform::StateSignal{enumeration}});
  platform::WaveFile waves(folder.file("waves.fst"), table);
  waves.close(1);
  const std::string converted = folder.file("converted");
  ASSERT_EQ(run_process(FST2VCD_COMMAND, {"-e", waves.path()}, converted).status, 0);
  const std::string text = contents(converted);
  const std::string table_line = "unit_state 3 idle busy wait_memory 00 01 10 1 $end";
  EXPECT_NE(text.find(table_line), std::string::npos) << text;
  EXPECT_EQ(text.find("unit_state", text.find(table_line) + 1), std::string::npos) << "the table is there twice";
}

}  // namespace
}  // namespace floorline::testbenches
