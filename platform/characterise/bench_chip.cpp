#include "platform/characterise/bench_chip.h"

#include <utility>

#include "platform/chip/chip_execution.h"
#include "platform/network/network_check.h"

namespace floorline::platform {

namespace {

constexpr double ps_per_ns = 1000;

// Benches drive the units of the chip, whatever layers its tools offer, and measure one message per destination.
ChipConfig for_benches(const ChipConfig& chip, models::Timing timing) {
  check_timing(chip, timing);
  ChipConfig bench = chip;
  bench.noc.multicast_groups = 0;
  bench.layers = std::nullopt;
  return bench;
}

}  // namespace

BenchChip::BenchChip(const std::string& name, const ChipConfig& chip, models::Timing timing,
                     std::function<void()> before_each_run)
    : config_(for_benches(chip, timing)),
      structure_(structure_of(config_)),
      before_each_run_(std::move(before_each_run)),
      run_(name.c_str(), config_, timing) {
  run_.chip().calendar().set_run_ahead(Run::usual_run_ahead_ps);
}

void BenchChip::load(const BenchNetwork& bench) {
  check_network(bench.network, bench.network.name);
  program_ = make_program(bench.network, bench.mapping, config_);
  run_.program(program_);
  ++runs_;
}

void BenchChip::run(std::uint64_t steps) {
  if (before_each_run_)
    before_each_run_();
  run_.run(steps);
}

std::vector<double> BenchChip::output_times_ns(const BenchNetwork& bench, const std::vector<std::int32_t>& events) {
  load(bench);
  EventWindow at_once;
  for (const std::int32_t event : events)
    at_once.events.push_back({0, event});
  run_.begin(EventSequence{std::move(at_once)});
  run(1);
  const models::Picoseconds begin_ps = run_.steps().front().begin_ps;
  std::vector<double> times_ns;
  for (const OutputEvent& event : run_.output_events())
    times_ns.push_back(static_cast<double>(event.time_ps - begin_ps) / ps_per_ns);
  return times_ns;
}

double BenchChip::step_ns(const BenchNetwork& bench) {
  load(bench);
  run_.begin(InputSequence(bench.network.layers.front().shape, {}));
  constexpr std::uint64_t steps = warm_up_steps + measured_steps;
  // One after the other: layers may work on several frames at a time, and the time of a frame would not be that of all
  // its work.
  for (std::uint64_t step = 0; step < steps; ++step)
    run(1);
  models::Picoseconds measured_ps = 0;
  for (std::size_t step = warm_up_steps; step < steps; ++step)
    measured_ps += run_.steps()[step].end_ps - run_.steps()[step].begin_ps;
  return static_cast<double>(measured_ps) / ps_per_ns / measured_steps;
}

}  // namespace floorline::platform
