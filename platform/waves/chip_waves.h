// Writes waves of a running chip: what every watched unit does at every instant, and what each step waited for.
//
// Observes and changes nothing: times and results of a run are the same with and without. Each step is written when it
// has ended, because units report intervals before or after these pass, and because only then it is known what the
// step waited for; that is shown from its beginning on. So memory holds one step.
//
// Takes the places of other observers of states, banks and buffers at the units that it watches.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "models/monitor/cause_recorder.h"
#include "models/monitor/state_ledger.h"
#include "models/noc/input_buffer.h"
#include "platform/chip/chip.h"
#include "platform/waves/chip_signals.h"
#include "platform/waves/step_changes.h"
#include "platform/waves/wave_file.h"

namespace floorline::platform {

struct WaveSelection {
  std::vector<WatchedCore> cores;  // each once
  // Steps that the chip ends from the construction on, the first one being 0; both inclusive.
  std::uint64_t first_step = 0;
  std::uint64_t last_step = std::numeric_limits<std::uint64_t>::max();
};

class ChipWaves final : private models::StateObserver,
                        private models::BankObserver,
                        private models::BufferObserver,
                        private models::PathObserver,
                        private models::StepObserver {
 public:
  // Not while a step runs. The chip must record causes (Chip::record_causes), else std::invalid_argument; UserError as
  // by WaveFile. Must outlive the chip's last step.
  ChipWaves(Chip& chip, const std::string& path, const WaveSelection& selection);
  // Leaves nothing, unless the waves were closed.
  ~ChipWaves();
  ChipWaves(const ChipWaves&) = delete;
  ChipWaves& operator=(const ChipWaves&) = delete;
  ChipWaves(ChipWaves&&) = delete;
  ChipWaves& operator=(ChipWaves&&) = delete;

  // Completes the file, and writes beside it what GTKWave opens it with (gtkwave_save.h). Watches no further. Throws
  // UserError if that is not possible.
  void close();

  const SignalTable& table() const { return waves_.table(); }

 private:
  struct Buffer {
    BufferSignals signals;
    models::Picoseconds message_ps = 0;  // that a message is shown
    std::uint32_t fill = 0;              // what it adds to the signal's value; channels of one port share a signal
  };

  void unit_spent(std::uint32_t unit, models::UnitState state, models::Picoseconds begin_ps,
                  models::Picoseconds end_ps) override;
  void burst_served(std::uint32_t bank, std::uint32_t port, std::uint32_t requester, models::Picoseconds begin_ps,
                    models::Picoseconds end_ps) override;
  void fill_changed(std::uint32_t buffer, models::Picoseconds now_ps, std::uint32_t fill) override;
  void packet_coming(std::uint32_t buffer, models::Picoseconds arrival_ps,
                     const tlm::tlm_generic_payload& packet) override;
  void critical_path(std::uint64_t step, const std::vector<models::PathSegment>& path) override;
  void step_ended(std::uint64_t step, models::Picoseconds begin_ps, models::Picoseconds end_ps) override;

  bool is_wanted(std::uint64_t step) const { return !closed_ && step >= first_step_ && step <= last_step_; }
  void watch();
  void set_observers(bool watching);
  std::uint32_t add_buffer(const BufferSignals& signals, models::Picoseconds message_ps);
  const std::string& path_text(models::UnitId unit);

  Chip& chip_;
  const models::CauseRecorder& causes_;
  const std::uint64_t first_step_, last_step_;
  const ChipSignals signals_;
  WaveFile waves_;
  StepChanges changes_;

  bool watching_ = false;
  bool closed_ = false;
  std::uint64_t steps_ended_ = 0;
  models::Picoseconds begin_ps_ = 0, end_ps_ = 0;          // of what was watched
  std::vector<std::optional<std::size_t>> core_of_stage_;  // by signal: of a synapse stage its place in signals_.cores
  std::vector<std::uint64_t> synops_before_;               // by place: at the beginning of the step
  std::vector<Buffer> buffers_;
  std::vector<std::uint32_t> fills_;                       // by signal
  std::vector<std::vector<std::string>> requester_texts_;  // by bank, then by requester
  std::vector<std::string> path_texts_;                    // by unit
};

}  // namespace floorline::platform
