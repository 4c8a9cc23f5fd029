// tb_noc: the network-on-chip alone, under synthetic traffic or a recorded trace.
#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <iomanip>
#include <iostream>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <systemc>

#include "platform/base/error.h"
#include "platform/base/output_folder.h"
#include "testbenches/noc/load_plot.h"
#include "testbenches/noc/load_sweep.h"
#include "testbenches/noc/network_bench.h"
#include "testbenches/support/testbench_main.h"
#include "tools/floorline/chip_options.h"
#include "tools/floorline/options.h"

namespace floorline::testbenches {
namespace {

using platform::UserError;
using tools::Options;

constexpr const char* purpose =
    "Sends packets through a network-on-chip and reports their latency, from creation (the wait in the source queue "
    "included) until the last flit is delivered, and the load of the links.\n\n"
    "All times are cycles of the router. --router gives its five timing numbers: from the source until the flit may "
    "compete for the switch, a hop, from the switch to delivery, until a credit may be used again, and the same at the "
    "sinks (inf: sinks have room without end).";

Options make_options() {
  Options options("tb_noc [OPTION...]", purpose);
  options.option("mesh", "CxR", "columns x rows of routers (8x8)");
  options.option("concentration", "N", "nodes per router (1)");
  options.option("traffic", "PATTERN",
                 "uniform, transpose, bitcomp, hotspot, tornado, neighbour, or a trace FILE.csv (uniform)");
  options.option("flits", "L", "flits of a packet (1)");
  options.option("buffer", "B", "flits per input channel of a router (8)");
  options.option("vcs", "V", "virtual channels of each link between routers (1)");
  options.option("routing", "NAME", "xy, yx or west_first (xy)");
  options.option("router", "LI,LH,LE,LC,EC", "the five timing numbers, in cycles (1,1,1,1,inf)");
  options.option("load", "X", "offered flits per node and cycle, from 0 to 1 (0.1)");
  options.option("chip", "NAME|FILE", "the network of this chip, to replay its traffic; a cycle is then a nanosecond");
  options.repeatable("set", "KEY=VALUE", "with --chip: change a constant of the chip; repeatable");
  options.option("timing", "KIND", "at: buffers and back-pressure; lt: link occupancy only (at)");
  options.option("seed", "N", "seed of the random numbers (1)");
  options.option("warmup", "CYCLES", "cycles before measuring (10000)");
  options.option("cycles", "CYCLES", "cycles in which the measured packets are created (30000)");
  options.flag("sweep", "run all loads up to saturation, and find the knee: a CSV table on standard output");
  options.option("plot", "FILE.svg", "with --sweep: draw latency against load");
  options.repeatable("compare", "FILE.csv",
                     "with --plot: draw another curve, a table with the columns offered and mean; can be repeated");
  options.flag("json", "print the result as JSON");
  return options;
}

std::vector<std::uint32_t> numbers(const std::string& name, const std::string& text, char separator) {
  std::vector<std::uint32_t> result;
  std::istringstream stream(text + separator);  // so that a trailing separator is noticed
  for (std::string part; std::getline(stream, part, separator);) {
    if (part.empty() || part.size() > 6 || part.find_first_not_of("0123456789") != std::string::npos)
      Options::fail(name, fmt::format("'{}' in '{}' is not a whole number below a million", part, text));
    result.push_back(static_cast<std::uint32_t>(std::stoul(part)));
  }
  return result;
}

RouterTiming router_timing(const std::string& text) {
  const std::string no_ejection = ",inf";
  const bool endless = text.size() > no_ejection.size() &&
                       text.compare(text.size() - no_ejection.size(), std::string::npos, no_ejection) == 0;
  const std::vector<std::uint32_t> cycles =
      numbers("router", endless ? text.substr(0, text.size() - no_ejection.size()) : text, ',');
  if (cycles.size() != (endless ? 4 : 5))
    Options::fail("router",
                  fmt::format("'{}' must be five numbers of cycles, of which the last may be inf: 2,3,3,2,5", text));
  for (const std::uint32_t number : cycles) {
    if (number == 0)
      Options::fail("router", fmt::format("'{}': the numbers must not be 0", text));
  }
  RouterTiming timing{cycles[0], cycles[1], cycles[2], cycles[3], std::nullopt};
  if (!endless) {
    if (cycles[4] < cycles[2])
      Options::fail(
          "router",
          fmt::format("'{}': a credit of the sinks (last number) cannot return before the flit arrives (third number)",
                      text));
    timing.ejection_credit = cycles[4];
  }
  return timing;
}

NetworkSetup network_setup(const Options& options) {
  NetworkSetup setup;
  setup.timing = static_cast<models::Timing>(options.choice("timing", {"at", "lt"}));
  if (options.has("chip")) {
    setup.noc = platform::resolve(tools::chip_document(options)).noc;
    return setup;
  }
  if (options.has("mesh")) {
    const std::vector<std::uint32_t> size = numbers("mesh", options.text("mesh"), 'x');
    if (size.size() != 2 || size[0] == 0 || size[1] == 0)
      Options::fail("mesh", fmt::format("'{}' must be columns x rows, for example 8x8", options.text("mesh")));
    setup.columns = size[0];
    setup.rows = size[1];
  }
  // A router has virtual channels in four directions and one channel per node; one router has a channel for the host.
  constexpr std::int64_t most_virtual_channels = (models::max_router_channels - 2) / 4;
  constexpr std::int64_t most_nodes_per_router = models::max_router_channels - 4 - 1;
  setup.virtual_channels = static_cast<std::uint32_t>(options.whole("vcs", 1, 1, most_virtual_channels));
  setup.concentration = static_cast<std::uint32_t>(options.whole("concentration", 1, 1, most_nodes_per_router));
  if (4 * setup.virtual_channels + setup.concentration + 1 > models::max_router_channels)
    Options::fail("vcs", "a router has at most 64 channels: 4 times --vcs, --concentration, and 1");
  if (std::uint64_t{setup.columns} * setup.rows * setup.concentration >= models::max_endpoints)
    Options::fail("mesh", fmt::format("the network has at most {} nodes", models::max_endpoints - 1));
  setup.routing = static_cast<models::Routing>(options.choice("routing", {"xy", "yx", "west_first"}));
  setup.buffer_flits = static_cast<std::uint32_t>(options.whole("buffer", 1, 8, 1 << 20));
  setup.router = router_timing(options.text("router", "1,1,1,1,inf"));
  return setup;
}

bool is_trace(const Options& options) {
  return options.text("traffic").find('.') != std::string::npos;
}

LoadSetup load_setup(const Options& options, const NetworkSetup& network) {
  LoadSetup load;
  load.load = options.share("load", 0.1);
  constexpr double lowest = 1e-6;
  if (load.load < lowest)
    Options::fail("load", fmt::format("'{}' is too low to measure; give 0.000001 or more", options.text("load")));
  load.flits = static_cast<std::uint32_t>(options.whole("flits", 1, 1, 1 << 16));
  load.seed = static_cast<std::uint64_t>(options.whole("seed", 0, 1));
  constexpr std::int64_t longest = 1000000000;
  load.warmup_cycles = static_cast<std::uint64_t>(options.whole("warmup", 0, 10000, longest));
  load.cycles = static_cast<std::uint64_t>(options.whole("cycles", 1, 30000, longest));
  if (!is_trace(options)) {
    load.pattern = static_cast<Pattern>(options.choice("traffic", pattern_names()));
    try {
      TrafficPattern(load.pattern, network.columns * network.concentration, network.rows);
    } catch (const std::invalid_argument& error) {
      Options::fail("traffic", error.what());
    }
  }
  return load;
}

nlohmann::ordered_json to_json(const NetworkResult& result) {
  nlohmann::ordered_json json;
  json["latency_cycles"] = {{"mean", result.latency.mean()},
                            {"p50", result.latency.percentile(0.5)},
                            {"p95", result.latency.percentile(0.95)},
                            {"p99", result.latency.percentile(0.99)},
                            {"max", result.latency.maximum()}};
  json["packets_measured"] = result.latency.count();
  json["packets_delivered"] = result.packets_delivered;
  json["accepted_load"] = result.accepted_load;
  json["saturated"] = !result.drained;
  json["flit_hops"] = result.flit_hops;
  json["cycles"] = result.cycles;
  for (const LinkLoad& link : result.links)
    json["links"].push_back(
        {{"column", link.column}, {"row", link.row}, {"port", link.port}, {"flits", link.flits}, {"load", link.load}});
  return json;
}

void print(const NetworkResult& result) {
  const auto busiest = std::max_element(result.links.begin(), result.links.end(),
                                        [](const LinkLoad& a, const LinkLoad& b) { return a.load < b.load; });
  std::cout << std::fixed << std::setprecision(2) << "latency   mean " << result.latency.mean() << "  p50 "
            << result.latency.percentile(0.5) << "  p95 " << result.latency.percentile(0.95) << "  p99 "
            << result.latency.percentile(0.99) << "  max " << result.latency.maximum() << " cycles ("
            << result.latency.count() << " packets)\n"
            << std::setprecision(4) << "accepted  " << result.accepted_load << " flits per node and cycle"
            << (result.drained ? "" : "; saturated: not all measured packets arrived") << '\n'
            << "busiest   link " << busiest->port << " of router " << busiest->column << "," << busiest->row
            << ", busy " << std::setprecision(1) << 100 * busiest->load << " % of the time\n"
            << "moved     " << result.flit_hops << " flit-hops in " << result.cycles << " cycles\n";
}

// Checks file names before the sweep, which takes a while.
class PlotFile {
 public:
  explicit PlotFile(const Options& options) : path_(options.text("plot")), folder_(folder_of(path_)) {
    if (!path_.has_filename() || std::filesystem::is_directory(path_))
      Options::fail("plot", fmt::format("'{}' is a folder; name a file in it", path_.string()));
    for (const std::string& path : options.texts("compare"))
      others_.push_back(read_latency_curve(path));
  }

