// floorline run: a network on a chip, from files to a report.
#include <iostream>
#include <memory>
#include <optional>

#include "platform/base/output_folder.h"
#include "platform/analysis/run_json.h"
#include "platform/analysis/run_pictures.h"
#include "platform/analysis/run_report.h"
#include "platform/analysis/run_summary.h"
#include "platform/analysis/run_tables.h"
#include "platform/config/chip_file.h"
#include "platform/base/error.h"
#include "platform/events/event_file.h"
#include "platform/mapping/mapping_file.h"
#include "platform/network/idx.h"
#include "platform/network/sample_period.h"
#include "platform/run/chip_run.h"
#include "platform/import/input_file.h"
#include "platform/run/layer_times.h"
#include "platform/run/traffic_recorder.h"
#include "tools/floorline/chip_options.h"
#include "tools/floorline/classify.h"
#include "tools/floorline/command.h"
#include "tools/floorline/event_input.h"
#include "tools/floorline/floorline_option.h"
#include "tools/floorline/interrupt.h"
#include "tools/floorline/mapping_options.h"
#include "tools/floorline/network_options.h"
#include "tools/floorline/run_passes.h"
#include "tools/floorline/simulation.h"
#include "tools/floorline/wave_options.h"

namespace floorline::tools {
namespace {

using platform::UserError;

constexpr std::int64_t steps_without_input = 10;
constexpr std::int64_t most_steps = 1'000'000'000;

Options run_options() {
  Options options(
      "floorline run --network FILE [--input FILE] [OPTION...]",
      "Runs a network on a chip, step by step with the chip's timing, and prints a summary.\n"
      "With --out it also writes run.json, steps.csv, cores.csv, ports.csv, outputs.csv, pictures (SVG), and\n"
      "the chip and the mapping as they were used, into a folder.");
  add_network_options(options);
  options.option("input", "FILE",
                 "input data: NumPy array (.npy) or IDX images (.gz or not); zeros if absent. For networks that take "
                 "spikes also recordings of event cameras: AEDAT4, Prophesee .dat, N-MNIST .bin");
  options.option("input-as", "by_type|pixels|values",
                 "pixels go through the image transform of the network, values are taken as they are; by_type "
                 "(default): bytes are pixels, all other numbers values");
  options.option("images", "N", "use only the first N frames or images of the input");
  options.option("hold", "N", "steps that a frame is shown; default 1, or 32 for networks that work event by event");
  options.option("steps", "N", "steps in all; default: frames times --hold, or 10 without input");
  options.option("labels", "FILE",
                 "IDX labels of the images: shows each image for --hold steps plus the depth of the network, starts "
                 "afresh for the next one, and counts right answers; networks that work frame by frame see each once");
  options.option("sample-period", "N", "zero the voltages of LIF layers every N steps");
  add_chip_options(options);
  add_mapping_options(options);
  add_pass_options(options);
  add_event_options(options);
  options.option("timing", "at|lt",
                 "approximately timed (default): finite buffers; or loosely timed: faster, optimistic");
  options.flag("no-critical-path", "do not find out what steps wait for: faster, and no bottleneck in the report");
  add_floorline_option(options);
  options.option("record-traffic", "FILE", "packets of the network as a CSV table, for tb_noc to replay");
  add_wave_options(options);
  options.option("out", "DIR", "folder for the results; made if it is not there");
  options.repeatable("compare", "DIR",
                     "with --out: draw the run of this folder of results on floorline.svg too; repeatable");
  options.epilogue(
      "Shapes of NumPy arrays, for an input layer of C channels, H rows and W columns: pixels (H, W, C) or\n"
      "(T, H, W, C); values (C, H, W) or (T, C, H, W); for a layer of N neurons in one row (N) or (T, N).");
  return options;
}

struct Input {
  std::vector<std::vector<std::int32_t>> frames;  // none: zeros
  std::vector<std::uint8_t> labels;               // as many as frames, or none
};

void check_label_options(const Options& options) {
  if (!options.has("labels")) {
    return;
  }
  if (!options.has("input")) {
    Options::fail("labels", "needs the images, in --input");
  }
  if (options.has("steps")) {
    Options::fail("steps", "does not go with --labels; the images and --hold say how many steps there are");
  }
}

// A frame is worked off once, from input to output; there is nothing to hold and to forget.
void check_step_options(const Options& options, const platform::Network& network) {
  if (!network.works_in_frames())
    return;
  for (const char* name : {"hold", "sample-period"}) {
    if (options.has(name))
      Options::fail(name, "is of networks that work in timesteps; this one works frame by frame");
  }
}

Input read_input(const Options& options, platform::Network& network) {
  Input input;
  if (!options.has("input")) {
    for (const char* name : {"input-as", "images", "hold"}) {
      if (options.has(name)) {
        Options::fail(name, "needs --input");
      }
    }
    return input;
  }
  const auto most = static_cast<std::size_t>(options.whole("images", 1, most_steps, most_steps));
  if (platform::is_event_file(options.text("input"))) {
    input.frames = read_event_frames(options, network, most);
    return input;
  }
  const auto meaning = static_cast<platform::InputMeaning>(options.choice("input-as", {"by_type", "pixels", "values"}));
  input.frames = platform::read_input_file(options.text("input"), meaning, network, most);
  if (options.has("labels")) {
    input.labels = platform::read_idx_labels(options.text("labels"));
    if (input.labels.size() < input.frames.size()) {
      Options::fail("labels", options.text("labels") + " has " + std::to_string(input.labels.size()) + " labels for " +
                                  std::to_string(input.frames.size()) + " images");
    }
    input.labels.resize(input.frames.size());
  }
  return input;
}

std::vector<platform::EarlierRun> earlier_runs(const Options& options) {
  std::vector<platform::EarlierRun> runs;
  if (options.has("compare") && !options.has("out")) {
    Options::fail("compare", "needs --out, where the picture is written to");
  }
  for (const std::string& folder : options.texts("compare")) {
    runs.push_back(platform::read_earlier_run(folder));
  }
  return runs;
}

void write_results(platform::OutputFolder& folder, const platform::RunReport& report,
                   const platform::ChipDocument& chip, const platform::ChipRun& run) {
  folder.add("run.json", platform::run_json(report));
  folder.add("steps.csv", platform::steps_csv(report));
  folder.add("cores.csv", platform::cores_csv(report));
  folder.add("ports.csv", platform::ports_csv(report));
  if (!report.layers.empty()) {
    folder.add("layers.csv", platform::layers_csv(report.layers));
  }
  folder.add("outputs.csv", platform::outputs_csv(report));
  if (run.network().works_by_events())
    folder.add("events.csv", platform::events_csv(report));
  if (!report.readout.empty())
    folder.add("readout.csv", platform::readout_csv(report));
  folder.add("chip.json", platform::print_chip(chip));
  folder.add("mapping.json", platform::print_mapping(run.mapping(), run.network()));
  if (report.classification) {
    folder.add("predictions.csv", platform::predictions_csv(*report.classification));
  }
  if (report.quantisation) {
    folder.add("quantisation.csv", platform::quantisation_csv(*report.quantisation));
  }
  for (platform::Picture& picture : platform::run_pictures(report)) {
    folder.add(picture.file_name, std::move(picture.svg));
  }
  folder.commit();
}

void write_results(platform::OutputFolder& folder, const platform::PassesReport& report,
                   const platform::ChipDocument& chip) {
  folder.add("passes.json", platform::passes_json(report));
  folder.add("layers.csv", platform::layers_csv(report.passes));
  folder.add("outputs.csv", platform::outputs_csv(report.outputs));
  folder.add("chip.json", platform::print_chip(chip));
  if (report.classification)
    folder.add("predictions.csv", platform::predictions_csv(*report.classification));
  if (report.quantisation)
    folder.add("quantisation.csv", platform::quantisation_csv(*report.quantisation));
  folder.commit();
}

void print_folder(const std::optional<platform::OutputFolder>& folder) {
  if (folder)
    std::cout << "  results         in " << folder->path() << '\n';
}

// As ChipRun shows them where there are none.
platform::FrameValues frames_of(const Input& input, const platform::Network& network) {
  const auto neurons = static_cast<std::size_t>(network.layers.front().shape.neuron_count());
  return input.frames.empty() ? platform::FrameValues(steps_without_input, std::vector<std::int32_t>(neurons, 0))
                              : input.frames;
}

}  // namespace

void run_command(const Arguments& arguments) {
  Options options = run_options();
  if (!options.parse(arguments)) {
    return;
  }
  options.required("network");
  check_label_options(options);
  check_wave_options(options);
  const models::Timing timing =
      options.choice("timing", {"at", "lt"}) == 0 ? models::Timing::approximately_timed : models::Timing::loosely_timed;
  const auto hold = static_cast<std::uint64_t>(options.whole("hold", 1, 1, most_steps));
  watch_signals();

  std::optional<platform::OutputFolder> folder;
  if (options.has("out")) {
    folder.emplace(options.text("out"));
  }
  std::vector<platform::EarlierRun> earlier = earlier_runs(options);
  const platform::ChipDocument chip = chip_document(options);
  const platform::ChipConfig chip_config = platform::resolve(chip);
  const std::optional<platform::MeasuredFloorline> floorline = measured_floorline(options, chip_config);
  platform::NetworkFile file = network_from(options, chip_config);
  platform::Network& network = file.network;
  check_step_options(options, network);
  check_event_options(options, network);
  const EventInput events = network.works_by_events() ? read_event_input(options, network) : EventInput();
  check_readout_clock(options, events);
  const Input input = network.works_by_events() ? Input() : read_input(options, network);
  platform::set_sample_period(network, static_cast<int>(options.whole("sample-period", 1, 0, most_steps)));
  if (const auto passes = passes_for(options, network, chip_config); !passes.empty()) {
    check_pass_options(options);
    const platform::PassesReport report =
        run_passes(passes, chip_config, file, frames_of(input, network), input.labels, timing);
    if (folder)
      write_results(*folder, report, chip);
    std::cout << platform::passes_summary(report);
    print_folder(folder);
    return;
  }
  const platform::Mapping mapping = mapping_from(options, network, chip_config);
  stop_if_interrupted();

  const auto frames = static_cast<std::int64_t>(input.frames.size());
  const std::int64_t usual_steps = frames == 0 ? steps_without_input : frames * static_cast<std::int64_t>(hold);
  const auto steps = static_cast<std::uint64_t>(options.whole("steps", 1, usual_steps, most_steps));
  platform::ChipRun run("run", chip_config, network, mapping, timing);
  if (!options.has("no-critical-path"))
    run.record_causes();
  if (folder && timing == models::Timing::approximately_timed)
    run.chip().open_port_ledgers();
  std::optional<platform::TrafficRecorder> recorder;
  if (options.has("record-traffic")) {
    if (chip_config.noc.multicast_groups > 0)
      Options::fail("record-traffic",
                    "cannot tell the copies of messages to several cores; use it with --set noc.multicast_groups=0");
    recorder.emplace(options.text("record-traffic"));
    run.chip().set_traffic_observer(&*recorder);
  }
  const std::uint64_t all_steps = network.works_by_events() ? events.windows()
                                  : options.has("labels")   ? input.frames.size() * steps_per_image(network, hold)
                                                            : steps;
  std::unique_ptr<platform::ChipWaves> waves;
  if (options.has("waves"))
    waves = waves_from(options, run, all_steps);
  std::optional<platform::Classification> classification;
  platform::LayerTimes layer_times;
  run.chip().step_control().add_observer(layer_times);
  std::optional<Simulation> simulation;
  simulation.emplace(run, all_steps);
  if (network.works_by_events()) {
    classification = run_events(*simulation, run, events);
  } else if (options.has("labels")) {
    classification = classify(*simulation, run, input.frames, input.labels, hold);
    if (file.quantisation)
      classification->software = answers_in_software(file, input.frames);
  } else {
    simulation->run({network.layers.front().shape, input.frames, hold}, steps);
  }
  platform::RunReport report = platform::make_run_report(run, simulation->record(), simulation->cost());
  platform::add_layer_times(report, run, layer_times);
  if (const auto settings = readout_settings(options); settings && !report.record.steps.empty())
    report.readout = platform::read_out(
        report.record.output_events, static_cast<std::size_t>(network.layers.back().shape.neuron_count()),
        report.record.steps.front().begin_ps, report.record.steps.back().end_ps, *settings);
  report.classification = std::move(classification);
  if (file.quantisation)
    report.quantisation = quantisation_report(*file.quantisation);
  report.earlier = std::move(earlier);
  if (floorline)
    report.floorline = platform::floorline_of(report.cores, *floorline);
  simulation.reset();
  if (recorder) {
    recorder->commit();
  }
  if (waves) {
    waves->close();
  }
  if (folder) {
    write_results(*folder, report, chip, run);
  }
  std::cout << platform::run_summary(report);
  print_folder(folder);
}

}  // namespace floorline::tools
