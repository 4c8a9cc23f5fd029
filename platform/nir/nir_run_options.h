// What a NIR file leaves open and a run in time steps needs to know.
#pragma once

namespace floorline::platform {

// The potential of a neuron after it has fired.
enum class NirReset {
  to_v_reset,      // its v_reset (0 if the file has none), as NIR defines it
  by_subtraction,  // the threshold is subtracted, once for each spike; v_reset is ignored
};

// How low the potential of a neuron that fires may fall; applied at the end of each step.
enum class NirLowerBound {
  none,
  minus_threshold,  // as Speck has it, and sinabs after importing an IF
};

enum class NirSpikes {
  one_per_step,   // if v > v_threshold, as NIR defines it
  many_per_step,  // floor(v / v_threshold) if that is positive, so one at equality; as sinabs' MultiSpike
};

// How I and IF, which have no time constant, integrate their input.
enum class NirIntegration {
  per_second,  // v += dt R I, as NIR defines it: an input of 1 in a step is a current of 1 for dt
  per_step,    // v += R I: an input of 1 in a step is a pulse of area 1; what sinabs, Lava-DL and snnTorch do
};

// The defaults follow the definition of NIR. Networks for Speck need by_subtraction, many_per_step (a step of many
// events) and per_step, and minus_threshold to get the chip's potentials.
struct NirRunOptions {
  double dt_s = 0;  // must be set
  NirReset reset = NirReset::to_v_reset;
  NirLowerBound lower_bound = NirLowerBound::none;
  NirSpikes spikes = NirSpikes::one_per_step;
  NirIntegration integration = NirIntegration::per_second;
};

}  // namespace floorline::platform
