// tb_noc: what is wrong with its arguments and files is said in one sentence, before anything is printed or written.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "testbenches/command/process.h"
#include "testbenches/support/source_directory.h"
#include "testbenches/support/temporary_directory.h"

namespace floorline::testbenches {
namespace {

class NetworkBenchArguments : public testing::Test {
 protected:
  static void expect_refused(const std::vector<std::string>& arguments, const std::vector<std::string>& parts) {
    expect_one_sentence(run_process(testbenches::built_program("tb_noc"), arguments), "tb_noc: ", parts);
  }
  std::string file(const std::string& name) const { return directory_.file(name); }
  std::string written(const std::string& name, const std::string& text) const {
    std::ofstream(file(name)) << text;
    return file(name);
  }
  void expect_trace_refused(const std::string& text, const std::vector<std::string>& parts) const {
    expect_refused({"--mesh", "4x4", "--traffic", written("trace.csv", text)}, parts);
  }

 private:
  TemporaryDirectory directory_;
};

constexpr const char* header = "time_ps,source,destination,flits\n";

TEST_F(NetworkBenchArguments, HelpNamesEveryOption) {
  const CommandResult result = run_process(testbenches::built_program("tb_noc"), {"--help"});
  EXPECT_EQ(result.status, 0);
  EXPECT_EQ(result.errors, "");
  EXPECT_EQ(result.output.rfind("Usage: tb_noc", 0), 0U) << result.output;
  for (const char* option : {"mesh", "concentration", "traffic", "flits", "buffer", "vcs", "routing", "router", "load",
                             "timing", "seed", "warmup", "cycles", "sweep", "plot", "compare", "json"}) {
    EXPECT_NE(result.output.find(std::string("--") + option), std::string::npos) << option;
  }
}

TEST_F(NetworkBenchArguments, UnknownOptionsAndStrayWords) {
  expect_refused({"--colour", "red"}, {"--colour", "not a known option"});
  expect_refused({"--mesch", "4x4"}, {"--mesch", "--mesh"});
  expect_refused({"uniform"}, {"not an option"});
  expect_refused({"--seed", "1", "--seed", "2"}, {"--seed", "twice"});
  expect_refused({"--seed"}, {"--seed"});
}

TEST_F(NetworkBenchArguments, Mesh) {
  for (const char* mesh : {"0x3", "3x0", "8x8x8", "8", "abc", "8x8x", "x8", "8x", "-1x4", "8x1000000", "8 x 8", ""}) {
    expect_refused({std::string("--mesh=") + mesh}, {"--mesh"});
  }
  expect_refused({"--mesh", "64x64"}, {"--mesh", "4095"});
  expect_refused({"--mesh", "32x32", "--concentration", "4"}, {"--mesh", "4095"});
}

TEST_F(NetworkBenchArguments, Channels) {
  expect_refused({"--vcs", "0"}, {"--vcs"});
  expect_refused({"--vcs", "16"}, {"--vcs"});
  expect_refused({"--concentration", "0"}, {"--concentration"});
  expect_refused({"--concentration", "60"}, {"--concentration"});
  expect_refused({"--vcs", "14", "--concentration", "8"}, {"64 channels"});
  const std::vector<std::string> most = {"--vcs", "15", "--concentration", "3", "--mesh", "3x3", "--cycles", "100"};
  EXPECT_EQ(run_process(testbenches::built_program("tb_noc"), most).status, 0);
}

TEST_F(NetworkBenchArguments, Router) {
  for (const char* router : {"1,1,1,1", "1,1,1,1,1,1", "1,1,1,inf", "1,1,1,1,1,inf", "inf", "1,1,inf,1,1", "1,1,1,1,",
                             "1,,1,1,1", "1,1,1,1,1.5", "a,1,1,1,1", "-1,1,1,1,1", ""}) {
    expect_refused({std::string("--router=") + router}, {"--router"});
  }
  for (const char* router : {"0,1,1,1,1", "1,0,1,1,1", "1,1,0,1,1", "1,1,1,0,1", "1,1,1,0,inf"}) {
    expect_refused({"--router", router}, {"--router", "0"});
  }
  expect_refused({"--router", "2,3,3,2,2"}, {"--router", "'2,3,3,2,2'", "credit"});
}

TEST_F(NetworkBenchArguments, Numbers) {
  for (const char* load : {"1.5", "-0.1", "nan", "much", "0.1x", "0", ""}) {
    expect_refused({std::string("--load=") + load}, {"--load"});
  }
  for (const char* option : {"--flits", "--buffer", "--cycles"}) {
    for (const char* value : {"0", "-1", "1.5", "many", "99999999999999999999", ""}) {
      expect_refused({std::string(option) + "=" + value}, {option});
    }
  }
  for (const char* option : {"--seed", "--warmup"}) {
    expect_refused({std::string(option) + "=-1"}, {option});
  }
}

TEST_F(NetworkBenchArguments, Choices) {
  expect_refused({"--traffic", "zigzag"}, {"--traffic", "'zigzag'", "uniform", "transpose", "neighbour"});
  expect_refused({"--traffic", "transpose", "--mesh", "4x8"}, {"--traffic", "transpose"});
  expect_refused({"--routing", "zz"}, {"--routing", "xy, yx, west_first"});
  expect_refused({"--timing", "xt"}, {"--timing", "at, lt"});
}

TEST_F(NetworkBenchArguments, OptionsThatHaveNoUse) {
  const std::string trace = written("trace.csv", std::string(header) + "0,0,1,1\n");
  for (const std::vector<std::string>& useless : {std::vector<std::string>{"--load", "0.2"},
                                                  {"--flits", "2"},
                                                  {"--seed", "2"},
                                                  {"--warmup", "5"},
                                                  {"--cycles", "5"},
                                                  {"--sweep"}}) {
    std::vector<std::string> all = {"--traffic", trace};
    all.insert(all.end(), useless.begin(), useless.end());
    expect_refused(all, {useless.front(), "trace"});
  }
  expect_refused({"--sweep", "--load", "0.2"}, {"--load", "--sweep"});
  expect_refused({"--sweep", "--json"}, {"--json", "--sweep"});
  expect_refused({"--plot", file("plot.svg")}, {"--plot", "--sweep"});
  expect_refused({"--sweep", "--compare", file("a.csv")}, {"--compare", "--plot"});
  EXPECT_FALSE(std::filesystem::exists(file("plot.svg")));
}

TEST_F(NetworkBenchArguments, Trace) {
  expect_refused({"--traffic", file("none.csv")}, {file("none.csv"), "cannot be read"});
  expect_trace_refused("", {"trace.csv:1", "time_ps,source,destination,flits"});
  expect_trace_refused("time,source,destination,flits\n0,0,1,1\n", {"trace.csv:1"});
  expect_trace_refused(header, {"trace.csv", "no packets"});
  for (const char* line :
       {"0,0,1", "0,0,1,1,1", "0,0,1,", "0,0,x,1", "0,-1,1,1", "0.5,0,1,1", "", "0;0;1;1", "0,0,1,1 "}) {
    expect_trace_refused(header + std::string("0,0,1,1\n") + line + "\n", {"trace.csv:3", "four whole numbers"});
  }
  expect_trace_refused(header + std::string("0,16,1,1\n"), {"trace.csv:2", "node", "16"});
  expect_trace_refused(header + std::string("0,1,16,1\n"), {"trace.csv:2", "node", "16"});
  expect_trace_refused(header + std::string("0,0,1,0\n"), {"trace.csv:2", "flits"});
  expect_trace_refused(header + std::string("0,0,1,65537\n"), {"trace.csv:2", "flits"});
  expect_trace_refused(header + std::string("5000,0,1,1\n4000,2,1,1\n"), {"trace.csv:3", "earlier"});
}

TEST_F(NetworkBenchArguments, PlotThatCannotBeWritten) {
  const std::string plain = written("plain", "a file");
  expect_refused({"--sweep", "--plot", plain + "/plot.svg"}, {plain});
  std::filesystem::create_directory(file("folder"));
  expect_refused({"--sweep", "--plot", file("folder")}, {"--plot", file("folder")});
  expect_refused({"--sweep", "--plot", file("folder/")}, {"--plot", file("folder")});
  EXPECT_EQ(contents(plain), "a file");
}

TEST_F(NetworkBenchArguments, CurvesThatCannotBeRead) {
  const auto refused = [&](const std::string& path, const std::vector<std::string>& parts) {
    expect_refused({"--sweep", "--plot", file("below/plot.svg"), "--compare", path}, parts);
    EXPECT_FALSE(std::filesystem::exists(file("below")));
  };
  refused(file("none.csv"), {file("none.csv")});
  refused(written("curve.csv", ""), {"curve.csv"});
  refused(written("curve.csv", "load,mean\n"), {"curve.csv:1", "'offered'"});
  refused(written("curve.csv", "offered,latency\n"), {"curve.csv:1", "'mean'"});
  refused(written("curve.csv", "offered,mean\n0.1,20\n0.2,high\n"), {"curve.csv:3", "'high'"});
  refused(written("curve.csv", "offered,mean\n0.1,nan\n"), {"curve.csv:2", "'nan'"});
  refused(written("curve.csv", "offered,mean\n,3\n"), {"curve.csv:2", "column 1"});
  refused(written("curve.csv", "offered,mean\n0.1\n"), {"curve.csv:2", "column 2"});
}

}  // namespace
}  // namespace floorline::testbenches
