// What a NIR node computes in a time step.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "platform/nir/nir_parameters.h"
#include "platform/nir/nir_run_options.h"
#include "platform/nir/nir_shapes.h"

namespace floorline::platform {

// One value for each element, in C order.
using NirValues = std::vector<double>;

class NirOperator {
 public:
  virtual ~NirOperator() = default;

  // Writes all of `output`, which has the number of values that the output's shape says, as `input` has.
  virtual void step(const NirValues& input, NirValues& output) = 0;
  // Back to the state before the first step.
  virtual void reset() {}
  // Of neurons, after the step; nullptr for other nodes.
  virtual const NirValues* potentials() const { return nullptr; }
};

// What operators are made from.
struct NirOperatorSetting {
  const NirParameters& parameters;
  const std::string& type;
  const NirNodeShapes& shapes;
  const NirRunOptions& options;
  // 1 for a Delay whose input is already a step late (nir_order.h).
  int late_steps = 0;
};

// For each type of node that nir_output_shape knows. Throws UserError if parameters are not valid for a run in steps
// of dt_s: time constants shorter than a step, delays that are not whole steps, thresholds that are not positive where
// the options divide by them or take them for a bound.
std::unique_ptr<NirOperator> make_nir_operator(const NirOperatorSetting& setting);

// The delay of each element of a Delay node, in steps. UserError where that is not a whole number.
std::vector<std::int64_t> nir_delay_steps(const NirParameters& parameters, std::int64_t count, double dt_s);

}  // namespace floorline::platform
