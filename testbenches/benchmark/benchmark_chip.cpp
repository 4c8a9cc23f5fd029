// Speed and memory of a whole run: PilotNet 200x66 on the 61-core map, 96 frames of real video, on one thread.
//
// Prints, for each timing: steps, hops, synops and neuron updates a second; calls and kernel events a step, which do
// not depend on the machine; seconds of set-up by part, each the first time in the process; peak memory of the process.
// Needs the data directory (environment variable FLOORLINE_DATA, else shared/data beside the source folder).
#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <memory>
#include <systemc>

#include "platform/compile/compiler.h"
#include "platform/config/load_chip.h"
#include "platform/mapping/make_mapping.h"
#include "platform/network/image_transform.h"
#include "platform/network/netx_import.h"
#include "platform/network/npy.h"
#include "platform/run/core_counters.h"
#include "platform/run/run.h"

namespace floorline {
namespace {

using models::Timing;
using platform::InputSequence;
using platform::Run;

std::string data_file(const std::string& name) {
  const char* const set = std::getenv("FLOORLINE_DATA");
  return std::string(set != nullptr ? set : FLOORLINE_SOURCE_DIR "/../shared/data") + "/" + name;
}

double seconds_of(const std::function<void()>& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

double peak_mebibytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

struct Workload {
  platform::Network network;
  platform::ChipConfig chip;
  platform::Mapping mapping;
  std::vector<std::vector<std::int32_t>> frames;
};

Workload read_workload() {
  Workload workload;
  workload.chip = platform::load_chip("loihi2", {FLOORLINE_SOURCE_DIR "/platform/chips"});
  std::printf("set-up: import %.3f s", seconds_of([&] {
                workload.network = platform::read_netx(data_file("pilotnet_sdnn/network_200x66.net"));
              }));
  std::printf(", map %.3f s", seconds_of([&] {
                workload.mapping =
                    platform::make_mapping("per_layer=25,13,3,3,2,12,1,1,1", workload.network, workload.chip);
              }));
  std::printf(", compile %.3f s", seconds_of([&] {
                benchmark::DoNotOptimize(platform::compile(workload.network, workload.mapping, workload.chip));
              }));
  const auto video = platform::read_npy_int32(data_file("driving/night_drive_96x66x200x3_u8.npy"));
  const platform::Shape& shape = workload.network.layers.front().shape;
  const auto pixels = static_cast<std::ptrdiff_t>(shape.neuron_count());
  for (auto begin = video.values.begin(); begin != video.values.end(); begin += pixels)
    workload.frames.push_back(
        platform::transform_interleaved(workload.network.image_transform, shape, {begin, begin + pixels}));
  return workload;
}

struct Totals {
  double hops = 0, synops = 0, updates = 0, messages = 0, calls = 0, kernel_events = 0;

  Totals operator-(const Totals& other) const {
    return {hops - other.hops,         synops - other.synops, updates - other.updates,
            messages - other.messages, calls - other.calls,   kernel_events - other.kernel_events};
  }
};

Totals totals_of(const Run& run) {
  Totals totals;
  for (const platform::CoreAssignment& assignment : run.mapping().assignments) {
    const platform::CoreCounters counters =
        platform::counters_of(run.chip().core(static_cast<std::uint32_t>(assignment.core)));
    totals.synops += static_cast<double>(counters.synops);
    totals.updates += static_cast<double>(counters.neuron_updates);
    totals.messages += static_cast<double>(counters.messages_out);
  }
  totals.messages += static_cast<double>(run.chip().host().injector().sender().counters().messages);
  totals.hops = static_cast<double>(run.chip().mesh().horizontal_hops() + run.chip().mesh().vertical_hops());
  totals.calls = static_cast<double>(run.chip().calendar().calls());
  totals.kernel_events = static_cast<double>(run.chip().calendar().kernel_activations());
  return totals;
}

// Every repetition plays the whole video from step 0, the costly first frames included.
void play_video(benchmark::State& state, Run& run, const Workload& workload) {
  const auto steps = static_cast<double>(workload.frames.size());
  double repetitions = 0;
  const Totals before = totals_of(run);
  for (auto _ : state) {
    run.begin(InputSequence(workload.network.layers.front().shape, workload.frames));
    run.run(workload.frames.size());
    ++repetitions;
  }
  const Totals totals = totals_of(run) - before;
  const double simulated_ps = static_cast<double>(run.steps().back().end_ps - run.steps().front().begin_ps);
  const auto rate = [&](double value) { return benchmark::Counter(value, benchmark::Counter::kIsRate); };
  state.counters["steps/s"] = rate(steps * repetitions);
  state.counters["hops/s"] = rate(totals.hops);
  state.counters["synops/s"] = rate(totals.synops);
  state.counters["updates/s"] = rate(totals.updates);
  state.counters["messages/s"] = rate(totals.messages);
  state.counters["calls/step"] = totals.calls / steps / repetitions;
  state.counters["kernel_events/step"] = totals.kernel_events / steps / repetitions;
  state.counters["simulated_us/step"] = simulated_ps / 1e6 / steps;
  state.counters["peak_MiB"] = peak_mebibytes();
}

int run_benchmarks(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (!std::filesystem::exists(data_file("pilotnet_sdnn/network_200x66.net"))) {
    std::fprintf(stderr, "benchmark_chip: not run, no data directory (set FLOORLINE_DATA; see README.md)\n");
    return 0;
  }
  const Workload workload = read_workload();
  struct Variant {
    const char* name;
    Timing timing;
    bool run_ahead;
  };
  // SystemC elaborates once a process, so all chips are built before the first is run.
  std::vector<std::unique_ptr<Run>> runs;
  const double build = seconds_of([&] {
    for (const Variant& variant :
         {Variant{"at", Timing::approximately_timed, true}, Variant{"lt", Timing::loosely_timed, true},
          Variant{"at_in_step_with_the_kernel", Timing::approximately_timed, false}}) {
      runs.push_back(
          std::make_unique<Run>(variant.name, workload.chip, workload.network, workload.mapping, variant.timing));
      Run& run = *runs.back();
      run.chip().calendar().set_run_ahead(variant.run_ahead ? ~models::Picoseconds{0} : 0);
      benchmark::RegisterBenchmark(variant.name,
                                   [&run, &workload](benchmark::State& state) { play_video(state, run, workload); })
          ->Unit(benchmark::kMillisecond)
          ->Iterations(1);
    }
    sc_core::sc_start(sc_core::SC_ZERO_TIME);
  });
  std::printf(", build %.3f s a chip", build / static_cast<double>(runs.size()));
  std::printf(", load %.3f s\n", seconds_of([&] {
                runs.front()->begin(InputSequence(workload.network.layers.front().shape, workload.frames));
              }));
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}

}  // namespace
}  // namespace floorline

int sc_main(int argc, char* argv[]) {
  return floorline::run_benchmarks(argc, argv);
}
