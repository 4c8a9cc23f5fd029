#include "platform/characterise/characterise.h"

#include "platform/characterise/floorline_bench.h"
#include "platform/config/error.h"

namespace floorline::platform {

const MeasuredConstant* Constants::find(const std::string& name) const {
  for (const MeasuredConstant& constant : found) {
    if (constant.name == name)
      return &constant;
  }
  return nullptr;
}

double Constants::measured_ns(const std::string& name) const {
  const MeasuredConstant* constant = find(name);
  return constant != nullptr && constant->finding == Finding::measured ? constant->value_ns : 0;
}

Characterisation characterise(BenchChip& chip) {
  if (chip.structure().core_count() < 2)
    throw UserError("chip " + chip.chip_name() + " has one core; its messages can only be measured between two");
  Characterisation result;
  result.chip = chip.chip_name();
  result.timing = chip.timing();
  result.structure = chip.structure();
  measure_barrier(chip, result.constants);
  measure_updates(chip, result.constants);
  measure_synapses(chip, result.constants);
  measure_sending(chip, result.constants);
  measure_receiving(chip, result.constants);
  measure_links(chip, result.constants);
  measure_floorline(chip, result);
  result.runs = chip.runs();
  return result;
}

}  // namespace floorline::platform
