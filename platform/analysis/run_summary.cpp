#include "platform/analysis/run_summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "platform/analysis/answer_text.h"
#include "platform/analysis/run_json.h"
#include "platform/base/number_text.h"

namespace floorline::platform {
namespace {

constexpr std::size_t steps_shown = 3;
constexpr std::size_t units_shown = 3;    // of those on critical paths
constexpr std::size_t outputs_shown = 6;  // of each step
constexpr double ps_per_ns = 1000;

class Summary {
 public:
  explicit Summary(const RunReport& report)
      : report_(report), steps_(std::max<double>(1, static_cast<double>(report.record.steps.size()))) {}

  std::string text() {
    head();
    layers();
    time();
    floorline();
    bottleneck();
    cores();
    traffic();
    input_delays();
    lost_messages();
    sparsity();
    energy();
    outputs();
    quantisation();
    classification();
    cost();
    return text_;
  }

 private:
  void line(const std::string& label, const std::string& text) { text_ += fmt::format("  {:<16}{}\n", label, text); }

  std::string per_step(std::uint64_t count) const { return count_text(static_cast<double>(count) / steps_); }

  void head() {
    text_ +=
        fmt::format("{} on {} ({}), mapping {}: {} cores, {} steps\n\n", report_.network, report_.chip,
                    timing_name(report_.timing), report_.mapping, report_.cores.size(), report_.record.steps.size());
  }

  void layers();

  void time() {
    line("time per step", fmt::format("{} mean, {} to {}", time_text(report_.time_per_step_ns()),
                                      time_text(report_.min_time_ns()), time_text(report_.max_time_ns())));
    if (report_.timing == models::Timing::loosely_timed)
      line("", "loosely timed: no buffers and no back-pressure, so too short under heavy traffic");
  }

  void floorline() {
    if (!report_.floorline)
      return;
    const RunFloorline& floorline = *report_.floorline;
    const double synops = report_.floorline_synops();
    const double bound_ns = floorline.bound_ns(synops);
    if (bound_ns == 0)
      return;
    const std::string ratio = fixed_text(report_.time_per_step_ns() / bound_ns, 2);
    if (floorline.on_slope(synops))
      line("floorline",
           fmt::format("{} times the slope: {} for the {} {} of a step's busiest core", ratio, time_text(bound_ns),
                       count_text(synops), floorline.skips_zeros ? "nonzero synops" : "synops"));
    else
      line("floorline", fmt::format("{} times the floor: {} for the {} neurons of core {}", ratio, time_text(bound_ns),
                                    floorline.floor_neurons, floorline.floor_core));
  }

  void bottleneck() {
    const auto shares = report_.shares();
    if (!shares)
      return;
    const auto largest = static_cast<std::size_t>(report_.bottleneck());
    std::vector<std::string> others;
    for (std::size_t label = 0; label < shares->size(); ++label) {
      if (label != largest)
        others.push_back(fmt::format("{} {}", models::time_label_names[label], percent_text((*shares)[label])));
    }
    line("bottleneck", fmt::format("{}, {} of the critical path; the rest: {}", models::time_label_names[largest],
                                   percent_text((*shares)[largest]), fmt::join(others, ", ")));
    std::vector<std::string> units;
    for (std::size_t index = 0; index < std::min(units_shown, report_.critical_units.size()); ++index) {
      const CriticalUnit& unit = report_.critical_units[index];
      const double share = static_cast<double>(unit.time_ps) / static_cast<double>(report_.time_ps());
      units.push_back(fmt::format("{} {}", unit.name, percent_text(share)));
    }
    line("", fmt::format("steps waited longest for {}", fmt::join(units, ", ")));
  }

  void cores() {
    const CoreReport* core = report_.busiest_core();
    if (core == nullptr || core->counters.synops == 0) {
      line("busiest core", "none: no core had a synop");
      return;
    }
    const double mean = report_.mean_synops_per_core();
    const double of_mean = static_cast<double>(core->counters.synops) / steps_ / mean;
    line("busiest core",
         fmt::format("core {}, {}: {} synops per step, {} times the mean of {}", core->core, core->layer_name,
                     per_step(core->counters.synops), fixed_text(of_mean, 2), count_text(mean)));
    line("", fmt::format("the busiest core of each step has {} on average", count_text(report_.max_synops_per_core())));
  }

  void traffic() {
    line("traffic", fmt::format("{} messages per step from cores, {} from the host, {} to it, {} hops",
                                per_step(report_.totals.cores.messages_out), per_step(report_.host_messages_sent),
                                per_step(report_.host_messages_received),
                                per_step(report_.totals.horizontal_hops + report_.totals.vertical_hops)));
  }

  void input_delays() {
    if (report_.longest_input_delay_ns == 0 && report_.totals.cores.overruns == 0)
      return;
    line("input delay", fmt::format("{} on average, {} at most, from an event's time until it was sent; {} events "
                                    "dropped by full inputs",
                                    time_text(report_.mean_input_delay_ns), time_text(report_.longest_input_delay_ns),
                                    report_.totals.cores.overruns));
  }

  void lost_messages() {
    const LostMessages& lost = report_.lost;
    if (lost.total() != 0)
      line("WARNING",
           fmt::format("{} messages were lost: {} refused by the network (no such core), {} dropped by cores "
                       "(no such axon or neuron)",
                       lost.total(), lost.refused, lost.dropped));
  }

  void sparsity() {
    line("sparsity",
         fmt::format("{} of neuron updates sent nothing, {} of weights are zero",
                     percent_text(report_.activation_sparsity()), percent_text(report_.connection_sparsity)));
  }

