// What a NIR file leaves open, and a run in time steps has to be told.
#pragma once

namespace floorline::platform {

// What is left of the potential of a neuron that has fired.
enum class NirReset {
  to_v_reset,      // its v_reset (0 if the file has none), as NIR says it
  by_subtraction,  // the threshold is taken off, once for each spike; v_reset is not looked at
};

// How low the potential of a neuron that fires may fall; applied at the end of each step.
enum class NirLowerBound {
  none,
  minus_threshold,  // as Speck has it, and sinabs after importing an IF
};

enum class NirSpikes {
  one_per_step,   // if v > v_threshold, as NIR says it
  many_per_step,  // floor(v / v_threshold) if that is positive, so one at equality already; as sinabs' MultiSpike
};

// How I and IF, which have no time constant, add up what they receive.
enum class NirIntegration {
  per_second,  // v += dt R I, as NIR says it: an input of 1 in a step is a current of 1 for dt
  per_step,    // v += R I: an input of 1 in a step is a pulse of area 1; what sinabs, Lava-DL and snnTorch do
};

// The defaults take NIR at its word. Networks for Speck want by_subtraction, many_per_step (a step of many events) and
// per_step, and minus_threshold where the chip's potentials are meant.
struct NirRunOptions {
  double dt_s = 0;  // must be set
  NirReset reset = NirReset::to_v_reset;
  NirLowerBound lower_bound = NirLowerBound::none;
  NirSpikes spikes = NirSpikes::one_per_step;
  NirIntegration integration = NirIntegration::per_second;
};

}  // namespace floorline::platform
