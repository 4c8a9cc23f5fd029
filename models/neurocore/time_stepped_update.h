// Update policy of time-stepped and frame-based cores: weights are accumulated for the next step, and the neuron stage
// updates all neurons once per step.
//
// Models: one weight accumulated every synop_ps; two arrays of accumulators, so that messages of this step are added to
// one while the neuron stage reads the other. Does not model: skipping zero weights of a row.
#pragma once

#include "models/neurocore/neuron_stage.h"
#include "models/neurocore/update_policy.h"

namespace floorline::models {

class TimeSteppedUpdate final : public UpdatePolicy, private NeuronStage::Listener {
 public:
  TimeSteppedUpdate(Calendar& calendar, const NeurocoreConfig& config, StepControl& control);

  void connect(const Parts& parts) override;
  std::string problem(const CoreTables& /*tables*/) const override { return {}; }
  void configure(const CoreDescriptor& descriptor) override;

  void begin_step(std::uint64_t step) override;
  void end_step(Picoseconds /*quiet_ps*/) override {}

  void take_value(std::uint32_t neuron, std::int32_t value) override;
  void take_row(const WeightRow& weights, std::uint32_t first_neuron, std::uint32_t count, std::int32_t value,
                Picoseconds start_ps) override;
  bool work_on_row() override { return true; }
  void finish_message(Picoseconds /*now_ps*/) override {}
  void report_message(Picoseconds now_ps) override { control_.message_done(layer_, now_ps); }

  std::uint64_t neuron_updates() const override { return neurons_->counters().updates; }
  bool waits_for_output() const override { return false; }

 private:
  void on_queue_room() override { neurons_->on_queue_room(); }
  void on_output_idle() override;
  void on_neurons_done() override;

  StepControl& control_;
  const Picoseconds synop_ps_;
  NeuronStage* neurons_ = nullptr;
  OutputStage* output_ = nullptr;
  std::uint32_t layer_ = 0;
  std::int32_t* accumulators_[2] = {nullptr, nullptr};  // of even and odd steps
  std::int32_t* target_ = nullptr;                      // of messages that arrive now
  bool neurons_done_ = false;
};

}  // namespace floorline::models
