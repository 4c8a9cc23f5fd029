#include "platform/analysis/run_summary.h"

#include <algorithm>
#include <iomanip>
#include <map>
#include <sstream>
#include <vector>

#include "platform/analysis/answer_text.h"
#include "platform/base/number_text.h"
#include "platform/analysis/run_json.h"

namespace floorline::platform {
namespace {

constexpr std::size_t steps_shown = 3;
constexpr std::size_t units_shown = 3;    // of those on critical paths
constexpr std::size_t outputs_shown = 6;  // of each step
constexpr int label_width = 16;
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
    return text_.str();
  }

 private:
  std::ostringstream& line(const std::string& label) {
    text_ << "  " << std::left << std::setw(label_width) << label;
    return text_;
  }

  std::string per_step(std::uint64_t count) const { return count_text(static_cast<double>(count) / steps_); }

  void head() {
    text_ << report_.network << " on " << report_.chip << " (" << timing_name(report_.timing) << "), mapping "
          << report_.mapping << ": " << report_.cores.size() << " cores, " << report_.record.steps.size()
          << " steps\n\n";
  }

  void layers();

  void time() {
    line("time a step") << time_text(report_.time_per_step_ns()) << " mean, " << time_text(report_.min_time_ns())
                        << " to " << time_text(report_.max_time_ns()) << '\n';
    if (report_.timing == models::Timing::loosely_timed)
      line("") << "loosely timed: without buffers and back-pressure, so too short under heavy traffic\n";
  }

  void floorline() {
    if (!report_.floorline)
      return;
    const RunFloorline& floorline = *report_.floorline;
    const double synops = report_.floorline_synops();
    const double bound_ns = floorline.bound_ns(synops);
    if (bound_ns == 0)
      return;
    line("floorline") << fixed_text(report_.time_per_step_ns() / bound_ns, 2) << " times the ";
    if (floorline.on_slope(synops))
      text_ << "slope: " << time_text(bound_ns) << " for the " << count_text(synops)
            << (floorline.skips_zeros ? " synops that are not zero" : " synops") << " of a step's busiest core\n";
    else
      text_ << "floor: " << time_text(bound_ns) << " for the " << floorline.floor_neurons << " neurons of core "
            << floorline.floor_core << '\n';
  }

  void bottleneck() {
    const auto shares = report_.shares();
    if (!shares)
      return;
    const auto largest = static_cast<std::size_t>(report_.bottleneck());
    line("bottleneck") << models::time_label_names[largest] << ", " << percent_text((*shares)[largest])
                       << " of the critical path; the rest:";
    const char* separator = " ";
    for (std::size_t label = 0; label < shares->size(); ++label) {
      if (label == largest)
        continue;
      text_ << separator << models::time_label_names[label] << ' ' << percent_text((*shares)[label]);
      separator = ", ";
    }
    text_ << '\n';
    line("") << "steps waited longest for";
    separator = " ";
    for (std::size_t index = 0; index < std::min(units_shown, report_.critical_units.size()); ++index) {
      const CriticalUnit& unit = report_.critical_units[index];
      text_ << separator << unit.name << ' '
            << percent_text(static_cast<double>(unit.time_ps) / static_cast<double>(report_.time_ps()));
      separator = ", ";
    }
    text_ << '\n';
  }

  void cores() {
    line("busiest core");
    const CoreReport* core = report_.busiest_core();
    if (core == nullptr || core->counters.synops == 0) {
      text_ << "none: no core had a synop\n";
      return;
    }
    const double mean = report_.mean_synops_per_core();
    text_ << "core " << core->core << ", " << core->layer_name << ": " << per_step(core->counters.synops)
          << " synops a step, " << fixed_text(static_cast<double>(core->counters.synops) / steps_ / mean, 2)
          << " times the mean of " << count_text(mean) << '\n';
    line("") << "in each step the core with the most has " << count_text(report_.max_synops_per_core())
             << " on average\n";
  }

  void traffic() {
    line("traffic") << per_step(report_.totals.cores.messages_out) << " messages a step from cores, "
                    << per_step(report_.host_messages_sent) << " from the host, "
                    << per_step(report_.host_messages_received) << " to it, "
                    << per_step(report_.totals.horizontal_hops + report_.totals.vertical_hops) << " hops\n";
  }

  void input_delays() {
    if (report_.longest_input_delay_ns == 0 && report_.totals.cores.overruns == 0)
      return;
    line("input delay") << time_text(report_.mean_input_delay_ns) << " on average, "
                        << time_text(report_.longest_input_delay_ns) << " at most, from an event's time until it left; "
                        << report_.totals.cores.overruns << " events dropped by full inputs\n";
  }

