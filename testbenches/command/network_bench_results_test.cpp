// tb_noc: what it prints and draws agrees with itself, with the zero-load formula, and from run to run.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "testbenches/command/process.h"
#include "testbenches/support/source_directory.h"
#include "testbenches/support/temporary_directory.h"

namespace floorline::testbenches {
namespace {

using nlohmann::json;

// Latency from creation to the last flit's delivery, in a network without other packets.
struct Router {
  const char* text;
  int source_to_switch, hop, switch_to_delivery;

  int latency(int hops, int flits) const { return source_to_switch + hops * hop + switch_to_delivery + flits - 1; }
};

constexpr Router single_cycle{"1,1,1,1,inf", 1, 1, 1};
constexpr Router pipelined{"2,3,3,2,5", 2, 3, 3};
constexpr Router odd{"5,2,7,3,9", 5, 2, 7};

constexpr int columns = 5;  // of the mesh that traces are run on, which is not square: rows and columns differ

int hops(int source, int destination) {
  return std::abs(source % columns - destination % columns) + std::abs(source / columns - destination / columns);
}

struct Sent {
  int source, destination, flits;
};

class NetworkBenchResults : public testing::Test {
 protected:
  std::string file(const std::string& name) const { return directory_.file(name); }

  static CommandResult run(const std::vector<std::string>& arguments) {
    CommandResult result = run_process(testbenches::built_program("tb_noc"), arguments);
    EXPECT_EQ(result.status, 0) << result.errors;
    return result;
  }
  static json run_json(std::vector<std::string> arguments) {
    arguments.emplace_back("--json");
    const CommandResult result = run(arguments);
    EXPECT_EQ(result.errors, "");
    return json::parse(result.output);
  }
  // Packets `every` picoseconds, one after the other.
  json run_trace(const std::vector<Sent>& packets, const std::vector<std::string>& more, long every = 1000000) const {
    std::ofstream trace(file("trace.csv"));
    trace << "time_ps,source,destination,flits\n";
    for (std::size_t i = 0; i < packets.size(); ++i) {
      trace << static_cast<long>(i) * every << ',' << packets[i].source << ',' << packets[i].destination << ','
            << packets[i].flits << '\n';
    }
    trace.close();
    std::vector<std::string> arguments = {"--mesh", "5x3", "--traffic", file("trace.csv")};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run_json(arguments);
  }

