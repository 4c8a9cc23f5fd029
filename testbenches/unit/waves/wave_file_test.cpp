#include "platform/waves/wave_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <filesystem>
#include <stdexcept>

#include "platform/base/error.h"
#include "testbenches/noc/split_mix.h"
#include "testbenches/support/temporary_directory.h"
#include "testbenches/waves/vcd_reader.h"

namespace floorline::platform {
namespace {

namespace fs = std::filesystem;
using testbenches::read_vcd;
using testbenches::TemporaryDirectory;
using testbenches::VcdChanges;
using testing::AllOf;
using testing::HasSubstr;
using testing::ThrowsMessage;

std::size_t files_in(const TemporaryDirectory& folder) {
  const fs::directory_iterator files(folder.file("")), end;
  return static_cast<std::size_t>(std::distance(files, end));
}

class WaveFileTest : public testing::Test {
 protected:
  WaveFileTest() {
    const auto unit = table_.add(WaveEnumeration{"unit", {{"idle"}, {"busy"}, {"waiting"}}});
    state_ = table_.add(WaveSignal{"chip", "state", StateSignal{unit}});
    count_ = table_.add(WaveSignal{"chip", "count", IntegerSignal{4}});
    whole_ = table_.add(WaveSignal{"chip", "whole", IntegerSignal{64}});
    note_ = table_.add(WaveSignal{"chip", "note", TextSignal{}});
  }

