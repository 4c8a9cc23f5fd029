// What a run writes and prints: complete, consistent in itself, and the same every time.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "platform/base/json_reader.h"
#include "platform/network/image_transform.h"
#include "platform/network/netx_export.h"
#include "platform/network/netx_import.h"
#include "platform/network/npy.h"
#include "platform/network/reference_executor.h"
#include "testbenches/command/command_runner.h"
#include "testbenches/support/source_directory.h"

namespace floorline::testbenches {
namespace {

using platform::Json;

std::vector<std::vector<std::string>> table(const std::string& path) {
  std::vector<std::vector<std::string>> rows;
  std::istringstream text(contents(path));
  for (std::string line; std::getline(text, line);) {
    rows.emplace_back();
    std::istringstream cells(line);
    for (std::string cell; std::getline(cells, cell, ',');) {
      rows.back().push_back(cell);
    }
  }
  return rows;
}

std::uint64_t column_sum(const std::vector<std::vector<std::string>>& rows, const std::string& name) {
  const auto column = std::find(rows[0].begin(), rows[0].end(), name) - rows[0].begin();
  std::uint64_t sum = 0;
  for (std::size_t row = 1; row < rows.size(); ++row) {
    sum += std::stoull(rows[row].at(static_cast<std::size_t>(column)));
  }
  return sum;
}

class Results : public CommandTest {
 protected:
  // The arguments of a run of six steps on four cores, with the results in `folder`.
  std::vector<std::string> arguments(const std::string& folder) const {
    return {"run",       "--network",       network(),     "--input", input(), "--steps", "6",
            "--mapping", "per_layer=1,2,1", "--placement", "random",  "--out", folder};
  }