 private:
  TemporaryDirectory directory_;
};

std::uint64_t flits_of_links(const json& result, bool to_node) {
  std::uint64_t sum = 0;
  for (const json& link : result["links"]) {
    if ((link["port"].get<std::string>().rfind("core_", 0) == 0) == to_node) {
      sum += link["flits"].get<std::uint64_t>();
    }
  }
  return sum;
}

TEST_F(NetworkBenchResults, JsonAgreesWithItself) {
  const double offered = 0.1;
  const json result = run_json({"--load", "0.1", "--cycles", "10000"});
  const json& latency = result["latency_cycles"];
  EXPECT_LE(latency["p50"], latency["p95"]);
  EXPECT_LE(latency["p95"], latency["p99"]);
  EXPECT_LE(latency["p99"], latency["max"]);
  EXPECT_LE(std::abs(latency["mean"].get<double>() - latency["p50"].get<double>()), 1);  // nearly symmetric
  EXPECT_FALSE(result["saturated"]);
  const double packets = offered * 64 * 10000;
  const double six_sigma = 6 * std::sqrt(packets);
  EXPECT_NEAR(result["packets_measured"].get<double>(), packets, six_sigma);
  EXPECT_NEAR(result["accepted_load"].get<double>(), offered, offered * six_sigma / packets);
  // All of the same stretch of time, the one that was asked for.
  EXPECT_EQ(result["cycles"], 10000);
  EXPECT_NEAR(result["accepted_load"].get<double>() * 64 * 10000, result["packets_delivered"].get<double>(), 0.01);
  EXPECT_NEAR(flits_of_links(result, true), result["packets_delivered"].get<double>(), 64);  // on the link at an end
  EXPECT_EQ(result["flit_hops"], flits_of_links(result, false));
  EXPECT_EQ(result["links"].size(), 4U * 8 * 7 + 64);
  for (const json& link : result["links"]) {
    EXPECT_NEAR(link["load"].get<double>(), link["flits"].get<double>() / result["cycles"].get<double>(), 1e-9);
    EXPECT_LE(link["load"].get<double>(), 1);
  }
}

TEST_F(NetworkBenchResults, TheTextSaysTheSameAsTheJson) {
  const std::vector<std::string> arguments = {"--mesh", "4x4", "--cycles", "3000"};
  const std::string text = run(arguments).output;
  const json result = run_json(arguments);
  EXPECT_NE(text.find("max " + result["latency_cycles"]["max"].dump() + " cycles (" +
                      result["packets_measured"].dump() + " packets)"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find(result["flit_hops"].dump() + " flit-hops in " + result["cycles"].dump() + " cycles"),
            std::string::npos)
      << text;
}

TEST_F(NetworkBenchResults, SeedsDecide) {
  const auto with_seed = [](const std::string& seed) {
    return run({"--mesh", "4x4", "--cycles", "3000", "--json", "--seed", seed}).output;
  };
  const std::string first = with_seed("7");
  EXPECT_EQ(first, with_seed("7"));
  EXPECT_NE(first, with_seed("8"));
}

TEST_F(NetworkBenchResults, OnePacketTakesTheZeroLoadLatency) {
  for (const Router& router : {single_cycle, pipelined, odd}) {
    for (const Sent& packet : {Sent{0, 0, 1}, {0, 1, 1}, {3, 13, 1}, {0, 14, 1}, {14, 0, 4}, {4, 10, 7}, {7, 7, 3}}) {
      const json latency = run_trace({packet}, {"--router", router.text})["latency_cycles"];
      const int expected = router.latency(hops(packet.source, packet.destination), packet.flits);
      EXPECT_EQ(latency["mean"], expected) << router.text << ": " << packet.source << " to " << packet.destination;
      EXPECT_EQ(latency["max"], expected);
      EXPECT_EQ(latency["p50"], expected);
    }
  }
}

TEST_F(NetworkBenchResults, PacketsFarApartDoNotMeet) {
  std::vector<Sent> packets;
  std::vector<int> latencies;
  std::uint64_t flit_hops = 0;
  std::uint64_t flits = 0;
  for (int source = 0; source < 15; ++source) {
    for (int destination = 0; destination < 15; ++destination) {
      const int length = 1 + (source + 3 * destination) % 6;
      packets.push_back({source, destination, length});
      latencies.push_back(pipelined.latency(hops(source, destination), length));
      flits += static_cast<std::uint64_t>(length);
      flit_hops += static_cast<std::uint64_t>(length * hops(source, destination));
    }
  }
  std::sort(latencies.begin(), latencies.end());
  double total = 0;
  for (const int latency : latencies) {
    total += latency;
  }
  for (const char* timing : {"at", "lt"}) {
    const json result = run_trace(packets, {"--router", pipelined.text, "--timing", timing});
    const json& latency = result["latency_cycles"];
    EXPECT_DOUBLE_EQ(latency["mean"], total / 225) << timing;
    EXPECT_EQ(latency["max"], latencies.back());
    EXPECT_EQ(latency["p50"], latencies[112]);  // the 113th of 225
    EXPECT_EQ(latency["p99"], latencies[222]);
    EXPECT_EQ(result["packets_measured"], 225);
    EXPECT_EQ(result["packets_delivered"], 225);
    EXPECT_EQ(result["flit_hops"], flit_hops);
    EXPECT_EQ(flits_of_links(result, false), flit_hops);
    EXPECT_EQ(flits_of_links(result, true), flits);  // every flit is delivered once
    EXPECT_FALSE(result["saturated"]);
  }
}

TEST_F(NetworkBenchResults, PacketsOfOneSourceWaitForEachOther) {
  // All made at once: each of 4 flits waits for those before it, and all take the same way.
  const json latency =
      run_trace({{0, 3, 4}, {0, 3, 4}, {0, 3, 4}}, {"--router", single_cycle.text}, 0)["latency_cycles"];
  const int first = single_cycle.latency(3, 4);
  EXPECT_GE(latency["max"], first + 8);
  EXPECT_GE(latency["p50"], first + 4);
}

TEST_F(NetworkBenchResults, LooselyTimedIsCloseAtLowLoad) {
  const std::vector<std::string> arguments = {"--load", "0.01", "--cycles", "10000"};
  std::vector<std::string> loosely = arguments;
  loosely.insert(loosely.end(), {"--timing", "lt"});
  const json at = run_json(arguments);
  const json lt = run_json(loosely);
  EXPECT_EQ(at["packets_measured"], lt["packets_measured"]);  // the same packets
  const double at_mean = at["latency_cycles"]["mean"];
  EXPECT_NEAR(lt["latency_cycles"]["mean"].get<double>(), at_mean, 0.05 * at_mean);
}

using Table = std::vector<std::vector<double>>;

Table table_of(const std::string& csv) {
  std::istringstream lines(csv);
  std::string line;
  std::getline(lines, line);
  EXPECT_EQ(line, "offered,accepted,mean,p50,p95,p99,max,saturated");
  Table table;
  while (std::getline(lines, line)) {
    std::istringstream cells(line);
    table.emplace_back();
    for (std::string cell; std::getline(cells, cell, ',');) {
      table.back().push_back(std::stod(cell));
    }
    EXPECT_EQ(table.back().size(), 8U) << line;
  }
  return table;
}

const std::vector<std::string> quick_sweep = {"--sweep",  "--mesh", "4x4",      "--flits", "4",
                                              "--warmup", "1000",   "--cycles", "4000"};

TEST_F(NetworkBenchResults, SweepEndsInSaturationBehindItsKnee) {
  const CommandResult result = run(quick_sweep);
  const Table table = table_of(result.output);
  ASSERT_GT(table.size(), 5U);
  for (std::size_t i = 1; i < table.size(); ++i) {
    EXPECT_LT(table[i - 1][0], table[i][0]);
  }
  EXPECT_EQ(table.front()[7], 0);
  EXPECT_EQ(table.back()[7], 1);
  const std::size_t twice = result.errors.find(" at ");
  const std::size_t three = result.errors.find(" at ", twice + 1);
  ASSERT_NE(three, std::string::npos) << result.errors;
  const std::vector<std::pair<double, double>> knees = {{2, std::stod(result.errors.substr(twice + 4))},
                                                        {3, std::stod(result.errors.substr(three + 4))}};
  EXPECT_LE(knees[0].second, knees[1].second);
  for (const auto& [times, knee] : knees) {
    const auto above = std::find_if(table.begin(), table.end(),
                                    [&, limit = times * table.front()[2]](const auto& row) { return row[2] >= limit; });
    ASSERT_NE(above, table.end());
    EXPECT_LE(knee, above->front());
    EXPECT_GE(knee, (above - 1)->front());
  }
}

TEST_F(NetworkBenchResults, SweepIsDrawnAndComparedWithItself) {
  std::vector<std::string> arguments = quick_sweep;
  const CommandResult plain = run(arguments);
  std::ofstream(file("other <run>.csv")) << plain.output;
  arguments.insert(arguments.end(), {"--plot", file("new/plot.svg"), "--compare", file("other <run>.csv"), "--compare",
                                     file("more.csv")});
  std::ofstream(file("more.csv")) << "mean,x,offered\r\n15,,0.1\r\n,,0.2\r\ninf,,0.9\r\n";  // one point has a place
  const CommandResult drawn = run(arguments);
  EXPECT_EQ(drawn.output, plain.output);
  const std::string svg = contents(file("new/plot.svg"));
  for (const char* part : {"<svg", "4 \u00d7 4 mesh, uniform traffic", "packets of 4 flits", "buffers of 8 flits",
                           "1,1,1,1,inf", "other &lt;run&gt;", ">more<", "99th percentile", "knee"}) {
    EXPECT_NE(svg.find(part), std::string::npos) << part;
  }
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(file("new")), {}), 1);  // nothing else is left
}

// floorline run writes what tb_noc reads, and the network does the same with it.
TEST_F(NetworkBenchResults, TrafficOfAChipIsReplayed) {
  ASSERT_EQ(run_process(testbenches::built_program("floorline"),
                        {"generate", "--network", file("g.net"), "--input", file("g.npy")})
                .status,
            0);
  ASSERT_EQ(run_process(testbenches::built_program("floorline"),
                        {"run", "--network", file("g.net"), "--input", file("g.npy"), "--steps", "4",
                         "--record-traffic", file("traffic.csv"), "--out", file("out")})
                .status,
            0);
  std::ifstream trace(file("traffic.csv"));
  std::uint64_t packets = 0;
  for (std::string line; std::getline(trace, line);)
    ++packets;
  --packets;  // the header
  const json record = json::parse(std::ifstream(file("out/run.json")));
  std::uint64_t sent = record["host"]["messages_sent"];
  for (const json& core : record["cores"])
    sent += core["messages_out"].get<std::uint64_t>();
  EXPECT_EQ(packets, sent);
  const json result = run_json({"--chip", "loihi2", "--traffic", file("traffic.csv")});
  EXPECT_EQ(result["packets_delivered"], packets);
  EXPECT_EQ(result["flit_hops"].get<std::uint64_t>(), record["totals"]["horizontal_hops"].get<std::uint64_t>() +
                                                          record["totals"]["vertical_hops"].get<std::uint64_t>());
}

TEST_F(NetworkBenchResults, TrafficWithCopiesIsNotRecorded) {
  ASSERT_EQ(run_process(testbenches::built_program("floorline"),
                        {"generate", "--network", file("g.net"), "--input", file("g.npy")})
                .status,
            0);
  expect_one_sentence(run_process(testbenches::built_program("floorline"),
                                  {"run", "--network", file("g.net"), "--input", file("g.npy"), "--steps", "4", "--set",
                                   "noc.multicast_groups=10", "--record-traffic", file("traffic.csv")}),
                      "floorline run", {"--record-traffic", "--set noc.multicast_groups=0"});
  EXPECT_FALSE(std::filesystem::exists(file("traffic.csv")));
}

TEST_F(NetworkBenchResults, OutputThatIsLostIsAnError) {
  EXPECT_EQ(run_process(testbenches::built_program("tb_noc"), {"--mesh", "2x2", "--cycles", "100"}, "/dev/full").status,
            1);
}

}  // namespace
}  // namespace floorline::testbenches
