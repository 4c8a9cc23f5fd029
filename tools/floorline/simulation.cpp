#include "tools/floorline/simulation.h"

#include <sys/resource.h>

#include <stdexcept>
#include <systemc>
#include <utility>

#include "platform/run/standstill.h"
#include "tools/floorline/interrupt.h"

namespace floorline::tools {

Simulation::Simulation(platform::ChipRun& run, std::uint64_t total_steps) : run_(run), progress_(total_steps) {
  run_.chip().calendar().set_run_ahead(run_ahead_ps);
  run_.chip().step_control().add_observer(*this);
  sc_core::sc_start(sc_core::SC_ZERO_TIME);
}

void Simulation::run(platform::InputSequence input, std::uint64_t steps) {
  const auto begin = std::chrono::steady_clock::now();
  run_.begin(std::move(input));
  run_.run(steps);
  sc_core::sc_start();  // until nothing is left to happen
  stop_if_interrupted();
  if (run_.steps().size() != steps) {
    throw std::logic_error(platform::standstill_text(run_.chip()));
  }
  wall_ += std::chrono::steady_clock::now() - begin;
  record_.append(run_);
}

platform::SimulationCost Simulation::cost_of(double wall_s) {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  constexpr std::uint64_t bytes_per_kilobyte = 1024;
  return {wall_s, static_cast<std::uint64_t>(usage.ru_maxrss) * bytes_per_kilobyte};
}

void Simulation::step_ended(std::uint64_t /*step*/, models::Picoseconds /*begin_ps*/, models::Picoseconds /*end_ps*/) {
  progress_.step_done();
  if (signal_received() != 0) {
    sc_core::sc_pause();
  }
}

}  // namespace floorline::tools