  Json run(const std::vector<std::string>& more = {}) const {
    std::vector<std::string> all = arguments(out());
    all.insert(all.end(), more.begin(), more.end());
    const CommandResult result = run_floorline(all);
    EXPECT_EQ(result.status, 0) << result.errors;
    EXPECT_EQ(result.errors, "");
    return platform::read_json_file(out() + "/run.json");
  }
};

TEST_F(Results, RunJsonHasEveryKey) {
  const Json json = run();
  const std::set<std::string> keys = {"schema",
                                      "chip",
                                      "network",
                                      "mapping",
                                      "timing",
                                      "steps",
                                      "time_ns",
                                      "elapsed_ns",
                                      "time_per_step_ns",
                                      "min_time_of_step_ns",
                                      "max_time_of_step_ns",
                                      "bottleneck",
                                      "shares",
                                      "floorline",
                                      "critical_units",
                                      "max_synops_per_core",
                                      "max_effective_synops_per_core",
                                      "max_neuron_updates_per_core",
                                      "max_activations_per_core",
                                      "max_messages_per_core",
                                      "mean_synops_per_core",
                                      "activation_sparsity",
                                      "connection_sparsity",
                                      "totals",
                                      "host",
                                      "messages_lost",
                                      "energy_j",
                                      "cores",
                                      "memory_banks",
                                      "wall_s",
                                      "peak_rss_bytes"};
  std::set<std::string> found;
  for (const auto& item : json.items()) {
    found.insert(item.key());
  }
  EXPECT_EQ(found, keys);
  EXPECT_EQ(json["schema"], "floorline-run/1");
  EXPECT_EQ(json["chip"], "loihi2");
  EXPECT_EQ(json["network"], "network");
  EXPECT_EQ(json["mapping"], "per_layer=1,2,1");
  EXPECT_EQ(json["timing"], "at");
  EXPECT_EQ(json["steps"], 6);
  EXPECT_GT(json["wall_s"], 0);
  EXPECT_GT(json["peak_rss_bytes"], 1000000);

  found.clear();
  for (const auto& item : json["cores"][0].items()) {
    found.insert(item.key());
  }
  EXPECT_EQ(found, (std::set<std::string>{"name",
                                          "core",
                                          "router",
                                          "layer",
                                          "layer_name",
                                          "program",
                                          "neurons",
                                          "synops",
                                          "effective_synops",
                                          "neuron_updates",
                                          "activations",
                                          "spikes",
                                          "messages_in",
                                          "messages_out",
                                          "messages_refused",
                                          "messages_dropped",
                                          "overruns",
                                          "decimated",
                                          "states_ns",
                                          "critical_ns",
                                          "bank_wait_ns"}));
}

TEST_F(Results, SumsAgree) {
  const Json json = run();
  ASSERT_EQ(json["cores"].size(), 4U);
  for (const char* key : {"synops", "effective_synops", "activations", "spikes", "messages_in", "messages_out"}) {
    std::uint64_t sum = 0;
    for (const Json& core : json["cores"]) {
      sum += core.at(key).get<std::uint64_t>();
    }
    EXPECT_EQ(json["totals"][key], sum) << key;
    EXPECT_GT(sum, 0U) << key;
    EXPECT_EQ(column_sum(table(out() + "/cores.csv"), key), sum) << key;
  }
  for (const char* key : {"messages_refused", "messages_dropped"}) {
    EXPECT_EQ(json["totals"][key], 0) << key;
    EXPECT_EQ(column_sum(table(out() + "/cores.csv"), key), 0U) << key;
  }
  EXPECT_EQ(json["messages_lost"]["refused"], 0);
  EXPECT_EQ(json["messages_lost"]["dropped"], 0);
  const auto steps = table(out() + "/steps.csv");
  ASSERT_EQ(steps.size(), 7U);  // with the header
  EXPECT_EQ(column_sum(steps, "total_synops"), json["totals"]["synops"]);
  EXPECT_EQ(column_sum(steps, "total_spikes"), json["totals"]["spikes"]);
  EXPECT_EQ(column_sum(steps, "total_messages"), json["totals"]["messages_out"]);
  EXPECT_DOUBLE_EQ(static_cast<double>(column_sum(steps, "end_ps") - column_sum(steps, "begin_ps")) / 1000,
                   json["time_ns"]);
  EXPECT_DOUBLE_EQ(static_cast<double>(column_sum(steps, "max_synops")) / 6, json["max_synops_per_core"]);
  EXPECT_DOUBLE_EQ(json["totals"]["synops"].get<double>() / 6 / 4, json["mean_synops_per_core"]);
  EXPECT_DOUBLE_EQ(json["time_ns"].get<double>() / 6, json["time_per_step_ns"]);
  EXPECT_EQ(column_sum(steps, "outputs"), table(out() + "/outputs.csv").size() - 1);

  // The critical path's labels tile the steps.
  const std::uint64_t time_ps = column_sum(steps, "end_ps") - column_sum(steps, "begin_ps");
  std::uint64_t labelled_ps = 0;
  double shares = 0;
  for (const char* label : {"memory", "compute", "traffic", "synchronisation"}) {
    const std::uint64_t label_ps = column_sum(steps, std::string(label) + "_ps");
    labelled_ps += label_ps;
    shares += json["shares"][label].get<double>();
    EXPECT_DOUBLE_EQ(json["shares"][label], static_cast<double>(label_ps) / static_cast<double>(time_ps));
    EXPECT_LE(json["shares"][label], json["shares"][json["bottleneck"].get<std::string>()]);
  }
  EXPECT_EQ(labelled_ps, time_ps);
  EXPECT_NEAR(shares, 1, 1e-9);
  double units_ns = 0;
  for (const Json& unit : json["critical_units"])
    units_ns += unit["time_ns"].get<double>();
  EXPECT_NEAR(units_ns, json["time_ns"].get<double>(), 1e-3);

  double energy = 0;
  for (const char* part : {"synops", "neuron_updates", "activations", "messages", "hops", "static"}) {
    EXPECT_GT(json["energy_j"][part], 0) << part;
    energy += json["energy_j"][part].get<double>();
  }
  EXPECT_DOUBLE_EQ(json["energy_j"]["total"], energy);
  EXPECT_DOUBLE_EQ(json["energy_j"]["static"], json["time_ns"].get<double>() * 1e-9 * 0.25);  // the chip's 0.25 W
  // 40 + 18 + 4 neurons are updated in each step.
  EXPECT_EQ(json["totals"]["neuron_updates"], 6 * 62);
  // The stable keys hold the same figures.
  EXPECT_EQ(json["totals"]["activations"], json["totals"]["neuron_updates"]);
  EXPECT_EQ(json["max_activations_per_core"], json["max_neuron_updates_per_core"]);
  for (const Json& core : json["cores"])
    EXPECT_EQ(core["activations"], core["neuron_updates"]);
}

TEST_F(Results, OutputsAreThoseOfTheReference) {
  run();
  const platform::Network network_read = platform::read_netx(network());
  const platform::Shape shape = network_read.layers.front().shape;
  const auto frames = platform::read_npy_int32(input());
  platform::ReferenceExecutor executor(network_read);
  std::string expected = "step,neuron,value\n";
  for (int step = 0; step < 6; ++step) {
    const auto size = static_cast<std::ptrdiff_t>(shape.neuron_count());
    const auto first = frames.values.begin() + std::min(step, 3) * size;  // the last of four frames stays
    executor.set_input(platform::transform_interleaved(network_read.image_transform, shape, {first, first + size}));
    executor.step();
    for (const platform::Spike& spike : executor.spikes(2)) {
      expected += std::to_string(step) + "," + std::to_string(spike.neuron) + "," + std::to_string(spike.value) + "\n";
    }
  }
  EXPECT_EQ(contents(out() + "/outputs.csv"), expected);
  EXPECT_GT(expected.size(), 50U);
}

TEST_F(Results, TwoRunsAreEqual) {
  Json first = run();
  EXPECT_EQ(run_floorline(arguments(file("again"))).status, 0);
  Json second = platform::read_json_file(file("again/run.json"));
  for (Json* json : {&first, &second}) {
    json->erase("wall_s");
    json->erase("peak_rss_bytes");
  }
  EXPECT_EQ(first.dump(), second.dump());
  for (const char* name : {"/steps.csv", "/cores.csv", "/ports.csv", "/outputs.csv", "/chip.json", "/mapping.json"}) {
    EXPECT_EQ(contents(out() + name), contents(file("again") + name)) << name;
    EXPECT_NE(contents(out() + name), "") << name;
  }
}

TEST_F(Results, WrittenChipAndMappingMakeTheSameRun) {
  const Json first = run({"--set", "neurocore.synop_time=7ns"});
  const CommandResult again =
      run_floorline({"run", "--network", network(), "--input", input(), "--steps", "6", "--chip", out() + "/chip.json",
                     "--mapping", out() + "/mapping.json", "--out", file("again")});
  EXPECT_EQ(again.status, 0) << again.errors;
  EXPECT_EQ(contents(out() + "/steps.csv"), contents(file("again/steps.csv")));
}

TEST_F(Results, SettingsHaveAnEffect) {
  const double usual = run()["time_per_step_ns"];
  EXPECT_GT(run({"--set", "neurocore.synop_time=70ns"})["time_per_step_ns"], usual * 2);
  EXPECT_EQ(run({"--timing", "lt"})["timing"], "lt");
}

TEST_F(Results, SummaryNamesTheBusiestCore) {
  run();
  const CommandResult result = run_floorline(arguments(out()));
  for (const char* part : {"layer 1 (conv)", "time per step", "busiest core", "energy", "step 5", "simulation"}) {
    EXPECT_NE(result.output.find(part), std::string::npos) << part;
  }
  EXPECT_LE(std::count(result.output.begin(), result.output.end(), '\n'), 24);
}

TEST_F(Results, FilesOfOthersStay) {
  std::filesystem::create_directory(out());
  std::ofstream(out() + "/notes.txt") << "mine";
  run();
  EXPECT_EQ(contents(out() + "/notes.txt"), "mine");
  for (const auto& entry : std::filesystem::directory_iterator(out())) {
    EXPECT_NE(entry.path().extension(), ".part");
  }
}

TEST_F(Results, InterruptLeavesNothing) {
  const CommandResult result = interrupt_floorline(
      {"run", "--network", network(), "--input", input(), "--steps", "1000000000", "--out", out()}, out());
  EXPECT_EQ(result.status, 130) << result.errors;
  EXPECT_EQ(result.output, "");
  EXPECT_FALSE(std::filesystem::exists(out()));
}

TEST_F(Results, GeneratedNetworkRuns) {
  for (const char* neuron : {"sigma_delta", "lif"}) {
    for (const std::vector<std::string>& shape :
         {std::vector<std::string>{"--input-shape", "2x12x16", "--layers", "conv:4:3:2,dense:5"},
          {"--input-shape", "40", "--layers", "dense:30,dense:5"}}) {
      std::vector<std::string> all = {"generate", "--network", file("g.net"), "--input", file("g.npy"),
                                      "--neuron", neuron,      "--steps",     "7"};
      all.insert(all.end(), shape.begin(), shape.end());
      const CommandResult made = run_floorline(all);
      ASSERT_EQ(made.status, 0) << made.errors;
      const CommandResult result =
          run_floorline({"run", "--network", file("g.net"), "--input", file("g.npy"), "--out", out()});
      EXPECT_EQ(result.status, 0) << result.errors;
      const Json json = platform::read_json_file(out() + "/run.json");
      EXPECT_EQ(json["steps"], 7);
      EXPECT_GT(json["totals"]["synops"], 0) << neuron << shape[1];
    }
  }
}

// What tools/run shows without any data: the generated network, on the cores that the script gives each layer.
TEST_F(Results, DemonstrationRuns) {
  const std::string script = contents(testbenches::source_directory() + "/tools/run");
  const std::size_t mapping = script.rfind("per_layer=");
  ASSERT_NE(mapping, std::string::npos);
  ASSERT_EQ(run_floorline({"generate", "--network", file("g.net"), "--input", file("g.npy")}).status, 0);
  const CommandResult result = run_floorline({"run", "--network", file("g.net"), "--input", file("g.npy"), "--mapping",
                                              script.substr(mapping, script.find('\n', mapping) - mapping)});
  EXPECT_EQ(result.status, 0) << result.errors;
}

class Classification : public CommandTest {
 protected:
  // A lif network of two input neurons, each with a neuron of its own behind it, that spikes for a bright pixel.
  Classification() {
    platform::Network network;
    platform::Layer input;
    input.shape = input.source_shape = {2, 1, 1};
    input.neuron.model = platform::NeuronModel::relay;
    platform::Layer dense;
    dense.connection = platform::Connection::dense;
    dense.shape = dense.source_shape = {2, 1, 1};
    dense.weights = {100, 0, 0, 100};
    dense.neuron = {platform::NeuronModel::lif, 50, 4096, 0, 0, 0};
    network.layers = {input, dense};
    platform::write_netx(network, file("reader.net"));
    // IDX: magic number, then big-endian counts. Three images of 1 x 2 pixels, and three labels of which one is wrong.
    write("images", {0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 1, 0, 0, 0, 2, 255, 0, 0, 255, 200, 100});
    write("labels", {0, 0, 8, 1, 0, 0, 0, 3, 0, 1, 1});
  }
  void write(const std::string& name, const std::vector<unsigned char>& bytes) const {
    std::ofstream(file(name), std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  }
};

TEST_F(Classification, CountsRightAnswers) {
  const CommandResult result = run_floorline({"run", "--network", file("reader.net"), "--input", file("images"),
                                              "--labels", file("labels"), "--hold", "8", "--out", out()});
  ASSERT_EQ(result.status, 0) << result.errors;
  EXPECT_NE(result.output.find("2 of 3 images correct"), std::string::npos) << result.output;
  EXPECT_EQ(contents(out() + "/predictions.csv"), "image,label,prediction,correct\n0,0,0,1\n1,1,1,1\n2,1,0,0\n");
  const Json json = platform::read_json_file(out() + "/run.json");
  EXPECT_EQ(json["steps"], 27);  // three images of eight steps and one more to the output layer
  EXPECT_EQ(json["classification"]["correct"], 2);
  EXPECT_EQ(json["classification"]["steps_per_image"], 9);
}

TEST_F(Classification, TooFewLabels) {
  write("few", {0, 0, 8, 1, 0, 0, 0, 1, 0});
  expect_refused({"--network", file("reader.net"), "--input", file("images"), "--labels", file("few")},
                 {file("few"), "1 labels for 3 images"});
  expect_refused({"--network", file("reader.net"), "--input", file("images"), "--labels", file("images")},
                 {file("images")});
}

}  // namespace
}  // namespace floorline::testbenches
