// `floorline run --waves`: what it writes, what it refuses, and that it changes nothing else.
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>

#include "platform/base/json_reader.h"
#include "testbenches/command/command_runner.h"
#include "testbenches/waves/vcd_reader.h"

namespace floorline::testbenches {
namespace {

namespace fs = std::filesystem;
using platform::Json;

// Six steps of the example network, with a core for each layer: 0, 1 and 2.
class Waves : public CommandTest {
 protected:
  CommandResult run(const std::vector<std::string>& more) const {
    std::vector<std::string> all = {"run",     "--network", network(),   "--input",        input(),
                                    "--steps", "6",         "--mapping", "per_layer=1,1,1"};
    all.insert(all.end(), more.begin(), more.end());
    return run_floorline(all);
  }
  void expect_waves_refused(std::vector<std::string> more, const std::vector<std::string>& parts) const {
    more.insert(more.end(), {"--steps", "6", "--network", network(), "--mapping", "per_layer=1,1,1"});
    expect_refused(more, parts);
    for (const auto& entry : fs::directory_iterator(file("")))
      EXPECT_EQ(entry.path().filename().string().find("waves"), std::string::npos) << entry.path();
  }
};

TEST_F(Waves, ComeWithAViewAndLeaveTheResultsAsTheyAre) {
  ASSERT_EQ(run({"--out", out()}).status, 0);
  const CommandResult result = run({"--out", file("with"), "--waves", file("waves.vcd")});
  ASSERT_EQ(result.status, 0) << result.errors;
  for (const char* name : {"steps.csv", "cores.csv", "outputs.csv", "chip.json", "mapping.json"})
    EXPECT_EQ(contents(out() + "/" + name), contents(file("with/") + name)) << name;
  std::set<std::string> written;
  for (const auto& entry : fs::directory_iterator(file(""))) {
    if (entry.path().filename().string().rfind("waves", 0) == 0)
      written.insert(entry.path().filename());
  }
  EXPECT_EQ(written, (std::set<std::string>{"waves.vcd", "waves.gtkw", "waves.unit_state.filter",
                                            "waves.bottleneck.filter", "waves.barrier.filter"}));
  const VcdContents waves = read_vcd(file("waves.vcd"));
  EXPECT_EQ(waves.changes.at("chip.step").size(), 6U);
  for (const char* core : {"chip.core_0.neurons", "chip.core_1.neurons", "chip.core_2.neurons"})
    EXPECT_GE(waves.changes.at(core).size(), 6U) << core;
  EXPECT_NE(contents(file("waves.gtkw")).find("core 1, layer 1 (conv)"), std::string::npos);
}

TEST_F(Waves, OfSomeCoresAndStepsAreSmaller) {
  ASSERT_EQ(run({"--waves", file("all.vcd")}).status, 0);
  const CommandResult result = run({"--waves", file("some.vcd"), "--wave-cores", "2,0-1", "--wave-steps", "2:3"});
  ASSERT_EQ(result.status, 0) << result.errors;
  EXPECT_EQ(read_vcd(file("some.vcd")).names, read_vcd(file("all.vcd")).names);
  EXPECT_EQ(read_vcd(file("some.vcd")).changes.at("chip.step").size(), 2U);
  ASSERT_EQ(run({"--waves", file("one.vcd"), "--wave-cores", "1", "--wave-steps", "4"}).status, 0);
  const VcdContents one = read_vcd(file("one.vcd"));
  EXPECT_EQ(one.changes.count("chip.core_0.neurons"), 0U);
  EXPECT_EQ(one.changes.count("chip.core_1.neurons"), 1U);
  EXPECT_EQ(one.changes.at("chip.step").begin()->second, "100");
  EXPECT_LT(fs::file_size(file("one.vcd")), fs::file_size(file("some.vcd")));
  EXPECT_LT(fs::file_size(file("some.vcd")), fs::file_size(file("all.vcd")));
}

TEST_F(Waves, LooselyTimedHaveNoRouters) {
  const CommandResult result = run({"--waves", file("waves.vcd"), "--timing", "lt"});
  ASSERT_EQ(result.status, 0) << result.errors;
  const VcdContents waves = read_vcd(file("waves.vcd"));
  EXPECT_EQ(waves.changes.count("chip.core_1.buffer_fill"), 0U);
  EXPECT_GT(waves.changes.at("chip.core_1.messages").size(), 1U);
}

TEST_F(Waves, GoIntoTheFolderOfResults) {
  const CommandResult result = run({"--out", out(), "--waves", out() + "/run.vcd"});
  EXPECT_EQ(result.status, 0) << result.errors;
  EXPECT_TRUE(fs::exists(out() + "/run.gtkw"));
  EXPECT_TRUE(fs::exists(out() + "/run.json"));
}

TEST_F(Waves, ThatMakeNoSenseAreRefused) {
  expect_waves_refused({"--wave-cores", "1"}, {"--wave-cores", "--waves"});
  expect_waves_refused({"--wave-steps", "1:2"}, {"--wave-steps", "--waves"});
  const std::vector<std::string> waves = {"--waves", file("waves.vcd")};
  const auto with = [&](const std::string& option, const std::string& value) {
    return std::vector<std::string>{waves[0], waves[1], option, value};
  };
  for (const char* list : {"", "1,", "a", "2-1", "1:2", "-1", "0 1"})
    expect_waves_refused(with("--wave-cores", list), {"--wave-cores", "3,7,12-15"});
  expect_waves_refused(with("--wave-cores", "0-3"), {"--wave-cores", "core 3", "no neurons"});
  for (const char* steps : {"", "1-2", "3:2", ":2", "1:"})
    expect_waves_refused(with("--wave-steps", steps), {"--wave-steps", "10:12"});
  expect_waves_refused(with("--wave-steps", "3:6"), {"--wave-steps", "0 to 5"});
  expect_waves_refused({waves[0], waves[1], "--no-critical-path"}, {"--no-critical-path", "--waves"});
  expect_waves_refused({"--waves", file("waves.png")}, {file("waves.png"), ".fst", ".vcd"});
  expect_waves_refused({"--waves", file("none/waves.vcd")}, {file("none/waves.vcd")});
}

TEST_F(Waves, LeaveNothingWhenTheyAreInterrupted) {
  const CommandResult result = interrupt_floorline({"run", "--network", network(), "--input", input(), "--steps",
                                                    "1000000000", "--waves", file("waves.vcd"), "--wave-steps", "0:3"},
                                                   file("waves.vcd.part"));
  EXPECT_EQ(result.status, 130) << result.errors;
  for (const auto& entry : fs::directory_iterator(file("")))
    EXPECT_EQ(entry.path().filename().string().find("waves"), std::string::npos) << entry.path();
}

}  // namespace
}  // namespace floorline::testbenches
