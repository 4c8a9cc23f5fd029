// Neuron programs: the update that a neurocore applies to one row of 16 neurons in one step. Integer-exact.
//
// State fields have 16 words each and follow one another as in neuron memory. In the table, a is the sum that arrived
// for this step (24 bits; 32 for the frame-based programs); >> rounds towards minus infinity; decayed() rounds towards
// zero; a value of 0 is not sent.
//
//   program      state fields               update                                             sends
//   relay        -                          -                                                  a
//   delta        input last residue         input += a; change of input << 12                  change >> 6
//   sigma_delta  sigma last residue bias    sigma += a; change of max(sigma + (bias << 12), 0) change >> 6
//   sigma        sigma bias                 sigma += a                                         sigma + (bias << 12)
//   lif          current voltage bias       current = decayed(current) + (a << 6)
//                                           voltage = decayed(voltage) + current + (bias << 6)
//                                           spikes if voltage > threshold << 6, then voltage = 0     1
//   lif_input    current voltage bias       bias += a, then as lif with nothing arriving       1
//   integrator   sum bias                   sum += a                                           sum + bias
//   bounded_relu bias scale                 -                                                  see below
//   potential    bias                       -                                                  a + bias
//   integrate_fire                          potential = potential + a, from -2^15 to 2^15 - 1
//                potential                  spikes if potential >= threshold, then potential =
//                                           potential - threshold, or 0
//                                           potential = max(potential, lowest)                 1
//
//   bounded_relu sends min(max((a + bias) * scale >> shift, 0), highest).
//
//   change of x: difference = x - last + residue; it is sent if |difference| >= threshold << 12, and the residue is the
//   part that was not sent; last = x.
// lif, lif_input: voltage is zeroed before every step t >= reset_offset with (t - reset_offset) a multiple of
// reset_interval (0: never). Sums wrap at 24 bits; the voltage saturates at +-(2^23 - 1).
#pragma once

#include <cstdint>
#include <memory>

#include "models/neuron/neuron_parameters.h"
#include "models/neuron/neuron_program_id.h"

namespace floorline::models {

class NeuronProgram {
 public:
  virtual ~NeuronProgram() = default;

  virtual std::uint32_t state_fields() const = 0;

  // Updates one row: `state` has state_fields() * 16 words, `arrived` and `sent` have 16.
  virtual void update_row(std::int32_t* state, const std::int32_t* arrived, std::int32_t* sent,
                          std::uint64_t step) const = 0;
};

// The program with this number, or null if there is none.
std::unique_ptr<NeuronProgram> make_neuron_program(NeuronProgramId id, const NeuronParameters& parameters);

// The number of state fields of a program (0 for an unknown number), and the field that holds the bias (-1: none).
std::uint32_t neuron_state_fields(NeuronProgramId id);
std::int32_t neuron_bias_field(NeuronProgramId id);
// The field that holds the scale (-1: none).
std::int32_t neuron_scale_field(NeuronProgramId id);

}  // namespace floorline::models
