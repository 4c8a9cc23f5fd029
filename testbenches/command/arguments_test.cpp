// What is wrong with the words on the command line is said in one sentence, and nothing is written.
#include "testbenches/command/command_runner.h"

namespace floorline::testbenches {
namespace {

TEST(Help, IsPrintedByEveryCommand) {
  for (const char* command : {"run", "map", "chips", "show", "characterise", "generate"}) {
    const CommandResult result = run_floorline({command, "--help"});
    EXPECT_EQ(result.status, 0) << command;
    EXPECT_EQ(result.output.rfind(std::string("Usage: floorline ") + command, 0), 0U) << result.output;
    EXPECT_EQ(result.errors, "") << command;
  }
}

TEST(Help, NamesTheCommands) {
  const CommandResult result = run_floorline({"--help"});
  EXPECT_EQ(result.status, 0);
  EXPECT_EQ(result.errors, "");
  for (const char* command : {"run", "map", "chips", "show", "characterise", "generate"}) {
    EXPECT_NE(result.output.find(command), std::string::npos) << command;
  }
}

TEST(Version, IsOneLine) {
  const CommandResult result = run_floorline({"--version"});
  EXPECT_EQ(result.status, 0);
  EXPECT_EQ(result.output.rfind("floorline 0.", 0), 0U) << result.output;
  EXPECT_EQ(result.errors, "");  // SystemC does not greet
}

using Arguments = CommandTest;

TEST_F(Arguments, OutputThatIsLostIsAnError) {
  const CommandResult result = run_floorline({"show"}, "/dev/full");
  EXPECT_EQ(result.status, 1);
  EXPECT_NE(result.errors.find("standard output"), std::string::npos) << result.errors;
}

TEST_F(Arguments, NoCommandOrAnUnknownOne) {
  EXPECT_EQ(run_floorline({}).status, 2);
  expect_user_mistake({"simulate"}, {"'simulate'", "run, map, chips, show, characterise, generate"});
}

TEST_F(Arguments, UnknownOptionNamesTheNearest) {
  expect_refused({"--network", network(), "--time", "at"}, {"--time", "--timing"});
  expect_refused({"--network", network(), "--mappin=packed"}, {"--mappin", "--mapping"});  // no abbreviations
  expect_refused({"--network", network(), "-x"}, {"-x"});
}

TEST_F(Arguments, StrayWord) {
  expect_refused({"--network", network(), "packed"}, {"not an option"});
}

TEST_F(Arguments, MissingOption) {
  expect_refused({}, {"--network is missing"});
}

TEST_F(Arguments, MissingValue) {
  expect_refused({"--network", network(), "--steps"}, {"--steps"});
}

TEST_F(Arguments, OptionGivenTwice) {
  expect_refused({"--network", network(), "--steps", "1", "--steps", "2"}, {"--steps", "twice"});
}

TEST_F(Arguments, ValueThatIsNoneOfTheChoices) {
  expect_refused({"--network", network(), "--timing", "xt"}, {"--timing: 'xt' is not one of at, lt"});
  expect_refused({"--network", network(), "--placement", "best"},
                 {"--placement: 'best' is not one of in_order, random"});
}

TEST_F(Arguments, ValueThatIsNoNumber) {
  for (const char* steps : {"0", "-3", "many", "1.5", "1e3", "99999999999999999999", ""}) {
    expect_refused({"--network", network(), std::string("--steps=") + steps}, {"--steps"});
  }
  expect_user_mistake({"generate", "--network", file("n.net"), "--input", file("i.npy"), "--density", "nan"},
                      {"--density: 'nan' is not a number from 0 to 1"});
}

TEST_F(Arguments, OptionsThatHaveNoUse) {
  expect_refused({"--network", network(), "--hold", "2"}, {"--hold", "--input"});
  expect_refused({"--network", network(), "--seed", "2"}, {"--seed", "--placement random"});
  expect_refused({"--network", network(), "--host-input", "--mapping", "per_layer=1,1"}, {"--host-input", "per_layer"});
  expect_refused({"--network", network(), "--placement", "random", "--mapping", "random=1"}, {"--placement"});
  expect_refused({"--network", network(), "--labels", file("labels")}, {"--labels", "--input"});
}

TEST_F(Arguments, BadSettings) {
  expect_refused({"--network", network(), "--set", "neurocore.sinop_time=2ns"}, {"neurocore.synop_time"});
  expect_refused({"--network", network(), "--set", "neurocore.synop_time"}, {"key=value"});
  expect_refused({"--network", network(), "--set", "neurocore.synop_time=2"}, {"neurocore.synop_time", "ns"});
  expect_refused({"--network", network(), "--set", "noc.columns=0"}, {"noc.columns"});
  expect_refused({"--network", network(), "--set", "noc.columns=64", "--set", "noc.rows=64"}, {"16384", "4095"});
}

TEST_F(Arguments, CharacteriseRefusesLikeTheOthers) {
  expect_user_mistake({"characterise"}, {"--out is missing"});
  expect_user_mistake({"characterise", "--out", out(), "--chop", "loihi2"}, {"--chop", "--chip"});
  expect_user_mistake({"characterise", "--out", out(), "--timing", "xt"}, {"'xt' is not one of at, lt"});
  expect_user_mistake({"characterise", "--out", out(), "--chip", "loihi3"}, {"loihi3", "loihi2"});
  expect_user_mistake({"characterise", "--out", out(), "--set", "neurocore.synop_time=2"}, {"synop_time", "ns"});
  expect_user_mistake({"characterise", "--out", out(), "--set", "noc.columns=1", "--set", "noc.rows=1", "--set",
                       "noc.cores_per_router=1"},
                      {"one core"});
  EXPECT_FALSE(std::filesystem::exists(out()));
}

TEST_F(Arguments, UnknownChip) {
  expect_refused({"--network", network(), "--chip", "loihi3"}, {"loihi3", "loihi2"});
}

TEST_F(Arguments, OutputFolderThatCannotBe) {
  std::ofstream(file("plain")) << "a file";
  for (const char* folder : {"plain", "plain/below", "plain/far/below"}) {
    expect_user_mistake({"run", "--network", network(), "--out", file(folder)}, {file(folder), "folder"});
  }
  EXPECT_EQ(contents(file("plain")), "a file");
  expect_user_mistake({"map", "--network", network(), "--out", file("plain/m.json")}, {file("plain/m.json")});
  expect_user_mistake({"generate", "--network", file("plain/n.net"), "--input", file("i.npy")}, {file("plain")});
  expect_user_mistake({"generate", "--network", file("n.net"), "--input", file("plain/i.npy")}, {file("plain")});
  EXPECT_FALSE(std::filesystem::exists(file("n.net")));
}

}  // namespace
}  // namespace floorline::testbenches
