// Figures of a network that took several passes over one chip.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "platform/analysis/energy.h"
#include "platform/analysis/layer_report.h"
#include "platform/analysis/run_report.h"
#include "platform/compile/pass_plan.h"
#include "platform/run/output_values.h"

namespace floorline::platform {

struct PassReport {
  std::string first_layer, last_layer;  // names
  std::size_t cores = 0;
  std::uint64_t programmed_bytes = 0;
  Picoseconds program_ps = 0;
  std::vector<StepRecord> steps;  // one per frame
  std::vector<LayerReport> layers;
  OperationCounts totals;

  Picoseconds frames_ps() const;  // of all frames
};

struct PassesReport {
  std::string chip;
  std::string network;
  models::Timing timing = models::Timing::approximately_timed;
  std::vector<PassReport> passes;
  FrameValues outputs;  // of the last layer, one entry per frame
  EnergyReport energy;  // static energy also while the chip is programmed
  SimulationCost cost;
  std::optional<Classification> classification;
  std::optional<QuantisationReport> quantisation;

  std::size_t frames() const { return outputs.size(); }
  Picoseconds frames_ps() const;   // of all frames in all passes
  Picoseconds program_ps() const;  // of all passes
};

// One pass, which `run` has just run; programming the chip for it took program_ps.
PassReport make_pass_report(const Pass& pass, const Run& run, Picoseconds program_ps);

// The energy of all passes so far.
EnergyReport energy_of(const PassesReport& report, const EnergyConfig& costs);

// One screen of text.
std::string passes_summary(const PassesReport& report);
// passes.json; README.md says what every key means.
std::string passes_json(const PassesReport& report);
// One line per nonzero value that the last layer sent.
std::string outputs_csv(const FrameValues& outputs);
// Layers of all passes, as layers_csv, with the pass in front.
std::string layers_csv(const std::vector<PassReport>& passes);

}  // namespace floorline::platform
