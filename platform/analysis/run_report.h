// All figures of a finished run as plain values: the source of run.json, the tables, the pictures and the summary.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "platform/analysis/earlier_run.h"
#include "platform/analysis/energy.h"
#include "platform/analysis/layer_report.h"
#include "platform/analysis/run_floorline.h"
#include "platform/analysis/unit_times.h"
#include "platform/network/network.h"
#include "platform/quantise/quantise.h"
#include "platform/run/readout.h"
#include "platform/run/run.h"
#include "platform/run/step_record.h"

namespace floorline::platform {

// One core that holds neurons, with its operations and times of the whole run.
struct CoreReport {
  int core = 0;
  int column = 0;  // of its router
  int row = 0;
  int layer = 0;
  std::string layer_name;
  std::int64_t neurons = 0;
  CoreCounters counters;
  std::string program = {};           // of its neurons: models::neuron_program_names
  StageTimes states = {};             // of each stage, they sum to RunReport::elapsed_ps()
  StagePicoseconds critical_ps = {};  // for how long steps waited for each stage; zero if causes were not recorded
  BankWaits synapse_bank = {};
  BankWaits neuron_bank = {};

  Picoseconds time_ps(Stage stage, UnitState state) const { return states[static_cast<std::size_t>(stage)][state]; }
};

// Routers, numbered row by row, with as many cores each.
struct MeshSize {
  std::uint32_t columns = 1;
  std::uint32_t rows = 1;
  std::uint32_t cores_per_router = 1;
};

// The answers to labelled images.
struct Classification {
  struct Answer {
    int label = 0;
    int prediction = 0;
  };
  // Answers to the same images without the chip.
  struct Software {
    std::vector<int> in_floating_point;  // before quantisation
    std::vector<int> in_whole_numbers;   // after it
  };
  std::vector<Answer> answers;  // one an image
  std::uint64_t steps_per_image = 0;
  std::optional<Software> software = {};  // of networks that were quantised

  std::uint64_t correct() const;
  std::uint64_t correct(const std::vector<int>& predictions) const;  // of other answers to the same images
  double accuracy() const;                                           // 0 where there are no images
  double accuracy(const std::vector<int>& predictions) const;
};

// How the network became one of whole numbers.
struct QuantisationReport {
  std::vector<QuantisedLayerReport> layers;
  std::size_t calibration_images = 0;
};

// Messages that reached no neuron, because their address does not exist. None if the mapping and its image are right.
struct LostMessages {
  std::uint64_t refused = 0;  // by the network: no endpoint has the address
  std::uint64_t dropped = 0;  // by a core, also one that holds no neurons: it has no such axon or atom

  std::uint64_t total() const { return refused + dropped; }
};

// What was recorded of the steps of a run. A run of many samples is several stretches, each started by Run::begin,
// which forgets the one before.
struct RunRecord {
  std::vector<StepRecord> steps;
  std::vector<std::vector<Spike>> outputs;
  std::vector<OutputEvent> output_events;  // of event-driven networks

  // Adds what the run has recorded since its begin().
  void append(const Run& run);
};

// About the computer that simulated; the only part of a report that differs between two equal runs.
struct SimulationCost {
  double wall_s = 0;  // from the start of the first step to the end of the last
  std::uint64_t peak_rss_bytes = 0;
};

struct RunReport {
  std::string chip;
  std::string network;
  std::string mapping;
  models::Timing timing = models::Timing::approximately_timed;
  NeuronModel output_model = NeuronModel::sigma_delta;

  RunRecord record;
  std::vector<CoreReport> cores;    // in the order of the mapping
  std::vector<LayerReport> layers;  // of frame-based networks, if their times were recorded
  OperationCounts totals;
  std::uint64_t host_messages_sent = 0;
  std::uint64_t host_messages_received = 0;
  std::uint64_t host_messages_refused = 0;  // of those sent
  // How long after their times messages from the host left, those that had times: on average, and at most.
  double mean_input_delay_ns = 0;
  double longest_input_delay_ns = 0;
  LostMessages lost;  // by all cores and the host
  double connection_sparsity = 0;
  EnergyReport energy;
  SimulationCost cost;
  std::optional<Classification> classification;
  std::vector<CriticalUnit> critical_units;  // longest first; none if causes were not recorded

  // What units did with their time; of each unit, the states sum to elapsed_ps().
  StateTimes host_inject;
  StateTimes host_receive;
  std::vector<BankReport> banks;  // those of the cores above
  MeshSize mesh;
  std::vector<PortReport> ports;  // of all routers; none if approximately timed and without ledgers (port_reports)

  std::vector<ReadoutDecision> readout;  // of event-driven networks, if asked for

  // What is known of chip and network from elsewhere; make_run_report leaves it out.
  std::optional<RunFloorline> floorline;
  std::optional<QuantisationReport> quantisation;
  std::vector<EarlierRun> earlier;  // to be drawn on the floorline with this one

  // Of the critical paths of all steps, how much was spent on each label: sums to 1. Nothing if causes were not
  // recorded.
  std::optional<std::array<double, models::time_label_count>> shares() const;
  // The label with the largest share. The first of several. Only if there are shares.
  models::TimeLabel bottleneck() const;

  // Figures per step, all averages over the steps of the run; 0 for a run without steps. The maxima are found among the
  // cores of each step first and then averaged, each kind by itself: the time of a step is set by the busiest core of
  // that step, which need not be the same one in the next.
  Picoseconds time_ps() const;  // of all steps; time between stretches is not part of it
  // From the start of the simulation to the end of the last step: the time of all steps, and what lies between
  // stretches.
  Picoseconds elapsed_ps() const;
  double time_per_step_ns() const;
  double max_synops_per_core() const;
  double max_effective_synops_per_core() const;
  double floorline_synops() const;  // the one of these that the floorline counts; without a floorline, the first
  double max_neuron_updates_per_core() const;
  double max_messages_per_core() const;  // in plus out
  double mean_synops_per_core() const;   // over all cores that hold neurons
  double min_time_ns() const;            // of the shortest step
  double max_time_ns() const;            // of the longest step

  // 1 - neurons that sent / neurons updated, on the chip's cores.
  double activation_sparsity() const;

  // The core with the most synops over the whole run; nullptr where there are no cores.
  const CoreReport* busiest_core() const;
};

// The chip's counters and ledgers run on from stretch to stretch, so the record must hold all stretches of the run.
// With router ports only if their ledgers were opened before the first one (Chip::open_port_ledgers), or loosely timed.
RunReport make_run_report(const Run& run, RunRecord record, const SimulationCost& cost);

}  // namespace floorline::platform
