// tb_experiment: sweeps and trials that show each bottleneck, and hold its label against what it claims.
#include <iostream>
#include <optional>
#include <stdexcept>
#include <string>
#include <systemc>
#include <vector>

#include "platform/base/error.h"
#include "platform/base/output_folder.h"
#include "platform/config/chip_file.h"
#include "testbenches/experiments/experiment.h"
#include "testbenches/support/testbench_main.h"
#include "tools/floorline/chip_options.h"
#include "tools/floorline/options.h"

namespace floorline::testbenches {
namespace {

using tools::Options;

struct Experiment {
  const char* name;
  const char* what;
  ExperimentResult (*run)(const ExperimentSettings& settings);
};

const Experiment experiments[] = {
    {"synops", "more synops on the same neurons: the slope", sweep_synops},
    {"neurons", "more neurons and no synops: the floor", sweep_neurons},
    {"destinations", "more destination cores and denser messages: above both", sweep_destinations},
    {"weight-sparsity", "zeros among the weights, in dense and in sparse rows", sweep_weight_sparsity},
    {"activation-sparsity", "the same mean activity, spread evenly or heaped", sweep_activation_sparsity},
    {"linear-layer", "a linear layer in all cuts, in two placements, and growing", sweep_linear_layer},
    {"remedies", "what helps in each state, and what does not", try_remedies},
    {"labels", "random runs: is the label causal, and does it agree with the floorline?", try_labels},
    {"metrics", "random runs: sums over the network against maxima over cores", compare_metrics},
    {"akida-layers", "BrainChip's clocks of a network's layers, replayed (--chip akd1500)", replay_akida_layers},
    {"frame-sparsity", "zeros among activations and among weights (--chip akd1500)", sweep_frame_sparsity},
    {"frame-mappings", "one network cut in several ways (--chip akd1500)", compare_frame_mappings},
    {"event-rates", "events up to the ceiling and beyond it, and from pad to pad (--chip speck)", measure_event_rates},
};

Options make_options() {
  Options options("tb_experiment NAME [OPTION...]",
                  "Runs an experiment on a chip, prints its tables and findings, and with --out writes tables and "
                  "pictures. A few seconds to some minutes each.");
  options.positional("name", "of the experiment");
  tools::add_chip_options(options);
  options.option("out", "DIR", "folder for tables (CSV) and pictures (SVG)");
  options.option("chips", "N", "labels: random chips (26)");
  options.option("networks", "N", "labels: random networks a chip (12); metrics: random networks (240)");
  std::string names = "Experiments:\n";
  for (const Experiment& experiment : experiments)
    names += "  " + std::string(experiment.name) + std::string(22 - std::string(experiment.name).size(), ' ') +
             experiment.what + "\n";
  options.epilogue(names);
  return options;
}

const Experiment& find(const std::string& name) {
  std::string names;
  for (const Experiment& experiment : experiments) {
    if (name == experiment.name)
      return experiment;
    names += std::string(names.empty() ? "" : ", ") + experiment.name;
  }
  Options::fail("name", "'" + name + "' is none of " + names);
}

void print(const ExperimentResult& result) {
  constexpr std::size_t screen = 60;
  for (const Table& table : result.tables) {
    if (table.rows().empty())
      continue;
    if (table.rows().size() <= screen)
      std::cout << table.text() << "\n";
    else
      std::cout << "  " << table.name() << ": " << table.rows().size() << " rows, in the file\n\n";
  }
  for (const std::string& finding : result.findings)
    std::cout << "  " << finding << "\n";
}

void run(const std::vector<std::string>& arguments) {
  Options options = make_options();
  if (!options.parse(arguments))
    return;
  const Experiment& experiment = find(options.required("name"));
  ExperimentSettings settings;
  settings.chip = platform::resolve(tools::chip_document(options));
  settings.chips = static_cast<std::uint32_t>(options.whole("chips", 1, settings.chips, 1000));
  settings.networks = static_cast<std::uint32_t>(options.whole("networks", 2, settings.networks, 100000));
  settings.networks_per_chip =
      static_cast<std::uint32_t>(options.whole("networks", 1, settings.networks_per_chip, 100000));
  std::optional<platform::OutputFolder> folder;
  if (options.has("out"))
    folder.emplace(options.text("out"));
  const ExperimentResult result = experiment.run(settings);
  print(result);
  if (!folder)
    return;
  for (const Table& table : result.tables)
    folder->add(table.name() + ".csv", table.csv());
  for (const auto& [file, picture] : result.pictures)
    folder->add(file, picture);
  folder->commit();
  std::cout << "  results in " << folder->path() << "\n";
}

}  // namespace
}  // namespace floorline::testbenches

int sc_main(int argc, char* argv[]) {
  return floorline::testbenches::run_testbench("tb_experiment", argc, argv, floorline::testbenches::run);
}
