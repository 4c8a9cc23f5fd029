#include "platform/characterise/bench_chip.h"

#include <stdexcept>
#include <utility>

#include "models/message/address_map.h"
#include "models/neurocore/core_tables.h"
#include "platform/compile/compiler.h"
#include "platform/base/error.h"
#include "platform/mapping/mapping_check.h"
#include "platform/network/network_check.h"

namespace floorline::platform {

namespace {

constexpr models::Picoseconds run_ahead_ps = 1'000'000'000;
constexpr double ps_per_ns = 1000;

// Benches drive the units of the chip, whatever layers its tools offer, and measure a message a destination.
ChipConfig for_benches(const ChipConfig& chip, models::Timing timing) {
  if (chip.runs_freely() && timing == models::Timing::loosely_timed)
    throw UserError("chip " + chip.name + " runs freely; it can only be approximately timed");
  ChipConfig bench = chip;
  bench.noc.multicast_groups = 0;
  bench.layers = std::nullopt;
  return bench;
}

}  // namespace

BenchChip::BenchChip(const sc_core::sc_module_name& name, const ChipConfig& chip, models::Timing timing,
                     std::function<void()> let_time_pass)
    : sc_module(name),
      config_(for_benches(chip, timing)),
      structure_(structure_of(config_)),
      let_time_pass_(std::move(let_time_pass)),
      chip_("chip", config_, timing),
      loader_("loader") {
  loader_.socket.bind(chip_.host().cpu);
  chip_.host().set_source(&pads_);
  chip_.host().set_sink(&pads_);
  chip_.step_control().add_observer(*this);
  chip_.calendar().set_run_ahead(run_ahead_ps);
}

ChipImage BenchChip::load(const BenchNetwork& bench) {
  check_network(bench.network, bench.network.name);
  check_mapping(bench.network, bench.mapping, config_);
  ChipImage image = compile(bench.network, bench.mapping, config_);
  take_out_of_use(image);
  loader_.load(image);
  chip_.start();
  steps_done_ = 0;
  measured_ps_ = 0;
  ++runs_;
  return image;
}

std::vector<double> BenchChip::output_times_ns(const BenchNetwork& bench, const std::vector<std::int32_t>& events) {
  const HostRoutes routes = load(bench).host_routes;
  std::vector<models::HostMessage> messages;
  for (const std::int32_t event : events) {
    const auto neuron = static_cast<std::size_t>(event);
    for (std::uint32_t route = routes.first[neuron]; route < routes.first[neuron + 1]; ++route)
      messages.push_back({routes.addresses[route], 1});
  }
  pads_.put_in(std::move(messages));
  chip_.step_control().run(1);
  let_time_pass_();
  if (steps_done_ != 1)
    throw std::logic_error("the chip stood still in the benchmark '" + bench.network.name + "'");
  std::vector<double> times_ns;
  for (const models::Picoseconds time_ps : pads_.out_ps())
    times_ns.push_back(static_cast<double>(time_ps - begin_ps_) / ps_per_ns);
  return times_ns;
}

double BenchChip::step_ns(const BenchNetwork& bench) {
  load(bench);
  // Layers may work on several frames at a time; one after the other, the time of a frame is that of all its work.
  const bool one_by_one = structure_.time_advance == TimeAdvance::layer_handover;
  for (std::uint64_t run = 0; run < (one_by_one ? warm_up_steps + measured_steps : 1); ++run) {
    chip_.step_control().run(one_by_one ? 1 : warm_up_steps + measured_steps);
    let_time_pass_();
  }
  if (steps_done_ != warm_up_steps + measured_steps)
    throw std::logic_error("the chip stood still in a step of the benchmark '" + bench.network.name + "'");
  return static_cast<double>(measured_ps_) / ps_per_ns / measured_steps;
}

// A core whose tables begin with zeros is out of use.
void BenchChip::take_out_of_use(const ChipImage& image) {
  const std::vector<unsigned char> zeros(sizeof(models::CoreDescriptor), 0);
  for (const int core : loaded_cores_)
    loader_.write(models::make_address(static_cast<std::uint32_t>(core), models::Region::table_memory), zeros.data(),
                  zeros.size());
  loaded_cores_.clear();
  for (const CoreImage& core : image.cores)
    loaded_cores_.push_back(core.core);
}

void BenchChip::step_ended(std::uint64_t step, models::Picoseconds begin_ps, models::Picoseconds end_ps) {
  ++steps_done_;
  begin_ps_ = begin_ps;
  if (step >= warm_up_steps)
    measured_ps_ += end_ps - begin_ps;
}

}  // namespace floorline::platform
