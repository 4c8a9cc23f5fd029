// Update policy of event-driven cores: the weights of a row are processed in sequence, and each updates its neuron at
// once. The core has no timesteps, and its neuron stage is idle.
//
// Models: a weight of zero is read and skipped (zero_synop_ps); any other weight reads, updates and writes back the
// potential of its neuron (all within synop_ps), by the rule of integrate_fire (models/neuron/neuron_program.h). A
// neuron that fires sends at the end of its synop, and the sweep over the row stalls while the output queue has no
// room. A message is done when all spikes that it and earlier messages caused have left. Does not model: the port of
// neuron memory, which nothing else uses meanwhile; leaks, which a slow clock drives.
#pragma once

#include <cstdint>
#include <vector>

#include "models/neurocore/output_pooling.h"
#include "models/neurocore/update_policy.h"
#include "models/neuron/integrate_fire_program.h"

namespace floorline::models {

class EventDrivenUpdate final : public UpdatePolicy, private CalendarClient {
 public:
  EventDrivenUpdate(Calendar& calendar, const NeurocoreConfig& config, StepControl& control);

  void connect(const Parts& parts) override;
  std::string problem(const CoreTables& tables) const override;
  void configure(const CoreDescriptor& descriptor) override;

  void begin_step(std::uint64_t step) override;
  void end_step(Picoseconds quiet_ps) override;

  void take_value(std::uint32_t neuron, std::int32_t value) override;
  void take_row(const WeightRow& weights, std::uint32_t first_neuron, std::uint32_t count, std::int32_t value,
                Picoseconds start_ps) override;
  bool work_on_row() override;
  void finish_message(Picoseconds now_ps) override;
  void report_message(Picoseconds now_ps) override;

  std::uint64_t neuron_updates() const override { return neuron_updates_; }
  bool waits_for_output() const override { return refused_; }

 private:
  struct PlannedSpike {
    Activation activation;
    Picoseconds time_ps;
  };
  bool hand_on();
  void report_done();
  void on_queue_room() override;
  void on_output_idle() override { report_done(); }
  void on_calendar(std::uint32_t tag) override;

  StepControl& control_;
  const Picoseconds synop_ps_;
  const Picoseconds zero_synop_ps_;
  RowSource* rows_ = nullptr;
  NeuronStage* neuron_stage_ = nullptr;
  OutputStage* output_ = nullptr;
  std::uint32_t layer_ = 0;
  IntegrateFireProgram neurons_{NeuronParameters{}};
  std::int32_t* potentials_ = nullptr;
  OutputPooling pooling_;
  std::uint64_t neuron_updates_ = 0;

  // The row in progress.
  struct Row {
    WeightRow weights;
    std::uint32_t first_neuron = 0;
    std::uint32_t count = 0;
    std::int32_t value = 0;
    Picoseconds start_ps = 0;
  };
  Row row_;
  std::vector<PlannedSpike> spikes_;  // of the row
  std::size_t next_spike_ = 0;
  bool refused_ = false;
  Picoseconds refused_ps_ = 0;
  std::uint64_t messages_swept_ = 0;  // whose spikes may still be in the output stage
};

}  // namespace floorline::models
