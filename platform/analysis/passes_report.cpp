#include "platform/analysis/passes_report.h"

#include <fmt/core.h>

#include <algorithm>
#include <iomanip>
#include <nlohmann/json.hpp>
#include <sstream>

#include "platform/analysis/answer_text.h"
#include "platform/analysis/run_json.h"
#include "platform/base/csv_field.h"
#include "platform/base/json_reader.h"
#include "platform/base/number_text.h"
#include "platform/run/core_counters.h"

namespace floorline::platform {
namespace {

constexpr double ps_per_ns = 1000;

double ns(Picoseconds time_ps) {
  return static_cast<double>(time_ps) / ps_per_ns;
}

std::string layers_text(const PassReport& pass) {
  return pass.first_layer == pass.last_layer ? pass.first_layer
                                             : fmt::format("{} to {}", pass.first_layer, pass.last_layer);
}

void print_row(std::ostringstream& text, const std::vector<std::string>& cells) {
  constexpr int name_width = 28;
  constexpr int width = 13;
  text << "  " << std::left << std::setw(name_width) << cells.front() << std::right;
  for (std::size_t cell = 1; cell < cells.size(); ++cell)
    text << std::setw(width) << cells[cell];
  text << '\n';
}

void print_line(std::ostringstream& text, const std::string& label, const std::string& line) {
  constexpr int label_width = 16;
  text << "  " << std::left << std::setw(label_width) << label << line << '\n';
}

double a_frame_ns(const PassesReport& report, Picoseconds time_ps) {
  return ns(time_ps) / static_cast<double>(std::max<std::size_t>(1, report.frames()));
}

Json layer_json(const LayerReport& layer) {
  return {{"layer", layer.layer},
          {"layer_name", layer.name},
          {"time_ns", layer.time.mean_ps() / ps_per_ns},
          {"min_time_ns", ns(layer.time.least_ps)},
          {"max_time_ns", ns(layer.time.most_ps)},
          {"cores", layer.cores},
          {"neurons", layer.neurons},
          {"synops", layer.counters.synops},
          {"spikes", layer.counters.spikes},
          {"messages_out", layer.counters.messages_out}};
}

Json pass_json(const PassReport& pass) {
  Json json = {{"first_layer", pass.first_layer},
               {"last_layer", pass.last_layer},
               {"cores", pass.cores},
               {"programmed_bytes", pass.programmed_bytes},
               {"program_ns", ns(pass.program_ps)},
               {"frames_ns", ns(pass.frames_ps())},
               {"layers", Json::array()}};
  for (const LayerReport& layer : pass.layers)
    json["layers"].push_back(layer_json(layer));
  return json;
}

Json answers_json(const Classification& classification) {
  Json json = {{"images", classification.answers.size()},
               {"correct", classification.correct()},
               {"accuracy", classification.accuracy()}};
  if (const auto& software = classification.software) {
    json["software"]["before_quantisation"]["correct"] = classification.correct(software->in_floating_point);
    json["software"]["after_quantisation"]["correct"] = classification.correct(software->in_whole_numbers);
  }
  return json;
}

}  // namespace

Picoseconds PassReport::frames_ps() const {
  Picoseconds sum_ps = 0;
  for (const StepRecord& step : steps)
    sum_ps += step.end_ps - step.begin_ps;
  return sum_ps;
}

Picoseconds PassesReport::frames_ps() const {
  Picoseconds sum_ps = 0;
  for (const PassReport& pass : passes)
    sum_ps += pass.frames_ps();
  return sum_ps;
}

Picoseconds PassesReport::program_ps() const {
  Picoseconds sum_ps = 0;
  for (const PassReport& pass : passes)
    sum_ps += pass.program_ps;
  return sum_ps;
}

PassReport make_pass_report(const Pass& pass, const Run& run, Picoseconds program_ps) {
  const auto& [network, mapping, image] = pass.program;
  const RunCounts counts = run.counts();
  PassReport report;
  report.first_layer = network.layers.at(1).name;
  report.last_layer = network.layers.back().name;
  report.cores = mapping.assignments.size();
  report.programmed_bytes = pass.program.image_bytes();
  report.program_ps = program_ps;
  report.steps = run.steps();
  report.totals.horizontal_hops = counts.horizontal_hops;
  report.totals.vertical_hops = counts.vertical_hops;
  std::vector<LayerPart> parts;
  for (std::size_t index = 0; index < counts.by_assignment.size(); ++index) {
    const CoreAssignment& assignment = mapping.assignments[index];
    parts.push_back(
        {assignment.layer, static_cast<std::uint64_t>(assignment.box.neuron_count()), counts.by_assignment[index]});
    report.totals.cores += counts.by_assignment[index];
  }
  report.layers = layer_reports(network, 1, parts, run.layer_times());
  for (LayerReport& layer : report.layers)
    layer.layer += static_cast<int>(pass.first_layer) - 1;
  return report;
}

EnergyReport energy_of(const PassesReport& report, const EnergyConfig& costs) {
  OperationCounts sum;
  for (const PassReport& pass : report.passes) {
    sum.cores += pass.totals.cores;
    sum.horizontal_hops += pass.totals.horizontal_hops;
    sum.vertical_hops += pass.totals.vertical_hops;
  }
  return energy_of(sum, report.frames_ps() + report.program_ps(), costs);
}

std::string passes_summary(const PassesReport& report) {
  std::ostringstream text;
  text << fmt::format("{} on {} ({}), {} passes over the chip, {} frames\n\n", report.network, report.chip,
                      timing_name(report.timing), report.passes.size(), report.frames());
  for (std::size_t index = 0; index < report.passes.size(); ++index) {
    const PassReport& pass = report.passes[index];
    print_row(text, {fmt::format("pass {}", index + 1), "cores", "neurons", "synops", "sent", "messages", "time"});
    const auto frames = static_cast<double>(std::max<std::size_t>(1, report.frames()));
    const auto a_frame = [frames](std::uint64_t count) { return count_text(static_cast<double>(count) / frames); };
    for (const LayerReport& layer : pass.layers) {
      const std::string time = time_text(layer.time.mean_ps() / ps_per_ns);
      if (layer.cores == 0)
        print_row(text, {layer.name, "", "", "", "", "", time});
      else
        print_row(text, {layer.name, std::to_string(layer.cores), std::to_string(layer.neurons),
                         a_frame(layer.counters.synops), a_frame(layer.counters.spikes),
                         a_frame(layer.counters.messages_out), time});
    }
    text << '\n';
  }
  for (std::size_t index = 0; index < report.passes.size(); ++index) {
    const PassReport& pass = report.passes[index];
    print_line(text, fmt::format("pass {}", index + 1),
               fmt::format("{}: {} per frame; programming {} takes {}", layers_text(pass),
                           time_text(a_frame_ns(report, pass.frames_ps())),
                           bytes_text(static_cast<double>(pass.programmed_bytes)), time_text(ns(pass.program_ps))));
  }
  const double all_ns = ns(report.frames_ps() + report.program_ps());
  print_line(text, "time",
             fmt::format("{} per frame in all passes; with programming, {} for all {} frames",
                         time_text(a_frame_ns(report, report.frames_ps())), time_text(all_ns), report.frames()));
  print_line(
      text, "energy",
      fmt::format("{}, {} of it static", energy_text(report.energy.total()),
                  percent_text(report.energy.total() > 0 ? report.energy.static_energy / report.energy.total() : 0)));
  if (report.quantisation)
    print_line(text, "quantised", quantisation_text(*report.quantisation));
  std::string label = "classification";
  for (const std::string& line :
       report.classification ? classification_lines(*report.classification) : std::vector<std::string>()) {
    print_line(text, label, line);
    label.clear();
  }
  print_line(text, "simulation",
             fmt::format("{}, {} of memory", time_text(report.cost.wall_s * 1e9),
                         bytes_text(static_cast<double>(report.cost.peak_rss_bytes))));
  return text.str();
}

std::string passes_json(const PassesReport& report) {
  Json json;
  json["schema"] = "floorline-passes/1";
  json["chip"] = report.chip;
  json["network"] = report.network;
  json["timing"] = timing_name(report.timing);
  json["frames"] = report.frames();
  json["frames_ns"] = ns(report.frames_ps());
  json["time_per_frame_ns"] = a_frame_ns(report, report.frames_ps());
  json["program_ns"] = ns(report.program_ps());
  json["energy_j"] = {{"total", report.energy.total()}, {"static", report.energy.static_energy}};
  if (report.classification)
    json["classification"] = answers_json(*report.classification);
  json["passes"] = Json::array();
  for (const PassReport& pass : report.passes)
    json["passes"].push_back(pass_json(pass));
  json["wall_s"] = report.cost.wall_s;
  json["peak_rss_bytes"] = report.cost.peak_rss_bytes;
  return json.dump(2) + "\n";
}

std::string outputs_csv(const FrameValues& outputs) {
  std::ostringstream text;
  text << "step,neuron,value\n";
  for (std::size_t frame = 0; frame < outputs.size(); ++frame) {
    for (std::size_t neuron = 0; neuron < outputs[frame].size(); ++neuron) {
      if (outputs[frame][neuron] != 0)
        text << frame << ',' << neuron << ',' << outputs[frame][neuron] << '\n';
    }
  }
  return text.str();
}

std::string layers_csv(const std::vector<PassReport>& passes) {
  std::ostringstream text;
  text << "pass,layer,layer_name,frames,time_ps,min_time_ps,max_time_ps,cores,neurons,synops,spikes,messages_out\n";
  for (std::size_t index = 0; index < passes.size(); ++index) {
    for (const LayerReport& layer : passes[index].layers)
      text << index + 1 << ',' << layer.layer << ',' << csv_field(layer.name) << ',' << layer.time.frames << ','
           << layer.time.sum_ps << ',' << layer.time.least_ps << ',' << layer.time.most_ps << ',' << layer.cores << ','
           << layer.neurons << ',' << layer.counters.synops << ',' << layer.counters.spikes << ','
           << layer.counters.messages_out << '\n';
  }
  return text.str();
}

}  // namespace floorline::platform
