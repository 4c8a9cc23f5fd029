// How time advances for a network, and on a chip: the first thing that has to agree between the two.
//
// Whoever imports a network says which it is (Network::execution_model); a chip file says which its chip has
// (time.advance). What differs between the three is owned by objects: the update policy of a neurocore
// (models/neurocore/update_policy.h), the step control of a chip (models/sync/step_control.h), the input driver of a
// run (platform/run/input_driver.h) and the workload of the command (tools/floorline/workload.h).
#pragma once

namespace floorline::platform {

enum class ExecutionModel {
  time_stepped,  // all neurons are updated once per timestep; a barrier ends the step (Loihi 2)
  frame_based,   // a layer takes a whole frame in and hands its activations on to the next layer (AKD1000)
  event_driven,  // a message updates the neurons that it reaches at once; there are no steps (Speck)
};

// "time-stepped", "frame-based", "event-driven".
const char* name_of(ExecutionModel model);

}  // namespace floorline::platform
