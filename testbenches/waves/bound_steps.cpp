#include "testbenches/waves/bound_steps.h"

#include <algorithm>
#include <systemc>

#include "platform/config/chip_file.h"
#include "platform/run/input_sequence.h"
#include "testbenches/support/source_directory.h"

namespace floorline::testbenches {

using models::TimeLabel;
using platform::Broadcast;

namespace {

// Rows of 192 weights on two cores: reading one takes 146 ns.
Broadcast many_weights() {
  Broadcast wanted;
  wanted.sources = {{0, 6}, {4, 6}};
  wanted.targets = {5, 9};
  wanted.neurons_per_target = 192;
  wanted.weight_bits = 8;
  return wanted;
}

// As many weights a row, for two messages.
Broadcast many_neurons() {
  Broadcast wanted = many_weights();
  wanted.sources = {{0, 1}, {4, 1}};
  wanted.neurons_per_target = 320;
  return wanted;
}

// One weight a message, and messages from many cores for two.
Broadcast many_messages() {
  Broadcast wanted;
  wanted.sources = platform::sources_on({0, 1, 4, 8, 40, 44}, 24);
  wanted.targets = {5, 9};
  return wanted;
}

platform::ChipConfig loihi2() {
  return platform::resolve(
      platform::find_chip_document("loihi2", {testbenches::source_directory() + "/platform/chips"}));
}

BoundSteps make(const std::string& name, TimeLabel bottleneck, const Broadcast& wanted) {
  BoundSteps made{name, bottleneck, platform::broadcast(platform::structure_of(loihi2()), wanted)};
  made.bench.network.layers.front().name = "senders";
  made.bench.network.layers.back().name = "receivers";
  return made;
}

// All cores; the last one, a receiver, comes first, and then the senders.
std::vector<platform::WatchedCore> watched_cores(const platform::BenchNetwork& bench) {
  std::vector<platform::WatchedCore> cores;
  for (const platform::CoreAssignment& assignment : bench.mapping.assignments)
    cores.push_back({static_cast<std::uint32_t>(assignment.core),
                     bench.network.layers[static_cast<std::size_t>(assignment.layer)].name});
  std::rotate(cores.begin(), cores.end() - 1, cores.end());
  return cores;
}

}  // namespace

std::vector<BoundSteps> bound_steps() {
  return {make("memory_bound", TimeLabel::memory, many_weights()),
          make("compute_bound", TimeLabel::compute, many_neurons()),
          make("traffic_bound", TimeLabel::traffic, many_messages())};
}

BoundStepsRun::BoundStepsRun(const std::string& folder, const std::string& ending) : cases_(bound_steps()) {
  const platform::ChipConfig chip = loihi2();
  for (const BoundSteps& bound : cases_) {
    runs_.push_back(std::make_unique<platform::Run>(bound.name.c_str(), chip, bound.bench.network, bound.bench.mapping,
                                                    models::Timing::approximately_timed));
    runs_.back()->record_causes();
    const platform::WaveSelection selection{watched_cores(bound.bench)};
    waves_.push_back(
        std::make_unique<platform::ChipWaves>(runs_.back()->chip(), folder + "/" + bound.name + ending, selection));
  }
}

void BoundStepsRun::run() {
  sc_core::sc_start(sc_core::SC_ZERO_TIME);
  for (std::size_t index = 0; index < cases_.size(); ++index) {
    runs_[index]->begin(platform::InputSequence(cases_[index].bench.network.layers.front().shape, {}));
    runs_[index]->start(steps);
  }
  sc_core::sc_start();  // until nothing is left to happen
  for (const auto& waves : waves_)
    waves->close();
}

}  // namespace floorline::testbenches
