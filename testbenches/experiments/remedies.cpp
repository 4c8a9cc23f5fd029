// What helps in each state, and what does not: three networks, each bound by something else, and the same remedies.
#include <string>

#include "platform/base/number_text.h"
#include "testbenches/experiments/driven_network.h"
#include "testbenches/experiments/experiment.h"
#include "testbenches/experiments/measurement.h"

namespace floorline::testbenches {

using platform::fixed_text;
using platform::SynapseChoice;

namespace {

// One layer sends to another; beside them two more, far from being the bottleneck, for remedies in the wrong place.
struct Knobs {
  int firing = 1;   // of the source core's neurons
  int neurons = 1;  // of the layer that receives
  int cores = 1;    // it is cut into
  double weight_sparsity = 0;
  SynapseChoice format = SynapseChoice::dense;
  int firing_elsewhere = 8;
};

constexpr int source_neurons = 88;

platform::BenchNetwork network(const Knobs& knobs) {
  std::vector<DrivenLayer> layers(3);
  layers[0].slices = {{0, source_neurons, knobs.firing}};
  for (int core = 0; core < knobs.cores; ++core)
    layers[1].slices.push_back({1 + core, knobs.neurons / knobs.cores, 0});
  layers[1].weight_sparsity = knobs.weight_sparsity;
  layers[1].format = knobs.format;
  // The last layer's messages go to the host; nothing else depends on them.
  layers[2].slices = {{1 + knobs.cores, 16, knobs.firing_elsewhere}};
  return make_driven_network("remedies", layers);
}

struct Remedy {
  const char* name;
  void (*apply)(Knobs&);
};

const Remedy remedies[] = {
    {"as it is", [](Knobs&) {}},
    {"half the neurons before it fire", [](Knobs& knobs) { knobs.firing /= 2; }},
    {"half the neurons elsewhere fire", [](Knobs& knobs) { knobs.firing_elsewhere /= 2; }},
    {"half the weights zero, dense rows", [](Knobs& knobs) { knobs.weight_sparsity = 0.5; }},
    {"half the weights zero, sparse rows",
     [](Knobs& knobs) {
       knobs.weight_sparsity = 0.5;
       knobs.format = SynapseChoice::sparse;
     }},
    {"twice as many cores", [](Knobs& knobs) { knobs.cores *= 2; }},
    {"half as many cores", [](Knobs& knobs) { knobs.cores /= 2; }},
};

struct State {
  const char* name;
  Knobs knobs;
};

const State states[] = {
    {"memory", {64, 512, 2}},
    {"compute", {2, 1024, 2}},
    {"traffic", {88, 96, 48}},
};

}  // namespace

ExperimentResult try_remedies(const ExperimentSettings& settings) {
  std::vector<Case> cases;
  for (const State& state : states) {
    for (const Remedy& remedy : remedies) {
      Knobs knobs = state.knobs;
      remedy.apply(knobs);
      cases.push_back({settings.chip, network(knobs)});
    }
  }
  const std::vector<Measurement> measured = measure_all(cases);
  ExperimentResult result;
  Table table("remedies", {"bound_by", "remedy", "time_ns", "of_before", "bottleneck"});
  const std::size_t count = std::size(remedies);
  for (std::size_t index = 0; index < measured.size(); ++index) {
    const Measurement& before = measured[index / count * count];
    table.add({states[index / count].name, remedies[index % count].name, fixed_text(measured[index].step_ns, 1),
               fixed_text(measured[index].step_ns / before.step_ns, 3),
               models::time_label_names[static_cast<std::size_t>(measured[index].bottleneck())]});
    result.figures[std::string(states[index / count].name) + ", " + remedies[index % count].name] =
        measured[index].step_ns / before.step_ns;
  }
  result.tables = {table};
  result.findings = {"of_before: the time of a step, of that without the remedy"};
  return result;
}

}  // namespace floorline::testbenches
