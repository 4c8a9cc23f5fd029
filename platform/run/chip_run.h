// A network running on a chip: builds the chip, loads the image, feeds input, collects output and counters.
//
// Use: construct before the simulation starts (it elaborates modules), then once SystemC has started call begin(),
// then run(n) and let simulated time pass (sc_start) until finished() is notified; any number of times. A network that
// works event by event is given events with times, and a step is a window of them; others are given frames.
#pragma once

#include <cstdint>
#include <memory>
#include <systemc>
#include <vector>

#include "platform/chip/chip.h"
#include "platform/compile/chip_image.h"
#include "platform/mapping/mapping.h"
#include "platform/network/network.h"
#include "platform/network/reference_executor.h"
#include "platform/run/critical_times.h"
#include "platform/run/event_sequence.h"
#include "platform/run/host_input_layer.h"
#include "platform/run/image_loader.h"
#include "platform/run/input_sequence.h"
#include "platform/run/step_counter.h"
#include "platform/run/step_record.h"

namespace floorline::platform {

class ChipRun : public sc_core::sc_module,
                private models::HostSource,
                private models::HostSink,
                private models::StepObserver {
 public:
  // Throws UserError if the mapping does not fit. Keeps copies of what it needs; `network` must outlive it.
  ChipRun(const sc_core::sc_module_name& name, const ChipConfig& chip, const Network& network, const Mapping& mapping,
          models::Timing timing);

  // From now on the critical path of every step is recorded: StepRecord::critical_ps and critical_units(). Before the
  // first step. Costs some of the simulation's speed and changes nothing else.
  void record_causes();
  // What steps have waited for since then, longest first; empty without.
  std::vector<CriticalUnit> critical_units() const;

  // Loads everything, or again only the states, and makes the next step step 0 with this input. After elaboration only.
  void begin(InputSequence input);
  // For networks that work event by event: step k is window k, and there is no input behind the last one.
  void begin(EventSequence input);
  // Runs that many more steps from the current time on.
  void run(std::uint64_t steps) { chip_.step_control().run(steps); }
  const sc_core::sc_event& finished() { return chip_.step_control().finished(); }

  // What the output layer sent in each step since begin(), by increasing neuron number in C order.
  const std::vector<std::vector<Spike>>& outputs() const { return outputs_; }
  // The same of a network that works event by event, each with its time, in the order of arrival.
  struct OutputEvent {
    Picoseconds time_ps = 0;
    std::int32_t neuron = 0;
  };
  const std::vector<OutputEvent>& output_events() const { return output_events_; }
  const std::vector<StepRecord>& steps() const { return steps_; }

  Chip& chip() { return chip_; }
  const Chip& chip() const { return chip_; }
  const ChipImage& image() const { return image_; }
  const Mapping& mapping() const { return mapping_; }
  const Network& network() const { return network_; }
  ImageLoader& loader() { return loader_; }

 private:
  void messages_of_step(std::uint64_t step, std::vector<models::HostMessage>& messages) override;
  void on_message(std::uint64_t step, Picoseconds time_ps, std::uint32_t axon, std::uint32_t atom,
                  std::int32_t value) override;
  Picoseconds least_step_ps(std::uint64_t step) override;
  void step_ended(std::uint64_t step, Picoseconds begin_ps, Picoseconds end_ps) override;
  void load();
  void load_anew();
  void start();
  void send(std::int32_t neuron, std::int32_t value, Picoseconds time_ps,
            std::vector<models::HostMessage>& messages) const;
  void write_first_input(const std::vector<std::int32_t>& values);
  bool input_is_relayed() const { return network_.layers.front().neuron.model == NeuronModel::relay; }

  const Network& network_;
  const Mapping mapping_;
  const ChipImage image_;
  Chip chip_;
  ImageLoader loader_;
  bool loaded_ = false;

  // Null unless causes are recorded.
  std::unique_ptr<models::CauseRecorder> causes_;
  std::unique_ptr<CriticalPathSums> critical_;

  std::unique_ptr<HostInputLayer> input_layer_;  // where the host holds it
  std::unique_ptr<InputSequence> input_;
  EventSequence events_;  // instead, if the network works event by event

  std::vector<std::vector<Spike>> outputs_;
  std::vector<OutputEvent> output_events_;
  std::vector<StepRecord> steps_;
  StepCounter counter_;
};

}  // namespace floorline::platform
