#include "tools/floorline/workload.h"

#include <numeric>
#include <utility>

#include "tools/floorline/mapping_options.h"
#include "tools/floorline/quantised_answers.h"
#include "tools/floorline/run_recorders.h"
#include "tools/floorline/run_watch.h"
#include "tools/floorline/timing_option.h"

namespace floorline::tools {

RunResults Workload::run(const RunSetup& setup) const {
  const platform::Network& network = setup.file.network;
  const platform::Mapping mapping = mapping_from(setup.options, network, setup.chip);
  const std::vector<platform::InputStretch> stretches = input(setup);
  const std::uint64_t steps =
      std::accumulate(stretches.begin(), stretches.end(), std::uint64_t{0},
                      [](std::uint64_t sum, const platform::InputStretch& stretch) { return sum + stretch.steps; });
  platform::EvaluationOptions evaluation;
  evaluation.timing = timing_from(setup.options);
  evaluation.record_causes = !setup.options.has("no-critical-path");
  evaluation.record_ports = setup.options.has("out") && evaluation.timing == models::Timing::approximately_timed;
  add_recorders(evaluation, setup.options, steps);
  platform::RunReport report = watched(steps, [&](std::function<bool()> step_callback) {
    evaluation.step_callback = std::move(step_callback);
    return platform::evaluate(setup.chip, network, mapping, stretches, evaluation);
  });
  complete(report, setup);
  report.earlier = setup.earlier;
  if (setup.file.quantisation)
    report.quantisation = quantisation_report(*setup.file.quantisation);
  if (setup.floorline)
    report.floorline = platform::floorline_of(report.cores, *setup.floorline);
  RunResults results = results_of(report, setup.chip_document, network, mapping);
  for (ResultFile& file : further_files(report))
    results.files.push_back(std::move(file));
  return results;
}

void add_input_options(Options& options) {
  options
      .option("input", "FILE",
              "input data: NumPy array (.npy) or IDX images (.gz or not); zeros if absent. For networks that take "
              "spikes also recordings of event cameras: AEDAT4, Prophesee .dat, N-MNIST .bin")
      .applies_to({Trait::frames}, Trait::frame_based);
  options
      .option("input-as", "by_type|pixels|values",
              "pixels go through the image transform of the network, values are taken as they are; by_type "
              "(default): bytes are pixels, all other numbers values")
      .needs("input")
      .applies_to({Trait::frames});
  options.option("images", "N", "use only the first N frames or images of the input")
      .needs("input")
      .applies_to({Trait::frames}, Trait::event_driven);
  options
      .option("labels", "FILE",
              "IDX labels of the images: counts right answers. Time-stepped networks see each image for --hold steps "
              "plus the depth of the network, and start afresh for the next one")
      .needs("input")
      .applies_to({Trait::frames});
  options.option("hold", "N", "steps that a frame is shown; default 1, or 32 for event-driven networks")
      .needs("input")
      .applies_to({Trait::time_stepped, Trait::event_driven})
      .applies_to({Trait::frames}, Trait::event_driven);
  options.option("steps", "N", "steps in all; default: frames times --hold, or 10 without input")
      .excludes("labels", "; the images and --hold say how many steps there are")
      .applies_to({Trait::time_stepped, Trait::frame_based});
  options.option("sample-period", "N", "zero the voltages of LIF layers every N steps")
      .applies_to({Trait::time_stepped});
  options
      .option("window", "TIME",
              "a step is a window of this length of the recording, such as 10ms; default: all of it in one window")
      .applies_to({Trait::event_driven})
      .applies_to({Trait::recording});
}

void add_readout_options(Options& options) {
  options
      .option("readout-clock", "TIME",
              "in every cycle of this clock name the output with most spikes, in readout.csv; for at most 15 outputs")
      .needs("out")
      .applies_to({Trait::event_driven});
  options.option("readout-cycles", "1|16|32", "cycles that these spikes are counted over; default 1")
      .needs("readout-clock")
      .applies_to({Trait::event_driven});
}

std::unique_ptr<Workload> make_workload(const Options& options, platform::NetworkFile& file) {
  switch (file.network.execution_model) {
    case platform::ExecutionModel::time_stepped:
      break;
    case platform::ExecutionModel::frame_based:
      return frame_workload(options, file);
    case platform::ExecutionModel::event_driven:
      return event_workload(options, file);
  }
  return time_stepped_workload(options, file);
}

}  // namespace floorline::tools
