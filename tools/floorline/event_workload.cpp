// Events for event-driven networks: a recording in windows, or images as spikes.
#include <fmt/core.h>

#include <algorithm>

#include "platform/analysis/prediction.h"
#include "platform/analysis/run_tables.h"
#include "platform/events/event_file.h"
#include "platform/run/readout.h"
#include "tools/floorline/labelled_frames.h"
#include "tools/floorline/time_option.h"
#include "tools/floorline/workload.h"

namespace floorline::tools {

using models::Picoseconds;

namespace {

constexpr std::int64_t usual_hold_steps = 32;
constexpr std::int64_t most_hold_steps = 1'000'000;
constexpr Picoseconds most_readout_cycles = 1'000'000;
constexpr std::uint64_t most_events = 1U << 27;  // of all images: 2 GiB
constexpr Picoseconds ps_per_s = 1'000'000'000'000;

// Refuses input that would overflow the clock of the simulation, or the memory.
void check_images(const std::vector<std::vector<std::int32_t>>& images, std::uint32_t steps, Picoseconds step_ps) {
  const std::string shown =
      fmt::format("{} {} of {} steps", images.size(), images.size() == 1 ? "image" : "images", steps);
  if (step_ps > platform::longest_input_ps / std::max<std::uint64_t>(1, images.size() * steps))
    Options::fail("step-time", fmt::format("times {} is longer than {} s; take a shorter one, or fewer --images", shown,
                                           platform::longest_input_ps / ps_per_s));
  std::uint64_t events = 0;
  for (const std::vector<std::int32_t>& image : images)
    events += platform::rate_coded_events(image, steps);
  if (events > most_events)
    Options::fail("hold", fmt::format("makes {} events of {}; at most {} are possible: take fewer steps or --images",
                                      events, shown, most_events));
}

platform::ReadoutSettings readout_settings(const Options& options) {
  constexpr std::uint32_t cycles[] = {1, 16, 32};
  platform::ReadoutSettings settings;
  settings.clock_ps = time_option(options, "readout-clock", settings.clock_ps);
  settings.cycles = cycles[options.choice("readout-cycles", {"1", "16", "32"})];
  return settings;
}

class EventWorkload final : public Workload {
 public:
  EventWorkload(const Options& options, const platform::Network& network) {
    if (!options.has("input"))
      Options::fail("input", "is missing; an event-driven network does nothing without events");
    if (platform::is_event_file(options.text("input")))
      read_recording(options, network);
    else
      read_images(options, network);
    check_readout(options, network);
  }

 private:
  void read_recording(const Options& options, const platform::Network& network) {
    const std::string file = options.text("input");
    samples_.push_back(platform::event_windows(platform::read_event_file(file), network.layers.front().shape,
                                               time_option(options, "window", 0), file));
    if (samples_.front().empty())
      Options::fail("input", fmt::format("{} has no events", file));
  }

  // Each image is a sample of its own in one window of --hold steps of --step-time.
  void read_images(const Options& options, const platform::Network& network) {
    platform::Network of_pixels = network;
    of_pixels.image_transform = {127.5, 127.5};  // pixels as they are, 0 to 255
    LabelledFrames images = read_labelled_frames(options, of_pixels);
    const auto steps = static_cast<std::uint32_t>(options.whole("hold", 1, usual_hold_steps, most_hold_steps));
    const Picoseconds step_ps = step_time_ps(options);
    check_images(images.frames, steps, step_ps);
    for (const std::vector<std::int32_t>& image : images.frames)
      samples_.push_back({platform::rate_coded_window(image, steps, step_ps)});
    labels_ = std::move(images.labels);
  }

  void check_readout(const Options& options, const platform::Network& network) const {
    if (!options.has("readout-clock"))
      return;
    const std::int64_t outputs = network.layers.back().shape.neuron_count();
    if (outputs > platform::ReadoutSettings::most_classes)
      Options::fail("readout-clock", fmt::format("is for at most {} outputs; the network has {}",
                                                 platform::ReadoutSettings::most_classes, outputs));
    const Picoseconds cycles = input_ps() / readout_settings(options).clock_ps;
    if (cycles > most_readout_cycles)
      Options::fail("readout-clock",
                    fmt::format("has {} cycles in the time of the input; at most {} are possible: take a slower clock",
                                cycles, most_readout_cycles));
  }

  // Of all windows; the chip may take longer.
  Picoseconds input_ps() const {
    Picoseconds duration_ps = 0;
    for (const platform::EventSequence& sample : samples_) {
      for (const platform::EventWindow& window : sample)
        duration_ps += std::max(window.duration_ps, window.events.empty() ? 0 : window.events.back().time_ps);
    }
    return duration_ps;
  }

  // Each sample begins with all potentials at zero.
  std::vector<platform::InputStretch> input(const RunSetup& /*setup*/) const override {
    std::vector<platform::InputStretch> stretches;
    for (const platform::EventSequence& sample : samples_)
      stretches.push_back({sample, sample.size()});
    return stretches;
  }

  void complete(platform::RunReport& report, const RunSetup& setup) const override {
    const platform::Layer& output = setup.file.network.layers.back();
    if (!labels_.empty())
      report.classification = answers(report.record, output);
    if (setup.options.has("readout-clock") && !report.record.steps.empty())
      report.readout = platform::read_out(
          report.record.output_events, static_cast<std::size_t>(output.shape.neuron_count()),
          report.record.steps.front().begin_ps, report.record.steps.back().end_ps, readout_settings(setup.options));
  }

  // An image is one window: the output neuron with most spikes in it.
  platform::Classification answers(const platform::RunRecord& record, const platform::Layer& output) const {
    platform::Classification result;
    result.steps_per_image = 1;
    for (std::size_t image = 0; image < labels_.size(); ++image)
      result.answers.push_back({labels_[image], platform::prediction({record.outputs[image]}, output)});
    return result;
  }

  std::vector<ResultFile> further_files(const platform::RunReport& report) const override {
    std::vector<ResultFile> files = {{"events.csv", platform::events_csv(report)}};
    if (!report.readout.empty())
      files.push_back({"readout.csv", platform::readout_csv(report)});
    return files;
  }

  std::vector<platform::EventSequence> samples_;
  std::vector<std::uint8_t> labels_;  // one per sample, or none
};

}  // namespace

std::unique_ptr<Workload> event_workload(const Options& options, const platform::NetworkFile& file) {
  return std::make_unique<EventWorkload>(options, file.network);
}

}  // namespace floorline::tools
