#include "platform/analysis/run_json.h"

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include "platform/base/json_reader.h"

namespace floorline::platform {
namespace {

Json energy_json(const EnergyReport& energy) {
  return {{"total", energy.total()},           {"synops", energy.synops},     {"neuron_updates", energy.neuron_updates},
          {"activations", energy.activations}, {"messages", energy.messages}, {"hops", energy.hops},
          {"static", energy.static_energy}};
}

void add_counters(Json& json, const CoreCounters& counters) {
  json["synops"] = counters.synops;
  json["effective_synops"] = counters.effective_synops;
  json["neuron_updates"] = counters.neuron_updates;
  json["activations"] = counters.neuron_updates;  // older name of the same
  json["spikes"] = counters.spikes;
  json["messages_in"] = counters.messages_in;
  json["messages_out"] = counters.messages_out;
  json["messages_refused"] = counters.messages_refused;
  json["messages_dropped"] = counters.messages_dropped;
  json["overruns"] = counters.overruns;
  json["decimated"] = counters.decimated;
}

Json totals_json(const OperationCounts& totals) {
  Json json;
  add_counters(json, totals.cores);
  json["horizontal_hops"] = totals.horizontal_hops;
  json["vertical_hops"] = totals.vertical_hops;
  return json;
}

double ns(Picoseconds time_ps) {
  constexpr double ps_per_ns = 1000;
  return static_cast<double>(time_ps) / ps_per_ns;
}

Json states_json(const StateTimes& times, const std::vector<UnitState>& states) {
  Json json;
  for (const UnitState state : states)
    json[models::unit_state_names[static_cast<std::size_t>(state)]] = ns(times[state]);
  return json;
}

Json waits_json(const BankWaits& waits) {
  return {{"suffered", ns(waits.suffered_ps)}, {"caused", ns(waits.caused_ps)}};
}

Json banks_json(const std::vector<BankReport>& banks) {
  Json json = Json::array();
  for (const BankReport& bank : banks) {
    json.push_back({{"name", bank.name}, {"ports_ns", Json::array()}});
    for (const StateTimes& port : bank.ports)
      json.back()["ports_ns"].push_back(states_json(port, states_of_bank_port()));
  }
  return json;
}

Json floorline_json(const RunReport& report, const RunFloorline& floorline) {
  const double synops = report.floorline_synops();
  const double bound_ns = floorline.bound_ns(synops);
  Json json = {{"slope_ns_per_synop", floorline.slope_ns_per_synop},
               {"floor_ns", floorline.floor_ns},
               {"bound", floorline.on_slope(synops) || !floorline.has_floor() ? "slope" : "floor"},
               {"bound_ns", bound_ns}};
  if (floorline.has_floor())
    json["floor_core"] = floorline.floor_core;
  if (bound_ns > 0)  // a run without synops may have no bound
    json["time_over_bound"] = report.time_per_step_ns() / bound_ns;
  return json;
}

Json core_json(const CoreReport& core, bool causes_recorded) {
  Json json = {{"name", fmt::format("core {}", core.core)},
               {"core", core.core},
               {"router", {core.column, core.row}},
               {"layer", core.layer},
               {"layer_name", core.layer_name},
               {"program", core.program},
               {"neurons", core.neurons}};
  add_counters(json, core.counters);
  for (std::size_t stage = 0; stage < stage_count; ++stage)
    json["states_ns"][stage_names[stage]] = states_json(core.states[stage], states_of(static_cast<Stage>(stage)));
  for (std::size_t stage = 0; stage < stage_count && causes_recorded; ++stage)
    json["critical_ns"][stage_names[stage]] = ns(core.critical_ps[stage]);
  json["bank_wait_ns"] = {{"synapse_memory", waits_json(core.synapse_bank)},
                          {"neuron_memory", waits_json(core.neuron_bank)}};
  return json;
}

Json layers_json(const std::vector<LayerReport>& layers) {
  constexpr double ps_per_ns = 1000;
  Json json = Json::array();
  for (const LayerReport& layer : layers) {
    json.push_back({{"layer", layer.layer},
                    {"layer_name", layer.name},
                    {"frames", layer.time.frames},
                    {"time_ns", layer.time.mean_ps() / ps_per_ns},
                    {"min_time_ns", ns(layer.time.least_ps)},
                    {"max_time_ns", ns(layer.time.most_ps)},
                    {"cores", layer.cores},
                    {"neurons", layer.neurons}});
    add_counters(json.back(), layer.counters);
  }
  return json;
}

Json critical_units_json(const std::vector<CriticalUnit>& units) {
  Json json = Json::array();
  for (const CriticalUnit& unit : units)
    json.push_back({{"name", unit.name},
                    {"label", models::time_label_names[static_cast<std::size_t>(unit.label)]},
                    {"time_ns", ns(unit.time_ps)}});
  return json;
}

Json software_json(const Classification& classification, const Classification::Software& software) {
  const auto answers = [&](const std::vector<int>& predictions) -> Json {
    return {{"correct", classification.correct(predictions)}, {"accuracy", classification.accuracy(predictions)}};
  };
  return {{"before_quantisation", answers(software.in_floating_point)},
          {"after_quantisation", answers(software.in_whole_numbers)}};
}

Json quantisation_json(const QuantisationReport& quantisation) {
  Json layers = Json::array();
  for (const QuantisedLayerReport& layer : quantisation.layers)
    layers.push_back({{"name", layer.name},
                      {"weight_bits", layer.weight_bits},
                      {"activation_bits", layer.activation_bits},
                      {"step", layer.step},
                      {"clipped_share", layer.clipped_share},
                      {"zero_share", layer.zero_share},
                      {"zero_share_before", layer.float_zero_share},
                      {"signal_to_noise_db", layer.signal_to_noise_db}});
  return {{"calibration_images", quantisation.calibration_images}, {"layers", layers}};
}

}  // namespace

const char* timing_name(models::Timing timing) {
  return timing == models::Timing::approximately_timed ? "at" : "lt";
}

std::string run_json(const RunReport& report) {
  Json json;
  json["schema"] = run_schema;
  json["chip"] = report.chip;
  json["network"] = report.network;
  json["mapping"] = report.mapping;
  json["timing"] = timing_name(report.timing);
  json["steps"] = report.record.steps.size();
  json["time_ns"] = ns(report.time_ps());
  json["elapsed_ns"] = ns(report.elapsed_ps());
  json["time_per_step_ns"] = report.time_per_step_ns();
  json["min_time_of_step_ns"] = report.min_time_ns();
  json["max_time_of_step_ns"] = report.max_time_ns();
  if (const auto shares = report.shares()) {
    json["bottleneck"] = models::time_label_names[static_cast<std::size_t>(report.bottleneck())];
    for (std::size_t label = 0; label < shares->size(); ++label)
      json["shares"][models::time_label_names[label]] = (*shares)[label];
  }
  if (report.floorline)
    json["floorline"] = floorline_json(report, *report.floorline);
  json["max_synops_per_core"] = report.max_synops_per_core();
  json["max_effective_synops_per_core"] = report.max_effective_synops_per_core();
  json["max_neuron_updates_per_core"] = report.max_neuron_updates_per_core();
  json["max_activations_per_core"] = report.max_neuron_updates_per_core();  // older name of the same
  json["max_messages_per_core"] = report.max_messages_per_core();
  json["mean_synops_per_core"] = report.mean_synops_per_core();
  json["activation_sparsity"] = report.activation_sparsity();
  json["connection_sparsity"] = report.connection_sparsity;
  json["totals"] = totals_json(report.totals);
  json["host"] = {{"messages_sent", report.host_messages_sent},
                  {"messages_received", report.host_messages_received},
                  {"messages_refused", report.host_messages_refused},
                  {"states_ns",
                   {{"inject", states_json(report.host_inject, states_of_host_inject())},
                    {"receive", states_json(report.host_receive, states_of_host_receive())}}}};
  json["messages_lost"] = {{"refused", report.lost.refused}, {"dropped", report.lost.dropped}};
  json["energy_j"] = energy_json(report.energy);
  if (report.classification) {
    const Classification& classification = *report.classification;
    json["classification"] = {{"images", classification.answers.size()},
                              {"correct", classification.correct()},
                              {"accuracy", classification.accuracy()},
                              {"steps_per_image", classification.steps_per_image}};
    if (classification.software)
      json["classification"]["software"] = software_json(classification, *classification.software);
  }
  if (report.quantisation)
    json["quantisation"] = quantisation_json(*report.quantisation);
  if (!report.critical_units.empty())
    json["critical_units"] = critical_units_json(report.critical_units);
  if (!report.layers.empty())
    json["layers"] = layers_json(report.layers);
  json["cores"] = Json::array();
  for (const CoreReport& core : report.cores) {
    json["cores"].push_back(core_json(core, !report.critical_units.empty()));
  }
  json["memory_banks"] = banks_json(report.banks);
  json["wall_s"] = report.cost.wall_s;
  json["peak_rss_bytes"] = report.cost.peak_rss_bytes;
  return json.dump(2) + "\n";
}

}  // namespace floorline::platform
