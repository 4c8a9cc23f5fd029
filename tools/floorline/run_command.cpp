// floorline run: a network on a chip, from files to a report.
#include <iostream>
#include <optional>

#include "platform/base/output_folder.h"
#include "platform/config/chip_file.h"
#include "tools/floorline/chip_options.h"
#include "tools/floorline/command.h"
#include "tools/floorline/floorline_option.h"
#include "tools/floorline/interrupt.h"
#include "tools/floorline/mapping_options.h"
#include "tools/floorline/network_options.h"
#include "tools/floorline/run_recorders.h"
#include "tools/floorline/timing_option.h"
#include "tools/floorline/workload.h"

namespace floorline::tools {
namespace {

Options run_options() {
  Options options(
      "floorline run --network FILE [--input FILE] [OPTION...]",
      "Runs a network on a chip, step by step with the chip's timing, and prints a summary.\n"
      "With --out it also writes run.json, steps.csv, cores.csv, ports.csv, outputs.csv, pictures (SVG), and\n"
      "the chip and the mapping as they were used, into a folder.");
  options.heading("Network");
  add_network_options(options);
  options.heading("Input");
  add_input_options(options);
  options.heading("Chip and mapping");
  add_chip_options(options);
  add_mapping_options(options);
  options
      .option("passes", "N",
              "run the layers of a network that does not fit the chip in at most N passes, programming the chip again "
              "for each; default: as many as it takes")
      .applies_to({Trait::frame_based});
  options.heading("Simulation");
  add_timing_option(options);
  options.flag("no-critical-path", "do not find out what steps wait for: faster, and no bottleneck in the report")
      .excludes("waves", ", which show what each step waited for");
  options.heading("Results");
  options.option("out", "DIR", "folder for the results; made if it is not there");
  options.repeatable("compare", "DIR", "draw the run of this folder of results on floorline.svg too; repeatable")
      .needs("out");
  add_floorline_option(options);
  add_readout_options(options);
  add_recorder_options(options);
  options.epilogue(
      "Shapes of NumPy arrays, for an input layer of C channels, H rows and W columns: pixels (H, W, C) or\n"
      "(T, H, W, C); values (C, H, W) or (T, C, H, W); for a layer of N neurons in one row (N) or (T, N).");
  return options;
}

std::vector<platform::EarlierRun> earlier_runs(const Options& options) {
  std::vector<platform::EarlierRun> runs;
  for (const std::string& folder : options.texts("compare"))
    runs.push_back(platform::read_earlier_run(folder));
  return runs;
}

}  // namespace

void run_command(const Arguments& arguments) {
  Options options = run_options();
  if (!options.parse(arguments))
    return;
  options.required("network");
  watch_signals();
  std::optional<platform::OutputFolder> folder;
  if (options.has("out"))
    folder.emplace(options.text("out"));
  std::vector<platform::EarlierRun> earlier = earlier_runs(options);
  const platform::ChipDocument chip_document = tools::chip_document(options);
  const platform::ChipConfig chip = platform::resolve(chip_document);
  std::optional<platform::MeasuredFloorline> floorline = measured_floorline(options, chip);
  platform::NetworkFile file = network_from(options, chip);
  const std::unique_ptr<Workload> workload = make_workload(options, file);
  const RunResults results =
      workload->run({options, chip_document, chip, file, std::move(floorline), std::move(earlier)});
  if (folder) {
    for (const ResultFile& result : results.files)
      folder->add(result.name, result.content);
    folder->commit();
  }
  std::cout << results.summary;
  if (folder)
    std::cout << "  results         in " << folder->path() << '\n';
}

}  // namespace floorline::tools
