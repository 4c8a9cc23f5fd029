// A chip on the bench: takes one small network after the other and tells how long its steps take, or on a chip that
// runs freely when events come out, and nothing else.
//
// That is all that can be read from silicon as well. Any number can stand in one SystemC simulation; construct before
// it starts. Multicast groups are not used: a message a destination is what is measured.
#pragma once

#include <cstdint>
#include <functional>
#include <systemc>
#include <vector>

#include "platform/characterise/bench_network.h"
#include "platform/characterise/chip_structure.h"
#include "platform/characterise/event_pads.h"
#include "platform/chip/chip.h"
#include "platform/run/image_loader.h"

namespace floorline::platform {

class BenchChip : public sc_core::sc_module, private models::StepObserver {
 public:
  // The times of a chip are whole picoseconds.
  static constexpr double resolution_ns = 0.001;
  static constexpr std::uint64_t warm_up_steps = 2;
  static constexpr std::uint64_t measured_steps = 2;

  // `let_time_pass` runs the simulation until nothing is left to happen, which is sc_start() and whatever else the
  // caller wants to do in between; it may throw. Throws UserError for a chip that runs freely and is loosely timed.
  BenchChip(const sc_core::sc_module_name& name, const ChipConfig& chip, models::Timing timing,
            std::function<void()> let_time_pass);

  // Loads the network and runs it: the mean time of the measured steps, of which a warm-up is no part. Where layers
  // hand frames on, a step is one frame, alone on the chip. After the start of the simulation. Throws UserError where
  // the chip cannot hold the network.
  double step_ns(const BenchNetwork& bench);

  // Of a chip that runs freely: loads the network, gives it these events (neurons of the input layer), one after the
  // other as fast as it takes them, and tells when events come out, in their order, since the first was given. Throws
  // as above.
  std::vector<double> output_times_ns(const BenchNetwork& bench, const std::vector<std::int32_t>& events);

  const ChipStructure& structure() const { return structure_; }
  const std::string& chip_name() const { return config_.name; }
  models::Timing timing() const { return chip_.timing(); }
  std::uint64_t runs() const { return runs_; }

 private:
  void step_ended(std::uint64_t step, models::Picoseconds begin_ps, models::Picoseconds end_ps) override;
  ChipImage load(const BenchNetwork& bench);
  void take_out_of_use(const ChipImage& image);

  const ChipConfig config_;
  const ChipStructure structure_;
  const std::function<void()> let_time_pass_;
  Chip chip_;
  ImageLoader loader_;
  EventPads pads_;
  std::vector<int> loaded_cores_;
  std::uint64_t steps_done_ = 0;
  models::Picoseconds measured_ps_ = 0;
  models::Picoseconds begin_ps_ = 0;  // of the last step
  std::uint64_t runs_ = 0;
};

}  // namespace floorline::platform
