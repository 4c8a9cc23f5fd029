// Events as input: a recording, or images as spikes.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "platform/analysis/run_report.h"
#include "platform/network/network.h"
#include "platform/run/event_sequence.h"
#include "platform/run/readout.h"
#include "tools/floorline/options.h"
#include "tools/floorline/simulation.h"

namespace floorline::tools {

struct EventInput {
  std::vector<platform::EventSequence> samples;  // each begins with all potentials at zero
  std::vector<std::uint8_t> labels;              // as many, or none

  std::uint64_t windows() const;
  models::Picoseconds duration_ps() const;  // of all windows; the chip may take longer
};

void add_event_options(Options& options);

// Refuses the options of `floorline run` that such networks have no use for; of other networks, those that only these
// have.
void check_event_options(const Options& options, const platform::Network& network);

// What --readout-clock and --readout-cycles ask for.
std::optional<platform::ReadoutSettings> readout_settings(const Options& options);

// Refuses a clock with more cycles than a table should have lines.
void check_readout_clock(const Options& options, const EventInput& input);

// What --input names: a recording of an event camera (platform/events/event_file.h) in windows of --window, or images,
// each a sample of its own in one window of --hold steps of --step-time.
EventInput read_event_input(const Options& options, const platform::Network& network);

// The recording that --input names for a network in timesteps: how many events each input neuron has in each step of
// --step-time, at most `most` steps.
std::vector<std::vector<std::int32_t>> read_event_frames(const Options& options, const platform::Network& network,
                                                         std::size_t most);

// Runs all samples. If they have labels, also the answers: of the neurons of the last layer the one with most spikes.
std::optional<platform::Classification> run_events(Simulation& simulation, const platform::ChipRun& run,
                                                   const EventInput& input);

}  // namespace floorline::tools
