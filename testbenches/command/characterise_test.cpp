// floorline characterise as its users see it: a file, a picture, a screen, the same every time.
#include <nlohmann/json.hpp>

#include "testbenches/command/command_runner.h"

namespace floorline::testbenches {
namespace {

using Characterise = CommandTest;

std::string text_of(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST_F(Characterise, WritesWhatItFound) {
  const std::vector<std::string> arguments = {"characterise", "--out",         out(),
                                              "--set",        "noc.columns=4", "--set",
                                              "noc.rows=2",   "--set",         "neurocore.synop_time=1.5ns"};
  const CommandResult first = run_floorline(arguments);
  ASSERT_EQ(first.status, 0) << first.errors;
  EXPECT_EQ(first.errors, "");
  EXPECT_NE(first.output.find("synop_ns"), std::string::npos) << first.output;
  EXPECT_NE(first.output.find("floorline"), std::string::npos) << first.output;

  const std::string text = text_of(out() + "/floorline.json");
  const nlohmann::json json = nlohmann::json::parse(text);
  EXPECT_EQ(json.at("schema"), "floorline-characterisation/1");
  const nlohmann::json& synop = json.at("constants").at("synop_ns");
  EXPECT_EQ(synop.at("finding"), "measured");
  EXPECT_EQ(synop.at("unit"), "ns");
  EXPECT_NEAR(synop.at("value").get<double>(), 1.5, 0.01);
  EXPECT_GE(synop.at("points").at("x").size(), 4U);
  EXPECT_EQ(json.at("constants").at("message_form_ns").at("finding"), "upper_bound");
  EXPECT_NEAR(json.at("floorline").at("slope_ns_per_synop").get<double>(), 1.5, 0.01);
  EXPECT_NE(text_of(out() + "/floorline.svg").find("</svg>"), std::string::npos);

  ASSERT_EQ(run_floorline(arguments).status, 0);
  EXPECT_EQ(text_of(out() + "/floorline.json"), text);
}

// No barrier, no relay neurons: decided by the values of the chip.
TEST_F(Characterise, TakesChipsThatWorkFrameByFrame) {
  const CommandResult result =
      run_floorline({"characterise", "--chip", "akd1500", "--out", out(), "--set", "handover.time=5us"});
  ASSERT_EQ(result.status, 0) << result.errors;
  EXPECT_NE(result.output.find("not measured    The latency of neuron memory"), std::string::npos) << result.output;
  const nlohmann::json json = nlohmann::json::parse(text_of(out() + "/floorline.json"));
  EXPECT_EQ(json.at("floorline").at("program"), "bounded_relu");
  EXPECT_EQ(json.at("left_out").size(), 2U);  // with the hops in a column of two routers
  const nlohmann::json& constants = json.at("constants");
  EXPECT_NEAR(constants.at("handover_ns").at("value").get<double>(), 5000, 0.01);
  EXPECT_NEAR(constants.at("synop_ns").at("value").get<double>(), 0.212, 0.001);
  for (const char* name : {"barrier_base_ns", "state_access_ns", "neuron_update_ns.lif"})
    EXPECT_FALSE(constants.contains(name)) << name;
  EXPECT_NE(text_of(out() + "/floorline.svg").find("1024 bounded_relu neurons per core"), std::string::npos);
}

// No step, no floor: decided by how its time advances.
TEST_F(Characterise, TakesChipsThatRunFreely) {
  const CommandResult result =
      run_floorline({"characterise", "--chip", "speck", "--out", out(), "--set", "neurocore.message_decode_time=30ns"});
  ASSERT_EQ(result.status, 0) << result.errors;
  EXPECT_NE(result.output.find("not measured    The pads apart"), std::string::npos) << result.output;
  EXPECT_NE(result.output.find("from the times of events"), std::string::npos) << result.output;
  const nlohmann::json json = nlohmann::json::parse(text_of(out() + "/floorline.json"));
  EXPECT_EQ(json.at("floorline").at("program"), "integrate_fire");
  EXPECT_EQ(json.at("floorline").at("floor_ns"), 0);
  const nlohmann::json& constants = json.at("constants");
  EXPECT_NEAR(constants.at("synop_ns.core_0").at("value").get<double>(), 10, 0.001);
  EXPECT_NEAR(constants.at("synop_ns.core_8").at("value").get<double>(), 33.333, 0.001);
  EXPECT_NEAR(constants.at("message_decode_ns").at("value").get<double>(), 30, 0.001);
  EXPECT_NE(text_of(out() + "/floorline.svg").find("Slope: 10.000 ns per synop on the fastest core; no floor"),
            std::string::npos);
  expect_user_mistake({"characterise", "--chip", "speck", "--out", file("lt"), "--timing", "lt"},
                      {"speck", "approximately timed"});
}

TEST_F(Characterise, WorksLooselyTimedAndOnTwoCores) {
  const CommandResult result =
      run_floorline({"characterise", "--out", out(), "--timing", "lt", "--set", "noc.columns=1", "--set", "noc.rows=1",
                     "--set", "noc.cores_per_router=2"});
  EXPECT_EQ(result.status, 0) << result.errors;
}

}  // namespace
}  // namespace floorline::testbenches
