#include "platform/analysis/run_tables.h"

#include <sstream>

#include "platform/base/csv_field.h"

namespace floorline::platform {
namespace {

// In the order of the columns of cores.csv.
template <typename Visit>
void for_each_state(Visit visit) {
  for (std::size_t stage = 0; stage < stage_count; ++stage) {
    for (const UnitState state : states_of(static_cast<Stage>(stage)))
      visit(stage, state);
  }
}

}  // namespace

std::string steps_csv(const RunReport& report) {
  std::ostringstream text;
  text << "step,begin_ps,end_ps,total_synops,max_synops,max_activations,max_messages,total_spikes,total_messages,"
          "outputs,memory_ps,compute_ps,traffic_ps,synchronisation_ps\n";
  for (std::size_t index = 0; index < report.record.steps.size(); ++index) {
    const StepRecord& step = report.record.steps[index];
    text << index << ',' << step.begin_ps << ',' << step.end_ps << ',' << step.total_synops << ',' << step.max_synops
         << ',' << step.max_neuron_updates << ',' << step.max_messages << ',' << step.total_spikes << ','
         << step.total_messages << ',' << report.record.outputs[index].size();
    for (const Picoseconds label_ps : step.critical_ps)
      text << ',' << label_ps;
    text << '\n';
  }
  return text.str();
}

std::string cores_csv(const RunReport& report) {
  std::ostringstream text;
  text << "core,column,row,layer,layer_name,program,neurons,synops,effective_synops,activations,spikes,messages_in,"
          "messages_out,messages_refused,messages_dropped,overruns,decimated";
  for_each_state([&text](std::size_t stage, UnitState state) {
    text << ',' << stage_names[stage] << '_' << models::unit_state_names[static_cast<std::size_t>(state)] << "_ps";
  });
  text << ",synapse_bank_wait_ps,synapse_bank_caused_wait_ps,neuron_bank_wait_ps,neuron_bank_caused_wait_ps\n";
  for (const CoreReport& core : report.cores) {
    const CoreCounters& counters = core.counters;
    text << core.core << ',' << core.column << ',' << core.row << ',' << core.layer << ',' << csv_field(core.layer_name)
         << ',' << core.program << ',' << core.neurons << ',' << counters.synops << ',' << counters.effective_synops
         << ',' << counters.neuron_updates << ',' << counters.spikes << ',' << counters.messages_in << ','
         << counters.messages_out << ',' << counters.messages_refused << ',' << counters.messages_dropped << ','
         << counters.overruns << ',' << counters.decimated;
    for_each_state([&text, &core](std::size_t stage, UnitState state) { text << ',' << core.states[stage][state]; });
    text << ',' << core.synapse_bank.suffered_ps << ',' << core.synapse_bank.caused_ps << ','
         << core.neuron_bank.suffered_ps << ',' << core.neuron_bank.caused_ps << '\n';
  }
  return text.str();
}

std::string readout_csv(const RunReport& report) {
  std::ostringstream text;
  text << "time_ps,neuron,spikes\n";
  for (const ReadoutDecision& decision : report.readout)
    text << decision.time_ps << ',' << decision.neuron << ',' << decision.spikes << '\n';
  return text.str();
}

std::string events_csv(const RunReport& report) {
  std::ostringstream text;
  text << "time_ps,neuron\n";
  for (const OutputEvent& event : report.record.output_events)
    text << event.time_ps << ',' << event.neuron << '\n';
  return text.str();
}

std::string layers_csv(const std::vector<LayerReport>& layers) {
  std::ostringstream text;
  text << "layer,layer_name,frames,time_ps,min_time_ps,max_time_ps,cores,neurons,synops,effective_synops,activations,"
          "spikes,messages_in,messages_out\n";
  for (const LayerReport& layer : layers) {
    const CoreCounters& counters = layer.counters;
    text << layer.layer << ',' << csv_field(layer.name) << ',' << layer.time.frames << ',' << layer.time.sum_ps << ','
         << layer.time.least_ps << ',' << layer.time.most_ps << ',' << layer.cores << ',' << layer.neurons << ','
         << counters.synops << ',' << counters.effective_synops << ',' << counters.neuron_updates << ','
         << counters.spikes << ',' << counters.messages_in << ',' << counters.messages_out << '\n';
  }
  return text.str();
}

std::string ports_csv(const RunReport& report) {
  std::ostringstream text;
  text << "column,row,port,flits,busy_ps,blocked_ps,idle_ps\n";
  for (const PortReport& port : report.ports)
    text << port.column << ',' << port.row << ',' << port.name << ',' << port.flits << ','
         << port.times[UnitState::busy] << ',' << port.times[UnitState::downstream_buffer] << ','
         << port.times[UnitState::message] << '\n';
  return text.str();
}

std::string outputs_csv(const RunReport& report) {
  std::ostringstream text;
  text << "step,neuron,value\n";
  for (std::size_t step = 0; step < report.record.outputs.size(); ++step) {
    for (const Spike& spike : report.record.outputs[step]) {
      text << step << ',' << spike.neuron << ',' << spike.value << '\n';
    }
  }
  return text.str();
}

std::string predictions_csv(const Classification& classification) {
  std::ostringstream text;
  const std::optional<Classification::Software>& software = classification.software;
  text << "image,label,prediction,correct" << (software ? ",before_quantisation,after_quantisation" : "") << '\n';
  for (std::size_t image = 0; image < classification.answers.size(); ++image) {
    const Classification::Answer& answer = classification.answers[image];
    text << image << ',' << answer.label << ',' << answer.prediction << ','
         << (answer.label == answer.prediction ? 1 : 0);
    if (software)
      text << ',' << software->in_floating_point[image] << ',' << software->in_whole_numbers[image];
    text << '\n';
  }
  return text.str();
}

std::string quantisation_csv(const QuantisationReport& quantisation) {
  std::ostringstream text;
  text << "layer,weight_bits,activation_bits,least_weight_scale,largest_weight_scale,step,clipped_share,zero_share,"
          "zero_share_before,signal_to_noise_db\n";
  for (const QuantisedLayerReport& layer : quantisation.layers)
    text << csv_field(layer.name) << ',' << layer.weight_bits << ',' << layer.activation_bits << ','
         << layer.least_weight_scale << ',' << layer.largest_weight_scale << ',' << layer.step << ','
         << layer.clipped_share << ',' << layer.zero_share << ',' << layer.float_zero_share << ','
         << layer.signal_to_noise_db << '\n';
  return text.str();
}

}  // namespace floorline::platform
