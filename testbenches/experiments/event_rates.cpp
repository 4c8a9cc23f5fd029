// What an event-driven chip does with more and more events: up to its ceiling of synops a second it keeps up; above
// it, the chip stalls, and events wait longer and longer, or are dropped where inputs may. And how long an event takes
// from pad to pad.
#include <algorithm>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "platform/base/number_text.h"
#include "platform/mapping/event_cores.h"
#include "platform/network/network_check.h"
#include "platform/run/core_counters.h"
#include "platform/run/run.h"
#include "testbenches/experiments/experiment.h"

namespace floorline::testbenches {

using models::Picoseconds;
using platform::fixed_text;

namespace {

constexpr int extent = 24;
constexpr double ps_per_us = 1e6;

// A convolution of one channel to `channels`, all weights 1.
platform::Network one_layer(int kernel, int channels, int threshold) {
  platform::Network network;
  network.name = "one_layer";
  network.execution_model = platform::ExecutionModel::event_driven;
  platform::Layer input;
  input.name = "input";
  input.shape = input.source_shape = {1, extent, extent};
  input.neuron.model = platform::NeuronModel::relay;
  platform::Layer layer;
  layer.name = "layer 1 (conv)";
  layer.connection = platform::Connection::convolution;
  layer.source_shape = input.shape;
  layer.convolution.kernel_height = layer.convolution.kernel_width = kernel;
  layer.convolution.padding_height = layer.convolution.padding_width = std::min(kernel / 2, 7);
  layer.shape = platform::convolved_shape(layer.convolution, input.shape, channels);
  layer.weights.assign(static_cast<std::size_t>(platform::expected_weight_count(layer)), 1);
  layer.weight_bits = 8;
  layer.neuron.model = platform::NeuronModel::integrate_fire;
  layer.neuron.threshold = threshold;
  network.layers = {input, layer};
  platform::check_network(network, network.name);
  return network;
}

// One network on one core of a chip of its own.
class CoreTrial {
 public:
  CoreTrial(const std::string& name, const platform::ChipConfig& chip, platform::Network network, int core)
      : network_(std::move(network)), core_(static_cast<std::uint32_t>(core)) {
    platform::Mapping mapping = platform::event_mapping(network_, chip, "one core");
    mapping.assignments.front().core = core;
    run_ = std::make_unique<platform::Run>(name.c_str(), chip, network_, mapping, models::Timing::approximately_timed);
  }

  void run(platform::EventWindow window) {
    run_->begin(platform::EventSequence{std::move(window)});
    run_->run(1);
  }
  Picoseconds begin_ps() const { return run_->steps().front().begin_ps; }
  double duration_us() const { return static_cast<double>(run_->steps().front().end_ps - begin_ps()) / ps_per_us; }
  platform::CoreCounters counters() const { return platform::counters_of(run_->chip().core(core_)); }
  const models::HostInjector::Counters& injector() const { return run_->chip().host().injector().counters(); }
  const std::vector<platform::OutputEvent>& output_events() const { return run_->output_events(); }

