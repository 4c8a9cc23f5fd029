// One network on one chip: how long its steps take, what they wait for, and how much there is to do.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "models/monitor/cause_recorder.h"
#include "platform/characterise/bench_network.h"
#include "platform/chip/chip_config.h"
#include "platform/run/run.h"

namespace floorline::testbenches {

struct Case {
  platform::ChipConfig chip;
  platform::BenchNetwork bench;
  models::Timing timing = models::Timing::approximately_timed;
};

// Work of one step. Maxima are over cores or links, each by itself.
struct StepLoads {
  double max_synops = 0;
  double max_updates = 0;
  double max_messages_out = 0;
  double max_messages_in = 0;
  double max_synapse_words = 0;     // read by a core
  double max_horizontal_flits = 0;  // over a link between routers
  double max_vertical_flits = 0;
  double total_synops = 0;
  double total_updates = 0;
  double total_messages = 0;
  double activation_sparsity = 0;  // 1 - neurons that fire / neurons
  double routers = 0;              // with cores in use
  double mean_synops = 0;          // of the cores in use
  // Of the core with most synops.
  double busiest_rows = 0;
  double busiest_words = 0;
};

struct Measurement {
  double step_ns = 0;
  std::array<double, models::time_label_count> shares{};  // of the critical path
  StepLoads loads;

  models::TimeLabel bottleneck() const;
  double share(models::TimeLabel label) const { return shares[static_cast<std::size_t>(label)]; }
};

// A case that stands in a simulation with others; construct before that starts.
class MeasuredRun {
 public:
  MeasuredRun(const std::string& name, const Case& wanted);
  // Some steps of warm-up, then the mean over some more; the same in every step where the network's activity is. Once
  // the simulation has started.
  Measurement measure();

 private:
  platform::Run run_;
};

// In this process, which must not have elaborated anything.
Measurement measure(const Case& wanted);

// Each in a process of its own.
std::vector<Measurement> measure_all(const std::vector<Case>& cases);

}  // namespace floorline::testbenches
