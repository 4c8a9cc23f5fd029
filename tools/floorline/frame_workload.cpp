// Images for frame-based networks: a step is a frame. Networks that do not fit the chip take several passes over it.
#include <fmt/core.h>

#include <algorithm>

#include "platform/compile/pass_plan.h"
#include "tools/floorline/labelled_frames.h"
#include "tools/floorline/quantised_answers.h"
#include "tools/floorline/run_watch.h"
#include "tools/floorline/timing_option.h"
#include "tools/floorline/workload.h"

namespace floorline::tools {
namespace {

constexpr std::size_t frames_without_input = 10;
constexpr std::int64_t most_steps = 1'000'000'000;
constexpr std::int64_t most_passes = 1'000'000;

class FrameWorkload final : public Workload {
 public:
  FrameWorkload(const Options& options, platform::Network& network) : input_(read_labelled_frames(options, network)) {
    if (input_.frames.empty()) {
      const auto neurons = static_cast<std::size_t>(network.layers.front().shape.neuron_count());
      input_.frames.assign(frames_without_input, std::vector<std::int32_t>(neurons, 0));
    }
    const auto frames = static_cast<std::int64_t>(input_.frames.size());
    steps_ = static_cast<std::uint64_t>(options.whole("steps", 1, frames, most_steps));
  }

  RunResults run(const RunSetup& setup) const override {
    const std::vector<platform::Pass> passes = passes_for(setup);
    return passes.size() > 1 ? run_passes(passes, setup) : Workload::run(setup);
  }

 private:
  std::vector<platform::InputStretch> input(const RunSetup& setup) const override {
    return {{platform::InputSequence(setup.file.network.layers.front().shape, input_.frames), steps_}};
  }

  void complete(platform::RunReport& report, const RunSetup& setup) const override {
    const platform::Layer& output = setup.file.network.layers.back();
    if (!input_.labels.empty())
      report.classification = answers(
          platform::output_values(report.record.outputs, static_cast<std::size_t>(output.shape.neuron_count())), setup);
  }

  // Frames follow each other without a new start, so each has its answer in one step: the neuron with the largest
  // value, the first of several.
  platform::Classification answers(const platform::FrameValues& outputs, const RunSetup& setup) const {
    platform::Classification result;
    result.steps_per_image = 1;
    for (std::size_t image = 0; image < input_.labels.size(); ++image) {
      const std::vector<std::int32_t>& values = outputs[image];
      const auto largest = std::max_element(values.begin(), values.end()) - values.begin();
      result.answers.push_back({input_.labels[image], static_cast<int>(largest)});
    }
    if (setup.file.quantisation)
      result.software = answers_in_software(setup.file, input_.frames);
    return result;
  }

  // More than one where the network does not fit the chip, as far as --passes allows it; none where the network is to
  // be mapped like any other.
  static std::vector<platform::Pass> passes_for(const RunSetup& setup) {
    const std::int64_t most = setup.options.whole("passes", 1, most_passes, most_passes);
    if (most == 1 || setup.options.text("mapping", "packed") != "packed")
      return {};
    std::vector<platform::Pass> passes = platform::plan_passes(setup.file.network, setup.chip);
    if (static_cast<std::int64_t>(passes.size()) > most)
      Options::fail("passes", fmt::format("it takes {} passes over chip {} to run {}", passes.size(), setup.chip.name,
                                          setup.file.network.name));
    return passes;
  }

  RunResults run_passes(const std::vector<platform::Pass>& passes, const RunSetup& setup) const {
    for (const char* name : {"waves", "record-traffic", "compare", "floorline", "steps", "placement"}) {
      if (setup.options.has(name))
        Options::fail(name, "does not go with a network that takes several passes over the chip");
    }
    platform::EvaluationOptions evaluation;
    evaluation.timing = timing_from(setup.options);
    evaluation.record_causes = false;  // passes have no bottleneck in their report
    platform::PassesReport report =
        watched(input_.frames.size() * passes.size(), [&](std::function<bool()> step_callback) {
          evaluation.step_callback = std::move(step_callback);
          return platform::evaluate_passes(setup.chip, passes, input_.frames, evaluation);
        });
    if (!input_.labels.empty())
      report.classification = answers(report.outputs, setup);
    if (setup.file.quantisation)
      report.quantisation = quantisation_report(*setup.file.quantisation);
    return results_of(report, setup.chip_document);
  }

  LabelledFrames input_;  // zeros without --input
  std::uint64_t steps_ = 0;
};

}  // namespace

std::unique_ptr<Workload> frame_workload(const Options& options, platform::NetworkFile& file) {
  return std::make_unique<FrameWorkload>(options, file.network);
}

}  // namespace floorline::tools