  TemporaryDirectory folder_;
  SignalTable table_;
  SignalIndex state_ = 0, count_ = 0, whole_ = 0, note_ = 0;
};

TEST_F(WaveFileTest, KeepsTheLastValueOfATimeAndDropsWhatChangesNothing) {
  WaveFile waves(folder_.file("a.vcd"), table_);
  waves.change(count_, 0, 1);
  waves.change(count_, 10, 2);
  waves.change(count_, 10, 3);
  waves.change(count_, 20, 3);  // the same
  waves.change(count_, 30, 5);
  waves.change(count_, 30, 3);  // back within the time
  waves.change(note_, 40, "a");
  waves.change(note_, 40, "");  // as at the beginning
  waves.change(state_, 40, 2);
  waves.change(whole_, 40, ~std::uint64_t{0});
  waves.close(50);
  const auto contents = read_vcd(folder_.file("a.vcd"));
  EXPECT_EQ(contents.changes.at("chip.count"), (VcdChanges{{0, "1"}, {10, "11"}}));
  EXPECT_EQ(contents.changes.at("chip.note"), (VcdChanges{{0, ""}}));
  EXPECT_EQ(contents.changes.at("chip.state"), (VcdChanges{{40, "10"}}));
  EXPECT_EQ(contents.changes.at("chip.whole"), (VcdChanges{{40, std::string(64, '1')}}));
  EXPECT_EQ(contents.end_ps, 50U);
}

TEST_F(WaveFileTest, EndsAtTheLastChangeIfThatIsLater) {
  WaveFile waves(folder_.file("a.vcd"), table_);
  waves.change(count_, 100, 1);
  waves.close(50);
  EXPECT_EQ(read_vcd(folder_.file("a.vcd")).end_ps, 100U);
}

TEST_F(WaveFileTest, RefusesValuesThatTheSignalCannotHave) {
  WaveFile waves(folder_.file("a.vcd"), table_);
  EXPECT_THAT([&] { waves.change(count_, 0, 16); }, ThrowsMessage<std::invalid_argument>(HasSubstr("chip.count")));
  EXPECT_THROW(waves.change(state_, 0, 3), std::invalid_argument);
  EXPECT_THROW(waves.change(note_, 0, 3), std::invalid_argument);
  EXPECT_THROW(waves.change(count_, 0, "text"), std::invalid_argument);
  EXPECT_THROW(waves.change(note_ + 1, 0, 3), std::out_of_range);
  waves.change(count_, 0, 15);
  waves.change(state_, 0, 2);
}

TEST_F(WaveFileTest, RefusesTimesThatGoBack) {
  WaveFile waves(folder_.file("a.vcd"), table_);
  waves.change(count_, 10, 1);
  EXPECT_THAT([&] { waves.change(state_, 9, 1); },
              ThrowsMessage<std::invalid_argument>(AllOf(HasSubstr("9 ps"), HasSubstr("10 ps"))));
  waves.change(state_, 10, 1);
}

TEST_F(WaveFileTest, RefusesOtherEndingsOfTheName) {
  for (const char* name : {"waves", "waves.txt", "waves.vcd.gz", ".vcd"}) {
    EXPECT_THAT([&] { WaveFile(folder_.file(name), table_); },
                ThrowsMessage<UserError>(AllOf(HasSubstr(name), HasSubstr(".fst or .vcd"))))
        << name;
  }
  EXPECT_EQ(files_in(folder_), 0U);
}

TEST_F(WaveFileTest, RefusesATableWithoutSignals) {
  EXPECT_THROW(WaveFile(folder_.file("a.vcd"), SignalTable()), std::invalid_argument);
  EXPECT_EQ(files_in(folder_), 0U);
}

TEST_F(WaveFileTest, IsCompleteOrNotThere) {
  for (const char* name : {"a.vcd", "a.fst"}) {
    if (fs::path(name).extension() == ".fst" && !can_write_fst()) {
      EXPECT_THAT([&] { WaveFile(folder_.file(name), table_); },
                  ThrowsMessage<UserError>(AllOf(HasSubstr(name), HasSubstr("verilator"))));
      continue;
    }
    const std::string path = folder_.file(name);
    {
      WaveFile waves(path, table_);
      waves.change(count_, 5, 1);
      EXPECT_FALSE(fs::exists(path));
    }
    EXPECT_EQ(files_in(folder_), 0U) << name << ": something is left of a file that was not closed";
    WaveFile waves(path, table_);
    waves.close(10);
    EXPECT_TRUE(fs::exists(path));
    EXPECT_EQ(files_in(folder_), 1U) << name;
    EXPECT_THROW(waves.close(10), std::logic_error);
    EXPECT_THROW(waves.change(count_, 10, 1), std::logic_error);
    fs::remove(path);
  }
}

TEST_F(WaveFileTest, SaysWhereNoFileCanBeMade) {
  fs::create_directory(folder_.file("folder.vcd"));
  EXPECT_THAT([&] { WaveFile(folder_.file("folder.vcd"), table_); },
              ThrowsMessage<UserError>(HasSubstr("is a folder")));
  for (const char* name : {"no/such/a.vcd", "no/such/a.fst"}) {
    EXPECT_THAT([&] { WaveFile(folder_.file(name), table_); }, ThrowsMessage<UserError>(HasSubstr(name)));
  }
  EXPECT_EQ(files_in(folder_), 1U);
}

// A limit on the size of files stands for a full disk.
TEST_F(WaveFileTest, SaysWhenTheDiskIsFullAndLeavesNothing) {
  std::signal(SIGXFSZ, SIG_IGN);
  const rlimit limit{200000, 200000};
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &limit), 0);
  for (const char* name : {"a.vcd", "a.fst"}) {
    if (fs::path(name).extension() == ".fst" && !can_write_fst()) {
      continue;
    }
    testbenches::SplitMix64 random(1);
    WaveFile waves(folder_.file(name), table_);
    for (std::uint64_t time_ps = 0; time_ps < 100000; ++time_ps) {
      waves.change(whole_, time_ps * 100, random());
    }
    EXPECT_THAT([&] { waves.close(10000000); }, ThrowsMessage<UserError>(AllOf(HasSubstr(name), HasSubstr("disk"))));
    EXPECT_EQ(files_in(folder_), 0U) << name;
  }
}

TEST(Coloured, PutsTheColourBeforeTheText) {
  EXPECT_EQ(coloured(WaveColour::standard, "a b"), "a b");
  EXPECT_EQ(coloured(WaveColour::green, "a b"), "?forest green?a b");
}

}  // namespace
}  // namespace floorline::platform