  void lost_messages() {
    const LostMessages& lost = report_.lost;
    if (lost.total() != 0)
      line("WARNING") << lost.total() << " messages were lost: " << lost.refused
                      << " refused by the network (no such core), " << lost.dropped
                      << " dropped by cores (no such axon or neuron)\n";
  }

  void sparsity() {
    line("sparsity") << percent_text(report_.activation_sparsity()) << " of neuron updates sent nothing, "
                     << percent_text(report_.connection_sparsity) << " of weights are zero\n";
  }

  void energy() {
    const EnergyReport& energy = report_.energy;
    const auto share = [&energy](double part) { return percent_text(energy.total() > 0 ? part / energy.total() : 0); };
    line("energy") << energy_text(energy.total() / steps_) << " a step: static " << share(energy.static_energy)
                   << ", synops " << share(energy.synops) << ", neuron updates " << share(energy.neuron_updates)
                   << ",\n";
    line("") << "activations " << share(energy.activations) << ", messages " << share(energy.messages) << ", hops "
             << share(energy.hops) << '\n';
  }

  // Outputs of a step, by increasing neuron: a neuron that works event by event may have sent several times.
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
    bool first = true;
    for (std::size_t step = all.size() - std::min(all.size(), steps_shown); step < all.size(); ++step) {
      line(first ? "output neurons" : "") << "step " << step << ":";
      first = false;
      const std::vector<Spike> neurons = added_up(all[step]);
      for (std::size_t index = 0; index < std::min(neurons.size(), outputs_shown); ++index) {
        text_ << (index == 0 ? " " : ", ") << output(neurons[index]);
      }
      if (neurons.size() > outputs_shown) {
        text_ << ", and " << neurons.size() - outputs_shown << " more";
      }
      text_ << (all[step].empty() ? " none sent" : "") << '\n';
    }
  }

  std::string output(const Spike& spike) const {
    std::string text = std::to_string(spike.neuron);
    if (report_.output_model == NeuronModel::lif) {
      return text + " spiked";
    }
    if (report_.output_model == NeuronModel::integrate_fire) {
      return text + " spiked" + (spike.value == 1 ? "" : " " + std::to_string(spike.value) + " times");
    }
    text += " = " + std::to_string(spike.value);
    if (report_.output_model == NeuronModel::sigma) {
      constexpr double one = 1 << 18;  // what 1.0 is in the values of a sigma layer, see reference_executor.h
      text += " (" + fixed_text(spike.value / one, 4) + ")";
    }
    return text;
  }

  void quantisation() {
    if (report_.quantisation)
      line("quantised") << quantisation_text(*report_.quantisation) << '\n';
  }

  void classification() {
    if (!report_.classification)
      return;
    std::string label = "classification";
    for (const std::string& text : classification_lines(*report_.classification)) {
      line(label) << text << '\n';
      label.clear();
    }
  }

  void cost() {
    const double wall_s = report_.cost.wall_s;
    constexpr double ns_per_s = 1e9;
    line("simulation") << time_text(wall_s * ns_per_s);
    if (wall_s > 0) {
      text_ << ", " << count_text(steps_ / wall_s) << " steps a second";
    }
    text_ << ", " << bytes_text(static_cast<double>(report_.cost.peak_rss_bytes)) << " of memory\n";
  }

  const RunReport& report_;
  const double steps_;
  std::ostringstream text_;
};

// Per layer and step; layers that the host holds are not there.
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
  constexpr int name_width = 20;
  constexpr int width = 12;
  const auto row = [this](const std::string& name, const std::vector<std::string>& cells) {
    text_ << "  " << std::left << std::setw(name_width) << name << std::right;
    for (const std::string& cell : cells) {
      text_ << std::setw(width) << cell;
    }
    text_ << std::left << '\n';
  };
  std::map<int, std::string> times;
  for (const LayerReport& layer : report_.layers)
    times[layer.layer] = time_text(layer.time.mean_ps() / ps_per_ns);
  std::vector<std::string> head = {"cores", "neurons", "synops", "worst core", "sent", "messages"};
  if (!times.empty())
    head.emplace_back("time");
  row("a step", head);
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
  text_ << '\n';
}

}  // namespace

std::string run_summary(const RunReport& report) {
  return Summary(report).text();
}

}  // namespace floorline::platform
