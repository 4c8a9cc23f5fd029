// Speed of the network alone: uniform traffic of one-flit packets on a mesh of single-cycle routers, on one thread.
//
// Prints, for each timing, mesh and load, without and with a ledger at every port: flit-hops between routers a second,
// simulated cycles a second, kernel events and calendar calls a flit-hop, which do not depend on the machine, and the
// mean latency in cycles, by which the error of `lt` is seen. 8 flits a buffer, sinks without end.
#include <benchmark/benchmark.h>

#include <cstdio>
#include <memory>
#include <string>
#include <systemc>
#include <vector>

#include "testbenches/noc/network_bench.h"

namespace floorline::testbenches {
namespace {

using models::Timing;

void measure(benchmark::State& state, NetworkBench& bench, double load_flits) {
  LoadSetup load;
  load.load = load_flits;
  load.warmup_cycles = 0;
  load.cycles = static_cast<std::uint64_t>(400000 / (load_flits * bench.nodes()));
  load.drain_cycles = 0;
  NetworkResult result;
  for (auto _ : state)
    result = bench.run(load);
  const auto rate = [](double value) { return benchmark::Counter(value, benchmark::Counter::kIsRate); };
  const auto hops = static_cast<double>(result.flit_hops);
  state.counters["flit-hops/s"] = rate(hops);
  state.counters["cycles/s"] = rate(static_cast<double>(result.cycles));
  state.counters["kernel_events/flit-hop"] = static_cast<double>(bench.calendar().kernel_activations()) / hops;
  state.counters["mean_latency"] = result.latency.mean();
  state.counters["calls/flit-hop"] = static_cast<double>(bench.calendar().calls()) / hops;
}

int run_benchmarks(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  // SystemC elaborates once a process, so all networks are built before the first is run.
  std::vector<std::unique_ptr<NetworkBench>> benches;
  struct Kind {
    const char* name;
    Timing timing;
    bool monitored;
  };
  for (const Kind& kind :
       {Kind{"at", Timing::approximately_timed, false}, Kind{"at_monitored", Timing::approximately_timed, true},
        Kind{"lt", Timing::loosely_timed, false}}) {
    for (const std::uint32_t size : {8u, 16u}) {
      for (const double load : {0.05, 0.2, 0.35}) {
        NetworkSetup setup;
        setup.timing = kind.timing;
        setup.monitored = kind.monitored;
        setup.columns = setup.rows = size;
        char name[64];
        std::snprintf(name, sizeof name, "%s_%ux%u_load_%g", kind.name, size, size, load);
        benches.push_back(std::make_unique<NetworkBench>("network_" + std::to_string(benches.size()), setup));
        NetworkBench& bench = *benches.back();
        benchmark::RegisterBenchmark(name, [&bench, load](benchmark::State& state) { measure(state, bench, load); })
            ->Unit(benchmark::kMillisecond)
            ->Iterations(1);
      }
    }
  }
  sc_core::sc_start(sc_core::SC_ZERO_TIME);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}

}  // namespace
}  // namespace floorline::testbenches

int sc_main(int argc, char* argv[]) {
  return floorline::testbenches::run_benchmarks(argc, argv);
}