  void write(const SweepResult& result, const NetworkSetup& network, const LoadSetup& load) {
    platform::LineChart chart = load_chart(result, others_);
    chart.title = load_chart_title(network, load);
    chart.subtitle = load_chart_subtitle(network, load);
    folder_.add(path_.filename().string(), to_svg(chart));
    folder_.commit();
  }

 private:
  static std::string folder_of(const std::filesystem::path& path) {
    return path.has_parent_path() ? path.parent_path().string() : ".";
  }

  std::filesystem::path path_;
  platform::OutputFolder folder_;
  std::vector<LatencyCurve> others_;
};

void sweep(const Options& options, NetworkBench& bench, const NetworkSetup& network, const LoadSetup& load) {
  std::optional<PlotFile> plot;
  if (options.has("plot"))
    plot.emplace(options);
  const SweepResult result = sweep_loads(bench, load);
  if (result.points.front().mean == 0)
    Options::fail("cycles", "too few for one packet at a load of 0.01");
  std::cout << "offered,accepted,mean,p50,p95,p99,max,saturated\n";
  for (const SweepPoint& point : result.points)
    std::cout << point.offered << ',' << point.accepted << ',' << point.mean << ',' << point.p50 << ',' << point.p95
              << ',' << point.p99 << ',' << point.maximum << ',' << (point.saturated ? 1 : 0) << '\n';
  std::cerr << "knee: latency is twice that without load at " << result.knee_2 << ", three times at " << result.knee_3
            << " flits per node and cycle\n";
  if (plot)
    plot->write(result, network, load);
}

void refuse_with(const Options& options, const std::string& what, const std::vector<std::string>& useless) {
  for (const std::string& name : useless) {
    if (options.has(name))
      Options::fail(name, fmt::format("does not apply to {}", what));
  }
}

void check_together(const Options& options) {
  if (is_trace(options))
    refuse_with(options, "a trace", {"load", "flits", "seed", "warmup", "cycles", "sweep"});
  if (options.has("chip")) {
    refuse_with(options, "--chip", {"mesh", "concentration", "buffer", "vcs", "routing", "router"});
    if (!is_trace(options))
      Options::fail(
          "chip",
          "applies to traces only, which `floorline run --record-traffic` writes; give one as --traffic FILE.csv");
  } else {
    refuse_with(options, "a network without --chip; give --chip too", {"set"});
  }
  if (options.has("sweep"))
    refuse_with(options, "--sweep", {"load", "json"});
  else if (options.has("plot"))
    Options::fail("plot", "draws the result of --sweep; give --sweep too");
  if (options.has("compare") && !options.has("plot"))
    Options::fail("compare", "is drawn by --plot; give --sweep and --plot too");
}

void run(const std::vector<std::string>& arguments) {
  Options options = make_options();
  if (!options.parse(arguments))
    return;
  check_together(options);
  const NetworkSetup setup = network_setup(options);
  const LoadSetup load = load_setup(options, setup);
  NetworkBench bench("network", setup);
  PacketTrace trace;
  if (is_trace(options)) {
    trace = platform::read_packet_trace(options.text("traffic"), bench.nodes());
  }
  sc_core::sc_start(sc_core::SC_ZERO_TIME);
  if (options.has("sweep")) {
    sweep(options, bench, setup, load);
    return;
  }
  const NetworkResult result = is_trace(options) ? bench.run(trace) : bench.run(load);
  if (options.has("json"))
    std::cout << to_json(result).dump(2) << '\n';
  else
    print(result);
}

}  // namespace
}  // namespace floorline::testbenches

int sc_main(int argc, char* argv[]) {
  return floorline::testbenches::run_testbench("tb_noc", argc, argv, floorline::testbenches::run);
}
