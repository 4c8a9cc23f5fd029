// Event-driven networks, from files to results: recordings, images, another chip, and what is refused.
#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <sstream>

#include "platform/base/json_reader.h"
#include "platform/events/event_file.h"
#include "platform/network/event_executor.h"
#include "platform/network/npy.h"
#include "platform/network/reference_executor.h"
#include "platform/nir/nir_event_network.h"
#include "platform/nir/nir_file.h"
#include "platform/nir/nir_step_network.h"
#include "platform/run/event_sequence.h"
#include "testbenches/command/command_runner.h"
#include "testbenches/support/source_directory.h"
#include "testbenches/unit/nir/example_model.h"

namespace floorline::testbenches {
namespace {

using platform::Json;

constexpr int extent = 8;

// Two polarities of 8 x 8 pixels -> convolution to 3 channels of 6 x 6 -> sums of 2 x 2 -> 5 neurons.
platform::NirModel small_model(std::int64_t channels = 2) {
  std::vector<double> kernel, dense;
  for (std::int64_t index = 0; index < 3 * channels * 9; ++index)
    kernel.push_back(static_cast<double>((index * 37) % 101 - 30) / 100);
  for (std::int64_t index = 0; index < 5 * 27; ++index)
    dense.push_back(static_cast<double>((index * 53) % 97 - 30) / 100);
  const auto neurons = [](const std::string& name, const std::vector<std::int64_t>& shape, std::size_t count) {
    return nir_node(name, "IF",
                    {{"r", nir_floats(shape, std::vector<double>(count, 1))},
                     {"v_threshold", nir_floats(shape, std::vector<double>(count, 0.5))}});
  };
  platform::NirNode conv = nir_node("0", "Conv2d",
                                    {{"weight", nir_floats({3, channels, 3, 3}, kernel)},
                                     {"bias", nir_floats({3}, {0, 0, 0})},
                                     {"stride", nir_integers({2}, {1, 1})},
                                     {"padding", nir_integers({2}, {0, 0})},
                                     {"dilation", nir_integers({2}, {1, 1})},
                                     {"groups", nir_integers({}, {1})},
                                     {"input_shape", nir_integers({2}, {extent, extent})}});
  platform::NirModel model;
  model.root = nir_graph(
      "node",
      {nir_node("input", "Input", {{"shape", nir_integers({3}, {static_cast<double>(channels), extent, extent})}}),
       conv, neurons("1", {3, 6, 6}, 108),
       nir_node("2", "SumPool2d",
                {{"kernel_size", nir_integers({2}, {2, 2})},
                 {"stride", nir_integers({2}, {2, 2})},
                 {"padding", nir_integers({2}, {0, 0})}}),
       nir_node("3", "Flatten",
                {{"start_dim", nir_integers({}, {0})},
                 {"end_dim", nir_integers({}, {-1})},
                 {"input_type", nir_integers({3}, {3, 3, 3})}}),
       nir_node("4", "Linear", {{"weight", nir_floats({5, 27}, dense)}}), neurons("5", {5}, 5),
       nir_node("output", "Output", {{"shape", nir_integers({1}, {5})}})},
      {{"input", "0"}, {"0", "1"}, {"1", "2"}, {"2", "3"}, {"3", "4"}, {"4", "5"}, {"5", "output"}});
  return model;
}

class EventNetworks : public CommandTest {
 protected:
  EventNetworks() {
    platform::write_nir(small_model(), nir());
    std::ofstream bin(recording(), std::ios::binary);
    for (std::uint32_t event = 0; event < events; ++event) {
      const std::uint32_t time_us = 3 * event;
      const std::array<std::uint32_t, 5> bytes = {event * 5 % extent, event * 3 % extent,
                                                  (event % 2) << 7 | time_us >> 16, time_us >> 8 & 255, time_us & 255};
      for (const std::uint32_t byte : bytes)
        bin.put(static_cast<char>(byte));
    }
  }
  std::string nir() const { return file("small.nir"); }
  std::string recording() const { return file("recording.bin"); }
  std::string text_of(const std::string& name) const {
    std::ifstream stream(out() + "/" + name);
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
  }

