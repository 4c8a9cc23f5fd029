#include "tools/floorline/run_passes.h"

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <systemc>
#include <utility>

#include "platform/run/standstill.h"
#include "tools/floorline/classify.h"
#include "tools/floorline/interrupt.h"
#include "tools/floorline/progress.h"
#include "tools/floorline/simulation.h"

namespace floorline::tools {
namespace {

constexpr std::int64_t most_passes = 1'000'000;

// Progress on a terminal, and a stop at Ctrl-C.
class Watch final : public models::StepObserver {
 public:
  explicit Watch(std::uint64_t steps) : progress_(steps) {}

 private:
  void step_ended(std::uint64_t /*step*/, models::Picoseconds /*begin*/, models::Picoseconds /*end*/) override {
    progress_.step_done();
    if (signal_received() != 0)
      sc_core::sc_pause();
  }
  Progress progress_;
};

platform::Classification answers(const platform::NetworkFile& file, const platform::FrameValues& frames,
                                 const platform::FrameValues& outputs, const std::vector<std::uint8_t>& labels) {
  platform::Classification result;
  result.steps_per_image = 1;
  for (std::size_t image = 0; image < labels.size(); ++image) {
    const std::vector<std::int32_t>& values = outputs[image];
    const auto largest = std::max_element(values.begin(), values.end()) - values.begin();
    result.answers.push_back({labels[image], static_cast<int>(largest)});
  }
  if (file.quantisation)
    result.software = answers_in_software(file, frames);
  return result;
}

}  // namespace

void add_pass_options(Options& options) {
  options.option("passes", "N",
                 "of networks that work frame by frame and do not fit the chip: run their layers in at most so many "
                 "passes, for each of which the chip is programmed anew; default: as many as it takes");
}

std::vector<platform::Pass> passes_for(const Options& options, const platform::Network& network,
                                       const platform::ChipConfig& chip) {
  const std::int64_t most = options.whole("passes", 1, most_passes, most_passes);
  if (options.has("passes") && !network.works_in_frames())
    Options::fail("passes", "is of networks that work frame by frame; the neurons of " + network.name +
                                " have states that would be lost between passes");
  if (!network.works_in_frames() || most == 1 || options.text("mapping", "packed") != "packed")
    return {};
  std::vector<platform::Pass> passes = platform::plan_passes(network, chip);
  if (static_cast<std::int64_t>(passes.size()) > most)
    Options::fail("passes", "it takes " + std::to_string(passes.size()) + " passes over chip " + chip.name +
                                " to run " + network.name);
  return passes.size() > 1 ? std::move(passes) : std::vector<platform::Pass>();
}

void check_pass_options(const Options& options) {
  for (const char* name : {"waves", "record-traffic", "compare", "floorline", "steps", "placement"}) {
    if (options.has(name))
      Options::fail(name, "does not go with a network that takes several passes over the chip");
  }
}

platform::PassesReport run_passes(const std::vector<platform::Pass>& passes, const platform::ChipConfig& chip,
                                  const platform::NetworkFile& file, const platform::FrameValues& frames,
                                  const std::vector<std::uint8_t>& labels, models::Timing timing) {
  platform::PassRun run("run", chip, passes, timing);
  run.chip().calendar().set_run_ahead(Simulation::run_ahead_ps);
  Watch watch(frames.size() * passes.size());
  run.chip().step_control().add_observer(watch);
  platform::PassesReport report;
  report.chip = chip.name;
  report.network = file.network.name;
  report.timing = timing;
  report.outputs = frames;
  const auto begin = std::chrono::steady_clock::now();
  sc_core::sc_start(sc_core::SC_ZERO_TIME);
  for (std::size_t pass = 0; pass < passes.size(); ++pass) {
    sc_core::sc_start(sc_core::sc_time::from_value(run.program(pass)));  // the time resolution is 1 ps
    run.begin(std::move(report.outputs));
    run.run();
    sc_core::sc_start();  // until nothing is left to happen
    stop_if_interrupted();
    if (run.chip().step_control().running())
      throw std::logic_error(platform::standstill_text(run.chip().step_control(), run.chip().mesh()));
    report.outputs = run.results();
    report.passes.push_back(platform::make_pass_report(passes[pass], run.end()));
  }
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - begin;
  report.cost = Simulation::cost_of(wall.count());
  report.energy = platform::energy_of(report, chip.energy);
  if (!labels.empty())
    report.classification = answers(file, frames, report.outputs, labels);
  if (file.quantisation)
    report.quantisation = quantisation_report(*file.quantisation);
  return report;
}

}  // namespace floorline::tools
