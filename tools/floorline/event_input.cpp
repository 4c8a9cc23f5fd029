#include "tools/floorline/event_input.h"

#include <algorithm>

#include "platform/analysis/prediction.h"
#include "platform/events/event_file.h"
#include "platform/network/idx.h"
#include "platform/import/input_file.h"
#include "tools/floorline/time_option.h"

namespace floorline::tools {

using models::Picoseconds;

namespace {

constexpr std::int64_t usual_hold_steps = 32;
constexpr std::int64_t most_hold_steps = 1'000'000;
constexpr std::int64_t most_images = 1'000'000'000;
constexpr std::uint64_t most_values = 1U << 28;  // of the frames of a recording: 1 GiB
constexpr Picoseconds most_readout_cycles = 1'000'000;
constexpr std::uint64_t most_events = 1U << 27;  // of all images: 2 GiB

std::vector<std::uint8_t> read_labels(const Options& options, std::size_t images) {
  std::vector<std::uint8_t> labels = platform::read_idx_labels(options.text("labels"));
  if (labels.size() < images)
    Options::fail("labels", options.text("labels") + " has " + std::to_string(labels.size()) + " labels for " +
                                std::to_string(images) + " images");
  labels.resize(images);
  return labels;
}

EventInput read_recording(const Options& options, const platform::Network& network) {
  const std::string file = options.text("input");
  for (const char* name : {"labels", "images", "hold", "step-time", "input-as"}) {
    if (options.has(name))
      Options::fail(name, "is for images; " + file + " is a recording of events");
  }
  EventInput input;
  input.samples.push_back(platform::event_windows(platform::read_event_file(file), network.layers.front().shape,
                                                  time_option(options, "window", 0), file));
  if (input.samples.front().empty())
    Options::fail("input", file + " has no events");
  return input;
}

// Input that fills neither the clock of the simulation nor the memory.
void check_images(const std::vector<std::vector<std::int32_t>>& images, std::uint32_t steps, Picoseconds step_ps) {
  constexpr Picoseconds ps_a_s = 1'000'000'000'000;
  const std::string shown = std::to_string(images.size()) + (images.size() == 1 ? " image of " : " images of ") +
                            std::to_string(steps) + " steps";
  if (step_ps > platform::longest_input_ps / std::max<std::uint64_t>(1, images.size() * steps))
    Options::fail("step-time", "times " + shown + " is longer than " +
                                   std::to_string(platform::longest_input_ps / ps_a_s) +
                                   " s; take a shorter one, or fewer --images");
  std::uint64_t events = 0;
  for (const std::vector<std::int32_t>& image : images)
    events += platform::rate_coded_events(image, steps);
  if (events > most_events)
    Options::fail("hold", "makes " + std::to_string(events) + " events of " + shown + "; at most " +
                              std::to_string(most_events) + ", of fewer steps or --images, are possible");
}

EventInput read_images(const Options& options, const platform::Network& network) {
  if (options.has("window"))
    Options::fail("window", "is for recordings of events; an image is one window of --hold steps of --step-time");
  platform::Network of_pixels = network;
  of_pixels.image_transform = {127.5, 127.5};  // pixels as they are, 0 to 255
  const auto meaning = static_cast<platform::InputMeaning>(options.choice("input-as", {"by_type", "pixels", "values"}));
  const auto images =
      platform::read_input_file(options.text("input"), meaning, of_pixels,
                                static_cast<std::size_t>(options.whole("images", 1, most_images, most_images)));
  const auto steps = static_cast<std::uint32_t>(options.whole("hold", 1, usual_hold_steps, most_hold_steps));
  const Picoseconds step_ps = step_time_ps(options);
  check_images(images, steps, step_ps);
  EventInput input;
  for (const std::vector<std::int32_t>& image : images)
    input.samples.push_back({platform::rate_coded_window(image, steps, step_ps)});
  if (options.has("labels"))
    input.labels = read_labels(options, images.size());
  return input;
}

void check_readout_options(const Options& options, const platform::Network& network) {
  if (options.has("readout-cycles") && !options.has("readout-clock"))
    Options::fail("readout-cycles", "needs --readout-clock");
  if (!options.has("readout-clock"))
    return;
  if (!options.has("out"))
    Options::fail("readout-clock", "needs --out, where its decisions are written to");
  const std::int64_t outputs = network.layers.back().shape.neuron_count();
  if (outputs > platform::ReadoutSettings::most_classes)
    Options::fail("readout-clock", "is for at most " + std::to_string(platform::ReadoutSettings::most_classes) +
                                       " outputs; the network has " + std::to_string(outputs));
}

}  // namespace

std::optional<platform::ReadoutSettings> readout_settings(const Options& options) {
  if (!options.has("readout-clock"))
    return std::nullopt;
  constexpr std::uint32_t cycles[] = {1, 16, 32};
  platform::ReadoutSettings settings;
  settings.clock_ps = time_option(options, "readout-clock", settings.clock_ps);
  settings.cycles = cycles[options.choice("readout-cycles", {"1", "16", "32"})];
  return settings;
}

std::uint64_t EventInput::windows() const {
  std::uint64_t windows = 0;
  for (const platform::EventSequence& sample : samples)
    windows += sample.size();
  return windows;
}

Picoseconds EventInput::duration_ps() const {
  Picoseconds duration_ps = 0;
  for (const platform::EventSequence& sample : samples) {
    for (const platform::EventWindow& window : sample)
      duration_ps += std::max(window.duration_ps, window.events.empty() ? 0 : window.events.back().time_ps);
  }
  return duration_ps;
}

void check_readout_clock(const Options& options, const EventInput& input) {
  const auto settings = readout_settings(options);
  if (!settings || input.duration_ps() / settings->clock_ps <= most_readout_cycles)
    return;
  Options::fail("readout-clock", "has " + std::to_string(input.duration_ps() / settings->clock_ps) +
                                     " cycles in the time of the input; at most " +
                                     std::to_string(most_readout_cycles) + ", of a slower clock, are possible");
}

void add_event_options(Options& options) {
  options.option("window", "TIME",
                 "of recordings of events: a step is a window of so long, such as 10ms; default: all in one");
  options.option(
      "readout-clock", "TIME",
      "with --out, of networks that work event by event with at most 15 outputs: in every cycle of this clock "
      "name the output with most spikes, in readout.csv");
  options.option("readout-cycles", "1|16|32", "cycles that these spikes are counted over; default 1");
}

void check_event_options(const Options& options, const platform::Network& network) {
  if (!network.works_by_events()) {
    for (const char* name : {"window", "readout-clock", "readout-cycles"}) {
      if (options.has(name))
        Options::fail(name, "is of networks that work event by event; this one does not");
    }
    return;
  }
  check_readout_options(options, network);
  for (const char* name : {"steps", "sample-period"}) {
    if (options.has(name))
      Options::fail(name, "is of networks that work in timesteps; this one works event by event");
  }
  if (options.has("timing") && options.text("timing") == "lt")
    Options::fail("timing",
                  "must be at for networks that work event by event: loosely timed, a message is worked off "
                  "before its time, and the order of events would be lost");
  if (!options.has("input"))
    Options::fail("input", "is missing; a network that works event by event does nothing without events");
}

EventInput read_event_input(const Options& options, const platform::Network& network) {
  return platform::is_event_file(options.text("input")) ? read_recording(options, network)
                                                        : read_images(options, network);
}

std::vector<std::vector<std::int32_t>> read_event_frames(const Options& options, const platform::Network& network,
                                                         std::size_t most) {
  const std::string file = options.text("input");
  for (const char* name : {"labels", "input-as"}) {
    if (options.has(name))
      Options::fail(name, "is for images; " + file + " is a recording of events");
  }
  const platform::Layer& first = network.layers.front();
  if (first.neuron.model != platform::NeuronModel::relay || network.works_in_frames())
    Options::fail("input", file + " is a recording of events, for networks that take spikes; this one takes values");
  platform::EventSequence windows =
      platform::event_windows(platform::read_event_file(file), first.shape, step_time_ps(options), file);
  if (windows.empty())
    Options::fail("input", file + " has no events");
  windows.resize(std::min(windows.size(), most));
  const auto neurons = static_cast<std::uint64_t>(first.shape.neuron_count());
  if (windows.size() > most_values / neurons)
    Options::fail("step-time", "makes " + std::to_string(windows.size()) + " steps of " + file + "; with " +
                                   std::to_string(neurons) + " input neurons, at most " +
                                   std::to_string(most_values / neurons) +
                                   " are possible: take a longer one, or the first N steps by --images N");
  return platform::event_counts(windows, first.shape.neuron_count());
}

std::optional<platform::Classification> run_events(Simulation& simulation, const platform::ChipRun& run,
                                                   const EventInput& input) {
  platform::Classification answers;
  answers.steps_per_image = 1;
  for (std::size_t sample = 0; sample < input.samples.size(); ++sample) {
    simulation.run(input.samples[sample]);
    if (!input.labels.empty())
      answers.answers.push_back(
          {input.labels[sample], platform::prediction(run.outputs(), run.network().layers.back())});
  }
  return input.labels.empty() ? std::nullopt : std::optional(answers);
}

}  // namespace floorline::tools
