// A chip on the bench: takes one small network after the other and tells how long its steps take, or, if it is
// event-driven, when events come out, and nothing else.
//
// That is all that can be read from silicon as well. Any number can stand in one SystemC simulation; construct before
// it starts. Multicast groups are not used: one message per destination is what is measured.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "platform/characterise/bench_network.h"
#include "platform/characterise/chip_structure.h"
#include "platform/run/run.h"

namespace floorline::platform {

class BenchChip {
 public:
  // The times of a chip are whole picoseconds.
  static constexpr double resolution_ns = 0.001;
  static constexpr std::uint64_t warm_up_steps = 2;
  static constexpr std::uint64_t measured_steps = 2;

  // `before_each_run` may throw, to end a characterisation early. Throws UserError for an event-driven chip that is
  // loosely timed.
  BenchChip(const std::string& name, const ChipConfig& chip, models::Timing timing,
            std::function<void()> before_each_run = {});

  // Loads the network and runs it: the mean time of the measured steps, of which a warm-up is no part. On a frame-based
  // chip a step is one frame, alone on the chip. After the start of the simulation. Throws UserError where the chip
  // cannot hold the network.
  double step_ns(const BenchNetwork& bench);

  // Of an event-driven chip: loads the network, gives it these events (neurons of the input layer), one after the other
  // as fast as it takes them, and tells when events come out, in their order, since the first was given. Throws as
  // above.
  std::vector<double> output_times_ns(const BenchNetwork& bench, const std::vector<std::int32_t>& events);

  const ChipStructure& structure() const { return structure_; }
  const std::string& chip_name() const { return config_.name; }
  models::Timing timing() const { return run_.chip().timing(); }
  std::uint64_t runs() const { return runs_; }

 private:
  void load(const BenchNetwork& bench);
  void run(std::uint64_t steps);

  const ChipConfig config_;
  const ChipStructure structure_;
  const std::function<void()> before_each_run_;
  Run run_;
  Program program_;  // that the chip has now
  std::uint64_t runs_ = 0;
};

}  // namespace floorline::platform