 private:
  const platform::Network network_;
  const std::uint32_t core_;
  std::unique_ptr<platform::Run> run_;
};

// Events one after the other at equal distances, away from the edges.
platform::EventWindow steady_events(int count, double distance_ps) {
  platform::EventWindow window;
  for (int event = 0; event < count; ++event) {
    const int place = event % (extent / 2);
    window.events.push_back(
        {static_cast<Picoseconds>(distance_ps * (event + 1)), (extent / 4 + place) * extent + extent / 2});
  }
  return window;
}

struct RateCase {
  int core;
  double share;  // of the core's ceiling that is offered
  int events;
  bool drops;
};

}  // namespace

ExperimentResult measure_event_rates(const ExperimentSettings& settings) {
  if (settings.chip.execution_model != platform::ExecutionModel::event_driven)
    throw std::invalid_argument("needs an event-driven chip, such as speck");
  constexpr int kernel = 3;
  constexpr int channels = 16;
  constexpr int synops_an_event = kernel * kernel * channels;
  constexpr int never = 30000;
  std::vector<RateCase> cases;
  for (const int core : {0, 1}) {
    for (const double share : {0.25, 0.5, 0.9, 0.99, 1.25, 2.0, 4.0})
      cases.push_back({core, share, 1000, false});
    cases.push_back({core, 2.0, 2000, false});
    cases.push_back({core, 2.0, 1000, true});
  }
  std::vector<std::unique_ptr<CoreTrial>> trials;
  for (const RateCase& rate : cases) {
    platform::ChipConfig chip = settings.chip;
    chip.neurocore.drops_when_full = rate.drops;
    trials.push_back(std::make_unique<CoreTrial>("rate_" + std::to_string(trials.size()), chip,
                                                 one_layer(kernel, channels, never), rate.core));
  }
  const std::vector<int> kernels = {1, 3, 5, 7, 15};
  std::vector<std::unique_ptr<CoreTrial>> latencies;
  for (const int side : kernels) {
    for (const int core : {0, 1})
      latencies.push_back(std::make_unique<CoreTrial>("latency_" + std::to_string(latencies.size()), settings.chip,
                                                      one_layer(side, 1, 1), core));
  }

  ExperimentResult result;
  Table rates{"event_rates",
              {"core", "full_input", "events", "offered_msynops_s", "done_msynops_s", "mean_delay_us",
               "longest_delay_us", "dropped"}};
  for (std::size_t index = 0; index < cases.size(); ++index) {
    const RateCase& rate = cases[index];
    CoreTrial& trial = *trials[index];
    const auto synop_ps =
        static_cast<double>(settings.chip.neurocore_of(static_cast<std::uint32_t>(rate.core)).synop_ps);
    trial.run(steady_events(rate.events, synops_an_event * synop_ps / rate.share));
    const double offered = ps_per_us / synop_ps * rate.share;
    const double done = static_cast<double>(trial.counters().synops) / trial.duration_us();
    const double longest_us = static_cast<double>(trial.injector().longest_delay_ps) / ps_per_us;
    rates.add({std::to_string(rate.core), rate.drops ? "drop" : "wait", std::to_string(rate.events),
               fixed_text(offered, 2), fixed_text(done, 2),
               fixed_text(static_cast<double>(trial.injector().delays_ps) / ps_per_us / rate.events, 3),
               fixed_text(longest_us, 3), std::to_string(trial.counters().overruns)});
    const std::string core = "core_" + std::to_string(rate.core);
    if (!rate.drops)
      result.figures["largest_rate_" + core] = std::max(result.figures["largest_rate_" + core], done);
    const std::string what = core + "_at_" + fixed_text(rate.share, 2) + "_of_" + std::to_string(rate.events) +
                             (rate.drops ? "_dropping" : "");
    result.figures["delay_us_" + what] = longest_us;
    result.figures["dropped_" + what] = static_cast<double>(trial.counters().overruns);
  }
  Table times{"event_latency", {"kernel", "core", "first_out_us", "last_out_us"}};
  for (std::size_t index = 0; index < latencies.size(); ++index) {
    CoreTrial& trial = *latencies[index];
    trial.run({0, {{0, extent / 2 * extent + extent / 2}}});
    const auto since_us = [&trial](const platform::OutputEvent& event) {
      return static_cast<double>(event.time_ps - trial.begin_ps()) / ps_per_us;
    };
    const double last_us = since_us(trial.output_events().back());
    const std::string side = std::to_string(kernels[index / 2]);
    times.add({side + " x " + side, std::to_string(index % 2), fixed_text(since_us(trial.output_events().front()), 3),
               fixed_text(last_us, 3)});
    result.figures["latency_us_" + side + "_core_" + std::to_string(index % 2)] = last_us;
  }
  result.tables = {rates, times};
  for (const char* core : {"core_0", "core_1"}) {
    const std::string name = core;
    result.findings.push_back(
        name + ": at most " + fixed_text(result.figures["largest_rate_" + name], 2) +
        " M synops a second; with twice as many offered, the last of 1000 events waits " +
        fixed_text(result.figures["delay_us_" + name + "_at_2.00_of_1000"], 1) + " us, the last of 2000 " +
        fixed_text(result.figures["delay_us_" + name + "_at_2.00_of_2000"], 1) + " us; where inputs drop, " +
        fixed_text(result.figures["delay_us_" + name + "_at_2.00_of_1000_dropping"], 3) + " us, and " +
        fixed_text(result.figures["dropped_" + name + "_at_2.00_of_1000_dropping"], 0) + " of 1000 are dropped");
  }
  result.findings.push_back("one 3 x 3 layer, from the event at the input pads to its last spike at the output pads: " +
                            fixed_text(result.figures["latency_us_3_core_1"], 3) + " us, on core 0 " +
                            fixed_text(result.figures["latency_us_3_core_0"], 3) + " us");
  return result;
}

}  // namespace floorline::testbenches
