// Frames of values, or recordings of events as counts per step, for time-stepped networks.
#include <fmt/core.h>

#include <algorithm>

#include "platform/analysis/prediction.h"
#include "platform/events/event_file.h"
#include "platform/network/sample_period.h"
#include "tools/floorline/labelled_frames.h"
#include "tools/floorline/time_option.h"
#include "tools/floorline/workload.h"

namespace floorline::tools {
namespace {

constexpr std::int64_t steps_without_input = 10;
constexpr std::int64_t most_steps = 1'000'000'000;
constexpr std::uint64_t most_values = 1U << 28;  // of the frames of a recording: 1 GiB

// How many events each input neuron has in each step of --step-time.
std::vector<std::vector<std::int32_t>> read_event_counts(const Options& options, const platform::Network& network) {
  const std::string file = options.text("input");
  const platform::Layer& first = network.layers.front();
  if (first.neuron.model != platform::NeuronModel::relay)
    Options::fail("input", fmt::format("{} is a recording of events, which only a network that takes spikes can be "
                                       "given; {} takes values",
                                       file, network.name));
  platform::EventSequence windows =
      platform::event_windows(platform::read_event_file(file), first.shape, step_time_ps(options), file);
  if (windows.empty())
    Options::fail("input", fmt::format("{} has no events", file));
  windows.resize(
      std::min(windows.size(), static_cast<std::size_t>(options.whole("images", 1, most_frames, most_frames))));
  const auto neurons = static_cast<std::uint64_t>(first.shape.neuron_count());
  if (windows.size() > most_values / neurons)
    Options::fail("step-time",
                  fmt::format("makes {} steps of {}; with {} input neurons, at most {} are possible: take a "
                              "longer one, or the first N steps by --images N",
                              windows.size(), file, neurons, most_values / neurons));
  return platform::event_counts(windows, first.shape.neuron_count());
}

class TimeSteppedWorkload final : public Workload {
 public:
  TimeSteppedWorkload(const Options& options, platform::Network& network)
      : hold_steps_(static_cast<std::uint64_t>(options.whole("hold", 1, 1, most_steps))) {
    const bool is_recording = options.has("input") && platform::is_event_file(options.text("input"));
    input_ =
        is_recording ? LabelledFrames{read_event_counts(options, network), {}} : read_labelled_frames(options, network);
    const auto frames = static_cast<std::int64_t>(input_.frames.size());
    const std::int64_t usual = frames == 0 ? steps_without_input : frames * static_cast<std::int64_t>(hold_steps_);
    steps_ = static_cast<std::uint64_t>(options.whole("steps", 1, usual, most_steps));
    platform::set_sample_period(network, static_cast<int>(options.whole("sample-period", 1, 0, most_steps)));
  }

 private:
  // Each image is shown to every layer for --hold steps: as it takes k steps to reach layer k, the last one sees it for
  // as long only if it stays for as many more.
  std::uint64_t steps_per_image(const platform::Network& network) const {
    return hold_steps_ + network.layers.size() - 1;
  }

  std::vector<platform::InputStretch> input(const RunSetup& setup) const override {
    const platform::Network& network = setup.file.network;
    const platform::Shape& shape = network.layers.front().shape;
    if (!setup.options.has("labels"))
      return {{platform::InputSequence(shape, input_.frames, hold_steps_), steps_}};
    std::vector<platform::InputStretch> images;
    for (const std::vector<std::int32_t>& image : input_.frames)
      images.push_back({platform::InputSequence(shape, {image}), steps_per_image(network)});
    return images;
  }

  void complete(platform::RunReport& report, const RunSetup& setup) const override {
    if (!setup.options.has("labels"))
      return;
    const platform::Network& network = setup.file.network;
    platform::Classification& answers = report.classification.emplace();
    answers.steps_per_image = steps_per_image(network);
    auto outputs = report.record.outputs.begin();
    for (const std::uint8_t label : input_.labels) {
      const auto end = outputs + static_cast<std::ptrdiff_t>(answers.steps_per_image);
      answers.answers.push_back({label, platform::prediction({outputs, end}, network.layers.back())});
      outputs = end;
    }
  }

  const std::uint64_t hold_steps_;
  LabelledFrames input_;
  std::uint64_t steps_ = 0;
};

}  // namespace

std::unique_ptr<Workload> time_stepped_workload(const Options& options, platform::NetworkFile& file) {
  return std::make_unique<TimeSteppedWorkload>(options, file.network);
}

}  // namespace floorline::tools
