#include "platform/waves/gtkwave_save.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "platform/base/error.h"
#include "testbenches/support/temporary_directory.h"

namespace floorline::platform {
namespace {

namespace fs = std::filesystem;
using testbenches::TemporaryDirectory;
using testing::HasSubstr;
using testing::Not;

SignalTable example_table() {
  SignalTable table;
  const auto unit = table.add(WaveEnumeration{"unit", {{"idle"}, {"busy", WaveColour::green}, {"waiting"}}});
  const auto first = table.add(WaveGroup{"core 0"});
  const auto second = table.add(WaveGroup{"core 1", false});
  table.add(WaveGroup{"empty"});
  table.add({"chip.core_1", "state", StateSignal{unit}, second, WaveColour::blue});
  table.add({"chip.core_0", "count", IntegerSignal{8}, first});
  table.add({"chip.core_0", "flag", IntegerSignal{1}, first, WaveColour::yellow});
  table.add({"chip.core_0", "address", IntegerSignal{16, NumberFormat::hexadecimal}, first});
  table.add({"chip.core_0", "queue", IntegerSignal{5, NumberFormat::analogue}, first});
  table.add({"chip.core_0", "note", TextSignal{}, first});
  table.add({"chip.core_0", "hidden", TextSignal{}});
  return table;
}

TEST(GtkwaveSave, GroupsTheSignalsWithTheirFormatsAndColours) {
  const std::string text = gtkwave_save_text(example_table(), "run.fst", {0, 1000});
  EXPECT_EQ(text.substr(text.find('@')),
            "@800200\n-core 0\n"
            "@24\n[color] 0\nchip.core_0.count[7:0]\n"
            "@24\n[color] 3\nchip.core_0.flag\n"
            "@22\n[color] 0\nchip.core_0.address[15:0]\n"
            "@8024\n[color] 0\nchip.core_0.queue[4:0]\n@20000\n-\n-\n"
            "@20\n[color] 0\nchip.core_0.note\n"
            "@1000200\n-core 0\n"
            "@c00200\n-core 1\n"
            "@2028\n[color] 5\n^1 ./run.unit.filter\n"
            "#{state} (0)chip.core_1.state[1:0] (1)chip.core_1.state[1:0]\n"
            "@1401200\n-core 1\n");
}

TEST(GtkwaveSave, NamesItsFilesWithoutAFolder) {
  const std::string text = gtkwave_save_text(example_table(), "run.vcd", {0, 1000});
  EXPECT_THAT(text, HasSubstr("[dumpfile] \"./run.vcd\"\n"));
  EXPECT_THAT(text, HasSubstr("[savefile] \"./run.gtkw\"\n"));
}

TEST(GtkwaveSave, TellsValuesNamesAndColoursOfStates) {
  EXPECT_EQ(gtkwave_filter_text(example_table().enumerations()[0]), "00 idle\n01 ?forest green?busy\n10 waiting\n");
}

TEST(GtkwaveSave, LiesBesideTheWaves) {
  const TemporaryDirectory folder;
  write_gtkwave_save(example_table(), folder.file("run.fst"), {0, 1000});
  EXPECT_TRUE(fs::exists(folder.file("run.gtkw")));
  EXPECT_TRUE(fs::exists(folder.file("run.unit.filter")));
  std::ifstream file(folder.file("run.gtkw"));
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  EXPECT_EQ(text, gtkwave_save_text(example_table(), "run.fst", {0, 1000}));
  EXPECT_THAT(text, Not(HasSubstr(folder.file(""))));
}

TEST(GtkwaveSave, SaysWhereItCannotBeWritten) {
  const TemporaryDirectory folder;
  fs::create_directory(folder.file("run.gtkw"));
  EXPECT_THROW(write_gtkwave_save(example_table(), folder.file("run.fst"), {0, 1000}), UserError);
  EXPECT_FALSE(fs::exists(folder.file("run.unit.filter")));
}

}  // namespace
}  // namespace floorline::platform
