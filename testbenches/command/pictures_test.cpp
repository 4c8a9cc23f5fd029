// The pictures and the floorline of a run, as its users get them.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "platform/base/json_reader.h"
#include "testbenches/command/command_runner.h"

namespace floorline::testbenches {
namespace {

using platform::Json;

const std::vector<std::string> pictures = {"floorline.svg", "mesh.svg", "cores.svg", "shares.svg", "steps.svg"};

class Pictures : public CommandTest {
 protected:
  CommandResult run(const std::string& folder, const std::vector<std::string>& more = {}) const {
    std::vector<std::string> all = {"run", "--network", network(), "--input", input(), "--steps", "6", "--out", folder};
    all.insert(all.end(), more.begin(), more.end());
    return run_floorline(all);
  }
  bool is_there(const std::string& name) const { return std::filesystem::exists(out() + "/" + name); }
};

TEST_F(Pictures, AreWrittenTheSameEveryTime) {
  ASSERT_EQ(run(out()).status, 0);
  ASSERT_EQ(run(file("again")).status, 0);
  for (const std::string& name : pictures) {
    const std::string svg = contents(out() + "/" + name);
    EXPECT_NE(svg.find("</svg>"), std::string::npos) << name;
    EXPECT_EQ(svg, contents(file("again/" + name))) << name;
  }
}

TEST_F(Pictures, NoCriticalPathNoShares) {
  ASSERT_EQ(run(out(), {"--no-critical-path"}).status, 0);
  EXPECT_FALSE(is_there("shares.svg"));
  EXPECT_TRUE(is_there("cores.svg"));
}

TEST_F(Pictures, LooselyTimedHasPortsToo) {
  ASSERT_EQ(run(out(), {"--timing", "lt"}).status, 0);
  const std::string ports = contents(out() + "/ports.csv");
  EXPECT_NE(ports.find("\n0,0,east,"), std::string::npos) << ports;
  EXPECT_TRUE(is_there("mesh.svg"));
}

// 32 routers with four cores each, the host's port, and 104 ends of links.
TEST_F(Pictures, PortsOfTheWholeMeshAddUp) {
  ASSERT_EQ(run(out()).status, 0);
  const double elapsed_ns = platform::read_json_file(out() + "/run.json")["elapsed_ns"];
  std::istringstream text(contents(out() + "/ports.csv"));
  std::string line;
  std::getline(text, line);
  int lines = 0;
  for (; std::getline(text, line); ++lines) {
    std::replace(line.begin(), line.end(), ',', ' ');
    std::istringstream cells(line);
    std::string column, row, port;
    std::uint64_t flits = 0, busy_ps = 0, blocked_ps = 0, idle_ps = 0;
    cells >> column >> row >> port >> flits >> busy_ps >> blocked_ps >> idle_ps;
    EXPECT_DOUBLE_EQ(static_cast<double>(busy_ps + blocked_ps + idle_ps) / 1000, elapsed_ns) << line;
  }
  EXPECT_EQ(lines, 32 * 4 + 1 + 104);
}

TEST_F(Pictures, TheFloorlineOfAChipThatComesWithTheProgramIsKnown) {
  const CommandResult result = run(out());
  EXPECT_NE(result.output.find("  floorline       "), std::string::npos) << result.output;
  const Json floorline = platform::read_json_file(out() + "/run.json").at("floorline");
  EXPECT_NEAR(floorline["slope_ns_per_synop"].get<double>(), 0.76, 0.01);
  EXPECT_GE(floorline["time_over_bound"], 1);
  // Also under another name, and with other energies.
  EXPECT_NE(
      run(file("again"), {"--chip", out() + "/chip.json", "--set", "energy.synop=1pJ"}).output.find("  floorline  "),
      std::string::npos);
}

TEST_F(Pictures, EarlierRunsAreDrawnToo) {
  ASSERT_EQ(run(file("first")).status, 0);
  ASSERT_EQ(run(out(), {"--compare", file("first") + "/", "--timing", "lt"}).status, 0);
  EXPECT_NE(contents(out() + "/floorline.svg").find("first: "), std::string::npos);
  EXPECT_EQ(contents(file("first/floorline.svg")).find("first: "), std::string::npos);
}

TEST_F(Pictures, WhatIsNoEarlierRunIsRefused) {
  const CommandResult nothing = run(out(), {"--compare", file("nowhere")});
  EXPECT_EQ(nothing.status, 2);
  EXPECT_NE(nothing.errors.find("nowhere/run.json"), std::string::npos) << nothing.errors;
  std::filesystem::create_directory(file("other"));
  std::ofstream(file("other/run.json")) << "{\"schema\": \"floorline-run/0\"}";
  const CommandResult other = run(out(), {"--compare", file("other")});
  EXPECT_EQ(other.status, 2);
  EXPECT_NE(other.errors.find("schema must be"), std::string::npos) << other.errors;
  EXPECT_FALSE(is_there("run.json"));
  EXPECT_EQ(run_floorline({"run", "--network", network(), "--compare", out()}).status, 2);
}

TEST_F(Pictures, TheFloorlineOfAChangedChipIsNot) {
  const CommandResult result = run(out(), {"--set", "neurocore.synop_time=2ns"});
  EXPECT_EQ(result.status, 0) << result.errors;
  EXPECT_EQ(result.output.find("  floorline  "), std::string::npos) << result.output;
  EXPECT_FALSE(platform::read_json_file(out() + "/run.json").contains("floorline"));
  EXPECT_NE(contents(out() + "/floorline.svg").find("slope and floor unknown"), std::string::npos);
}

TEST_F(Pictures, FloorlineFileOfTheSameChip) {
  const std::vector<std::string> small_chip = {"--set", "noc.columns=2", "--set", "noc.rows=1"};
  std::vector<std::string> characterise = {"characterise", "--out", file("chip")};
  characterise.insert(characterise.end(), small_chip.begin(), small_chip.end());
  ASSERT_EQ(run_floorline(characterise).status, 0);
  std::vector<std::string> options = small_chip;
  options.insert(options.end(), {"--floorline", file("chip/floorline.json")});
  const CommandResult result = run(out(), options);
  EXPECT_EQ(result.status, 0) << result.errors;
  EXPECT_NE(result.output.find("  floorline       "), std::string::npos) << result.output;
  expect_user_mistake({"run", "--network", network(), "--floorline", file("chip/floorline.json")},
                      {file("chip/floorline.json"), "another chip", "noc.columns is 2 there and 8 here"});
}

TEST_F(Pictures, NoFloorlineFile) {
  expect_refused({"--network", network(), "--floorline", file("none.json")}, {file("none.json")});
  ASSERT_EQ(run(file("other")).status, 0);
  expect_refused({"--network", network(), "--floorline", file("other/run.json")},
                 {file("other/run.json"), "schema", "floorline-run/1"});
}

}  // namespace
}  // namespace floorline::testbenches