  // Neurons in the order of events.csv.
  std::vector<std::int32_t> output_events() const {
    std::istringstream lines(text_of("events.csv"));
    std::vector<std::int32_t> neurons;
    std::string line;
    std::getline(lines, line);
    EXPECT_EQ(line, "time_ps,neuron");
    while (std::getline(lines, line))
      neurons.push_back(std::stoi(line.substr(line.find(',') + 1)));
    return neurons;
  }
  std::vector<std::int32_t> expected_events(int decimation = 1) const {
    platform::Network network = platform::nir_event_network(platform::read_nir(nir()), nir());
    network.layers[1].decimation = decimation;
    std::vector<std::int32_t> input;
    for (const platform::Event& event : platform::read_event_file(recording()).events)
      input.push_back(static_cast<std::int32_t>(network.layers[0].shape.index(event.is_on ? 1 : 0, event.y, event.x)));
    platform::EventExecutor executor(network);
    executor.run(input);
    return executor.events(2);
  }

  static constexpr std::uint32_t events = 400;
};

TEST_F(EventNetworks, RecordingsRunInRealTime) {
  const CommandResult result = run_floorline(
      {"run", "--network", nir(), "--chip", "speck", "--input", recording(), "--window", "500us", "--out", out()});
  ASSERT_EQ(result.status, 0) << result.errors;
  EXPECT_FALSE(expected_events().empty());
  EXPECT_EQ(output_events(), expected_events());
  const Json report = platform::read_json_file(out() + "/run.json");
  ASSERT_EQ(report.at("steps").get<int>(), 3);  // 1.2 ms
}

// Names come from files: neither results nor the terminal may suffer from them.
TEST_F(EventNetworks, NamesMayBeAnyBytes) {
  const std::string name = "c,\xe4\x1b[2J\"";
  platform::NirModel model = small_model();
  node_of(model, "0").name = name;
  for (platform::NirEdge& edge : model.root.edges) {
    for (std::string* const end : {&edge.source, &edge.target})
      *end = *end == "0" ? name : *end;
  }
  const std::string path = file("n\xe4.nir");
  platform::write_nir(model, path);
  const CommandResult result =
      run_floorline({"run", "--network", path, "--chip", "speck", "--input", recording(), "--out", out()});
  ASSERT_EQ(result.status, 0) << result.errors;
  EXPECT_EQ(result.output.find('\x1b'), std::string::npos);
  EXPECT_EQ(platform::read_json_file(out() + "/run.json").at("network"), "n\xef\xbf\xbd");
  EXPECT_NE(text_of("cores.csv").find(",\"layer 1 (conv 'c,\xef\xbf\xbd\\x1b[2J\"\"')\","), std::string::npos)
      << text_of("cores.csv");
}

TEST_F(EventNetworks, LayersCanBeDecimated) {
  const CommandResult result = run_floorline({"run", "--network", nir(), "--chip", "speck", "--input", recording(),
                                              "--decimate", "1=3", "--decimate", "2=1", "--out", out()});
  ASSERT_EQ(result.status, 0) << result.errors;
  EXPECT_EQ(output_events(), expected_events(3));
  EXPECT_NE(expected_events(3), expected_events());
  EXPECT_FALSE(expected_events(3).empty());
}

// On a time-stepped chip, the same network does, on counts of events.
TEST_F(EventNetworks, RunInTimestepsOnChipsThatDo) {
  const CommandResult result = run_floorline(
      {"run", "--network", nir(), "--chip", "loihi2", "--input", recording(), "--step-time", "20us", "--out", out()});
  ASSERT_EQ(result.status, 0) << result.errors;
  const platform::Network network = platform::nir_step_network(platform::read_nir(nir()), nir(), {20e-6});
  platform::ReferenceExecutor executor(network);
  const auto frames = platform::event_counts(
      platform::event_windows(platform::read_event_file(recording()), network.layers[0].shape, 20'000'000, "r"),
      network.layers[0].shape.neuron_count());
  std::size_t spikes = 0;
  for (const std::vector<std::int32_t>& frame : frames) {
    executor.set_input(frame);
    executor.step();
    spikes += executor.spikes(2).size();
  }
  const std::string outputs = text_of("outputs.csv");
  EXPECT_EQ(static_cast<std::size_t>(std::count(outputs.begin(), outputs.end(), '\n')), spikes + 1);  // and the header
  EXPECT_GT(spikes, 5u);
}

TEST_F(EventNetworks, AReadoutNamesAClassEveryCycle) {
  const CommandResult result = run_floorline({"run", "--network", nir(), "--chip", "speck", "--input", recording(),
                                              "--readout-clock", "100us", "--readout-cycles", "16", "--out", out()});
  ASSERT_EQ(result.status, 0) << result.errors;
  const std::string text = text_of("readout.csv");
  EXPECT_EQ(text.substr(0, 22), "time_ps,neuron,spikes\n");
  EXPECT_GE(std::count(text.begin(), text.end(), '\n'), 12);
  EXPECT_EQ(text.find(",-1,0\n"), std::string::npos);  // it fires from the beginning on
}

// With the floorline that was measured of it, which has no floor; an earlier run is drawn too.
TEST_F(EventNetworks, LieAboveTheFloorline) {
  ASSERT_EQ(
      run_floorline({"run", "--network", nir(), "--chip", "speck", "--input", recording(), "--out", out()}).status, 0);
  const CommandResult result = run_floorline({"run", "--network", nir(), "--chip", "speck", "--input", recording(),
                                              "--window", "100us", "--out", file("windows"), "--compare", out()});
  ASSERT_EQ(result.status, 0) << result.errors;
  EXPECT_NE(result.output.find("  floorline       "), std::string::npos) << result.output;
  for (const std::string& folder : {out(), file("windows")}) {
    const Json floorline = platform::read_json_file(folder + "/run.json").at("floorline");
    EXPECT_EQ(floorline["floor_ns"], 0);
    EXPECT_GE(floorline["slope_ns_per_synop"].get<double>(), 9.99);
    EXPECT_GE(floorline["time_over_bound"].get<double>(), 1);
    std::ifstream stream(folder + "/floorline.svg");
    const std::string svg{std::istreambuf_iterator<char>(stream), {}};
    EXPECT_NE(svg.find("slope of the fastest core in use, no floor"), std::string::npos);
  }
}

// As the event executor, whatever else a chip may be: this one was made up here, and has two routers, four cores of two
// sizes and speeds, and inputs that drop nothing.
TEST_F(EventNetworks, RunOnAChipOfOnesOwn) {
  Json chip = platform::read_json_file(testbenches::source_directory() + "/platform/chips/speck.json");
  chip["name"] = "made_up";
  chip["noc"]["columns"]["value"] = 2;
  chip["noc"]["cores_per_router"]["value"] = 2;
  chip["neurocore"]["synop_time"]["value"] = {5000, 7000, 9000, 11000};
  chip["free_running"]["zero_synop_time"]["value"] = 1000;
  chip["limits"]["kernel_words"]["value"] = {64, 64, 4096, 512};
  chip["limits"]["neuron_words"]["value"] = {512, 16, 512, 512};
  const std::string chip_file = file("made_up.json");
  std::ofstream(chip_file) << chip.dump(1);
  const CommandResult result =
      run_floorline({"run", "--network", nir(), "--chip", chip_file, "--input", recording(), "--out", out()});
  ASSERT_EQ(result.status, 0) << result.errors;
  EXPECT_EQ(output_events(), expected_events());
  EXPECT_NE(text_of("run.json").find("made_up"), std::string::npos);
  // The convolution needs 128 words, the dense layer 384: two cores have that.
  EXPECT_NE(text_of("cores.csv").find("\n3,1,0,1,"), std::string::npos) << text_of("cores.csv");
}

TEST_F(EventNetworks, UnequalCoresAreCounted) {
  Json chip = platform::read_json_file(testbenches::source_directory() + "/platform/chips/speck.json");
  chip["neurocore"]["synop_time"]["value"] = {5000, 7000};
  const std::string chip_file = file("short.json");
  std::ofstream(chip_file) << chip.dump(1);
  expect_refused({"--network", nir(), "--chip", chip_file, "--input", recording()},
                 {"neurocore.synop_time", "2 entries", "each of the 9 cores"});
  chip["neurocore"]["synop_time"]["value"] = 5000;
  chip["neurocore"]["message_form_time"]["value"] = {1, 2, 3, 4, 5, 6, 7, 8, 9};
  std::ofstream(chip_file) << chip.dump(1);
  expect_refused({"--network", nir(), "--chip", chip_file, "--input", recording()},
                 {"neurocore.message_form_time", "the same for all cores"});
}

TEST_F(EventNetworks, WhatMakesNoSenseIsRefused) {
  const std::vector<std::string> start = {"--network", nir(), "--chip", "speck"};
  const auto refused = [&](std::vector<std::string> more, const std::vector<std::string>& parts) {
    more.insert(more.begin(), start.begin(), start.end());
    expect_refused(more, parts);
  };
  refused({}, {"--input", "does nothing without events"});
  refused({"--input", recording(), "--timing", "lt"}, {"approximately timed", "order of events"});
  refused({"--input", recording(), "--window", "ten"}, {"--window", "ten", "20us"});
  refused({"--input", recording(), "--window", "0us"}, {"--window", "above zero"});
  refused({"--input", recording(), "--labels", "x"}, {"--labels", "recording"});
  refused({"--input", recording(), "--readout-cycles", "16"}, {"--readout-cycles", "--readout-clock"});
  refused({"--input", recording(), "--readout-clock", "1ns"}, {"--readout-clock", "1197000 cycles", "at most 1000000"});
  refused({"--input", recording(), "--steps", "5"}, {"--steps: applies to time-stepped and frame-based networks only"});
  refused({"--input", recording(), "--lower-bound", "zero"}, {"--lower-bound", "threshold", "none"});
  platform::write_npy(file("image.npy"), platform::Tensor<std::int32_t>{{2, 8, 8}, std::vector<std::int32_t>(128)});
  refused({"--input", file("image.npy"), "--hold", "1000", "--step-time", "86401ms"},
          {"--step-time", "1 image of 1000 steps", "86400 s", "--images"});
  EXPECT_EQ(run_floorline({"run", "--network", nir(), "--chip", "speck", "--input", file("image.npy"), "--hold", "1000",
                           "--step-time", "86400ms"})
                .status,
            0);
  refused({"--input", file("image.npy"), "--step-time", "1001s"}, {"--step-time", "1000 s"});
  platform::write_npy(file("bright.npy"),
                      platform::Tensor<std::int32_t>{{2, 2, 8, 8}, std::vector<std::int32_t>(256, 255)});
  refused({"--input", file("bright.npy"), "--hold", "1000000", "--step-time", "1us"},
          {"--hold", "256000000 events", "2 images", "at most 134217728"});
  for (const char* decimation : {"0=2", "3=2", "1=513", "1=0", "1", "1=2x", "=2"})
    refused({"--input", recording(), "--decimate", decimation}, {"--decimate", decimation, "1 to 2", "1 to 512"});
  expect_refused({"--network", network(), "--decimate", "1=2"}, {"--decimate", "NIR"});
  expect_refused({"--network", nir(), "--chip", "loihi2", "--input", recording(), "--decimate", "1=2"},
                 {"--decimate: applies to event-driven networks only", "is time-stepped"});
  expect_refused({"--network", network(), "--weight-scaling", "least-squares"}, {"--weight-scaling", "NIR"});
  expect_refused({"--network", network(), "--window", "5us"}, {"--window: applies to event-driven networks only"});
  expect_refused({"--network", nir(), "--chip", "akd1000", "--input", recording()}, {"event-driven", "frame-based"});
  expect_refused({"--network", nir(), "--chip", "loihi2", "--input", recording(), "--lower-bound", "none"},
                 {"--lower-bound: applies to event-driven networks only"});
  expect_refused({"--network", nir(), "--chip", "loihi2", "--input", recording(), "--step-time", "0ms"},
                 {"--step-time", "above zero"});
  expect_refused({"--network", nir(), "--chip", "loihi2", "--input", recording(), "--step-time", "1ns"},
                 {"recording.bin", "1197001 windows", "at most 1000000"});
  expect_refused({"--network", network(), "--step-time", "1ms"}, {"--step-time", "NIR", "recordings"});
  std::ofstream(recording(), std::ios::binary) << std::string({9, 1, 0, 0, 0});
  refused({"--input", recording()}, {"column 9, row 1", "8 columns"});
}

}  // namespace
}  // namespace floorline::testbenches
