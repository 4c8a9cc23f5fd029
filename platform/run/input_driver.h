// Where the input of a run comes from: what the host sends in each step, and what has to be there before the first.
//
// Three kinds, one for each execution model. A run asks its driver and nothing else, so that it need not know which of
// the three it has.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "models/host/host_messages.h"
#include "platform/compile/program.h"
#include "platform/run/event_sequence.h"
#include "platform/run/image_loader.h"
#include "platform/run/input_sequence.h"

namespace floorline::platform {

class InputDriver {
 public:
  virtual ~InputDriver() = default;

  // Step 0 of this program is next, and all states of the chip are as they are before it. The program outlives the run.
  virtual void begin(const Program& program, ImageLoader& loader) = 0;
  // As models::HostSource. Steps are asked for in their order, each once.
  virtual models::Picoseconds messages_of_step(std::uint64_t step, std::vector<models::HostMessage>& messages) = 0;
  // Whether the time at which an output arrives is part of the result.
  virtual bool outputs_have_times() const { return false; }
};

// Time-stepped: frames of values for the input layer. Where the host holds that layer, it runs its neurons in software
// and sends their spikes; otherwise it sends the changes of the values, or the values themselves to relay neurons.
std::unique_ptr<InputDriver> time_stepped_input(InputSequence input);

// Frame-based: step k is frame k, whose values are sent as they are. The host must hold the input layer.
std::unique_ptr<InputDriver> frame_input(InputSequence input);

// Event-driven: step k is window k, whose events are sent at their times. There is no input behind the last window.
std::unique_ptr<InputDriver> event_input(EventSequence windows);

// The driver for frames of values that this program needs.
std::unique_ptr<InputDriver> input_driver_for(const Program& program, InputSequence input);

}  // namespace floorline::platform
