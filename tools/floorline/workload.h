// What a network does on a chip in one run, from the options of `floorline run` to its results: one class per execution
// model, each with its own options, its reading of input, and its answer.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "platform/analysis/run_report.h"
#include "platform/config/chip_file.h"
#include "platform/evaluate/evaluate.h"
#include "platform/import/network_file.h"
#include "tools/floorline/options.h"
#include "tools/floorline/run_results.h"

namespace floorline::tools {

// What a run is made of, besides its input. All of it outlives the run.
struct RunSetup {
  const Options& options;
  const platform::ChipDocument& chip_document;
  const platform::ChipConfig& chip;
  const platform::NetworkFile& file;
  std::optional<platform::MeasuredFloorline> floorline;
  std::vector<platform::EarlierRun> earlier;
};

class Workload {
 public:
  virtual ~Workload() = default;

  // Maps the network, simulates, and reports. Throws Interrupted, and what evaluate() throws.
  virtual RunResults run(const RunSetup& setup) const;

 protected:
  virtual std::vector<platform::InputStretch> input(const RunSetup& setup) const = 0;
  // Adds to a finished report what only this kind of work has.
  virtual void complete(platform::RunReport& report, const RunSetup& setup) const = 0;
  virtual std::vector<ResultFile> further_files(const platform::RunReport& /*report*/) const { return {}; }
};

// The options for input and its time, and those of the results that only some workloads have.
void add_input_options(Options& options);
void add_readout_options(Options& options);

// Reads the input that the options name, for this network; pixels for a time-stepped network without an input layer of
// its own change that layer. Throws platform::UserError.
std::unique_ptr<Workload> make_workload(const Options& options, platform::NetworkFile& file);

// The three kinds.
std::unique_ptr<Workload> time_stepped_workload(const Options& options, platform::NetworkFile& file);
std::unique_ptr<Workload> frame_workload(const Options& options, platform::NetworkFile& file);
std::unique_ptr<Workload> event_workload(const Options& options, const platform::NetworkFile& file);

}  // namespace floorline::tools