  void energy() {
    const EnergyReport& energy = report_.energy;
    const auto share = [&energy](double part) { return percent_text(energy.total() > 0 ? part / energy.total() : 0); };
    line("energy",
         fmt::format("{} per step: static {}, synops {}, neuron updates {},", energy_text(energy.total() / steps_),
                     share(energy.static_energy), share(energy.synops), share(energy.neuron_updates)));
    line("", fmt::format("activations {}, messages {}, hops {}", share(energy.activations), share(energy.messages),
                         share(energy.hops)));
  }

  // Outputs of a step, by increasing neuron: an event-driven neuron may have sent several times.
  static std::vector<Spike> added_up(const std::vector<Spike>& outputs) {
    std::vector<Spike> neurons;
    for (const Spike& spike : outputs) {
      if (neurons.empty() || neurons.back().neuron != spike.neuron) {
        neurons.push_back(spike);
      } else {
        neurons.back().value += spike.value;
      }
    }
    return neurons;
  }

  void outputs() {
    const auto& all = report_.record.outputs;
    std::string label = "output neurons";
    for (std::size_t step = all.size() - std::min(all.size(), steps_shown); step < all.size(); ++step) {
      const std::vector<Spike> neurons = added_up(all[step]);
      std::vector<std::string> shown;
      for (std::size_t index = 0; index < std::min(neurons.size(), outputs_shown); ++index)
        shown.push_back(output(neurons[index]));
      if (neurons.size() > outputs_shown)
        shown.push_back(fmt::format("and {} more", neurons.size() - outputs_shown));
      if (neurons.empty())
        shown.emplace_back("none sent");
      line(label, fmt::format("step {}: {}", step, fmt::join(shown, ", ")));
      label.clear();
    }
  }

  std::string output(const Spike& spike) const {
    switch (report_.output_model) {
      case NeuronModel::lif:
        return fmt::format("{} spiked", spike.neuron);
      case NeuronModel::integrate_fire:
        return spike.value == 1 ? fmt::format("{} spiked", spike.neuron)
                                : fmt::format("{} spiked {} times", spike.neuron, spike.value);
      case NeuronModel::sigma: {
        constexpr double one = 1 << 18;  // what 1.0 is in the values of a sigma layer, see reference_executor.h
        return fmt::format("{} = {} ({})", spike.neuron, spike.value, fixed_text(spike.value / one, 4));
      }
      default:
        return fmt::format("{} = {}", spike.neuron, spike.value);
    }
  }

  void quantisation() {
    if (report_.quantisation)
      line("quantised", quantisation_text(*report_.quantisation));
  }

  void classification() {
    if (!report_.classification)
      return;
    std::string label = "classification";
    for (const std::string& text : classification_lines(*report_.classification)) {
      line(label, text);
      label.clear();
    }
  }

  void cost() {
    constexpr double ns_per_s = 1e9;
    const double wall_s = report_.cost.wall_s;
    const std::string time = time_text(wall_s * ns_per_s);
    const std::string memory = bytes_text(static_cast<double>(report_.cost.peak_rss_bytes));
    if (wall_s > 0)
      line("simulation",
           fmt::format("{}, {} steps per second, {} of memory", time, count_text(steps_ / wall_s), memory));
    else
      line("simulation", fmt::format("{}, {} of memory", time, memory));
  }

  const RunReport& report_;
  const double steps_;
  std::string text_;
};

// One row per layer, counts per step. Layers that the host holds have no row.
void Summary::layers() {
  struct LayerSum {
    std::string name;
    std::uint64_t cores = 0, neurons = 0, synops = 0, most_synops = 0, sent = 0, messages = 0;
  };
  std::map<int, LayerSum> sums;
  for (const CoreReport& core : report_.cores) {
    LayerSum& sum = sums[core.layer];
    sum.name = core.layer_name;
    sum.cores += 1;
    sum.neurons += static_cast<std::uint64_t>(core.neurons);
    sum.synops += core.counters.synops;
    sum.most_synops = std::max(sum.most_synops, core.counters.synops);
    sum.sent += core.counters.spikes;
    sum.messages += core.counters.messages_out;
  }
  const auto row = [this](const std::string& name, const std::vector<std::string>& cells) {
    text_ += fmt::format("  {:<20}", name);
    for (const std::string& cell : cells)
      text_ += fmt::format("{:>12}", cell);
    text_ += '\n';
  };
  std::map<int, std::string> times;
  for (const LayerReport& layer : report_.layers)
    times[layer.layer] = time_text(layer.time.mean_ps() / ps_per_ns);
  std::vector<std::string> head = {"cores", "neurons", "synops", "worst core", "sent", "messages"};
  if (!times.empty())
    head.emplace_back("time");
  row("per step", head);
  for (const auto& entry : sums) {
    const LayerSum& sum = entry.second;
    std::vector<std::string> cells = {std::to_string(sum.cores), std::to_string(sum.neurons), per_step(sum.synops),
                                      per_step(sum.most_synops), per_step(sum.sent),          per_step(sum.messages)};
    if (!times.empty())
      cells.push_back(times[entry.first]);
    row(sum.name, cells);
  }
  if (!report_.layers.empty())
    row(report_.layers.back().name, {"", "", "", "", "", "", times[report_.layers.back().layer]});
  text_ += '\n';
}

}  // namespace

std::string run_summary(const RunReport& report) {
  return Summary(report).text();
}

}  // namespace floorline::platform
