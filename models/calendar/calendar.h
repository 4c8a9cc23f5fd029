// The event calendar of one chip: calls every block of the chip at the times that the block has scheduled.
//
// It models no hardware. It exists because a kernel event for each hop of each message costs several times as much as
// the hop itself: the calendar keeps the future calls in a time wheel, uses a single SC_METHOD with a single pending
// notification, and calls the blocks directly. The order of calls depends only on what was scheduled: by time, then by
// phase, then in the order of scheduling.
//
// Run-ahead. By default the calendar returns to the kernel between any two instants, so that sc_time_stamp() is always
// the chip's time. With set_run_ahead() it may advance by up to the given time without the kernel, as long as no other
// process or event is pending before then (temporal decoupling in the sense of TLM-2.0). Results are the same, but code
// outside the chip, for example between two calls of sc_start(duration), may see the chip that far ahead of the kernel.
// The chip must notify kernel events through notify(), which gives them the correct time.
//
// Not thread-safe, like everything in the chip. Requires the kernel's default time resolution of 1 ps.
#pragma once

#include <cstdint>
#include <systemc>
#include <vector>

#include "models/calendar/time.h"

namespace floorline::models {

class CauseRecorder;

// A block that the calendar can call. `tag` is the value that the block passed to schedule().
class CalendarClient {
 public:
  virtual void on_calendar(std::uint32_t tag) = 0;

 protected:
  ~CalendarClient() = default;
};

// At one instant all arrivals are processed before any decision, so that an arbiter's choice does not depend on the
// order in which its requests were delivered.
enum class Phase : std::uint32_t { arrive = 0, decide = 1 };

struct CalendarConfig {
  std::uint32_t slot_bits = 8;  // one slot of the wheel spans 2^slot_bits picoseconds
  std::uint32_t slots = 4096;   // a multiple of 64; entries beyond the range of the wheel wait in a heap
};

class Calendar : public sc_core::sc_module {
 public:
  explicit Calendar(const sc_core::sc_module_name& name, const CalendarConfig& config = {});

  // The chip's current time: sc_time_stamp(), or later while running ahead.
  Picoseconds now_ps() const { return dispatching_ ? now_ps_ : to_picoseconds(sc_core::sc_time_stamp()); }

  // Calls client.on_calendar(tag) at time_ps, which must not lie in the past.
  void schedule(Picoseconds time_ps, Phase phase, CalendarClient& client, std::uint32_t tag = 0) {
    const Entry entry{(time_ps << phase_bits) | static_cast<std::uint64_t>(phase), &client, tag, sequence_++};
    // The common case: scheduled during a call, within the range of the wheel.
    if (dispatching_ && slot_of(entry) - current_slot_ - 1 < slot_mask_)
      insert_wheel(entry);
    else
      schedule_elsewhere(entry);
  }

  // How far the chip may run ahead of the kernel; 0: not at all.
  void set_run_ahead(Picoseconds limit_ps) { run_ahead_ps_ = limit_ps; }

  // Notifies a kernel event at the chip's current time.
  void notify(sc_core::sc_event& event) const;

  // The recorder to which the units report causes (models/monitor/cause_recorder.h), or null. It is kept here because
  // all units share the calendar. Set it only while nothing is scheduled.
  void set_causes(CauseRecorder* causes) { causes_ = causes; }
  CauseRecorder* causes() const { return causes_; }

  // Measures of work that do not depend on the machine: calls made, and activations of the SC_METHOD (kernel events).
  std::uint64_t calls() const { return calls_; }
  std::uint64_t kernel_activations() const { return kernel_activations_; }

 private:
  struct Entry {
    std::uint64_t key;  // time and phase
    CalendarClient* client;
    std::uint32_t tag;
    std::uint32_t sequence;  // counts schedule() calls; keeps entries with equal keys in order
  };
  // A slot of the wheel holds two lists of nodes from a pool, newest first: one list per phase, so that the entries of
  // one instant are in order without sorting.
  struct Node {
    Entry entry;
    std::uint32_t next;
  };
  static constexpr std::uint32_t phase_bits = 1;
  static constexpr std::uint32_t no_node = ~0u;
  static Picoseconds time_of(const Entry& entry) { return entry.key >> phase_bits; }
  // A function object, so that sorting can inline it.
  struct Later {
    bool operator()(const Entry& a, const Entry& b) const {
      return a.key != b.key ? a.key > b.key : static_cast<std::int32_t>(a.sequence - b.sequence) > 0;
    }
  };
  static std::uint64_t list_of(std::uint64_t slot, std::uint64_t phase) { return (slot << phase_bits) | phase; }
  std::uint64_t slot_of(const Entry& entry) const { return time_of(entry) >> slot_bits_; }

  void dispatch();
  bool may_run_ahead_to(Picoseconds time_ps) const;
  void schedule_elsewhere(const Entry& entry);
  void insert_current(const Entry& entry);
  void insert_wheel(const Entry& entry) {
    const std::uint64_t slot = slot_of(entry) & slot_mask_;
    const std::uint64_t index = list_of(slot, entry.key & 1);
    const std::uint32_t node = free_node_ != no_node ? free_node_ : make_node();
    Node& taken = nodes_[node];
    free_node_ = taken.next;
    const std::uint32_t newest = wheel_[index];
    taken = {entry, newest};
    wheel_[index] = node;
    if (newest == no_node)
      occupied_[slot / 64] |= std::uint64_t{1} << (slot % 64);
  }
  void take_list(std::uint64_t list);
  std::uint32_t make_node();
  bool open_next_slot();
  std::uint64_t next_wheel_slot() const;
  void wake_at(Picoseconds time_ps);

  const std::uint32_t slot_bits_;
  const std::uint64_t slot_mask_;
  std::vector<std::uint32_t> wheel_;     // first node of each list
  std::vector<std::uint64_t> occupied_;  // one bit per slot of the wheel
  std::vector<Node> nodes_;
  std::uint32_t free_node_ = no_node;
  std::vector<Entry> heap_;     // beyond the wheel, earliest first
  std::vector<Entry> current_;  // the open slot, latest first: the next entry is at the back
  std::uint64_t current_slot_ = 0;
  std::uint32_t sequence_ = 0;

  sc_core::sc_event wake_;
  Picoseconds run_ahead_ps_ = 0;
  CauseRecorder* causes_ = nullptr;
  bool dispatching_ = false;
  bool armed_ = false;
  Picoseconds armed_for_ps_ = 0;
  Picoseconds now_ps_ = 0;         // while dispatching
  Picoseconds kernel_now_ps_ = 0;  // while dispatching
  std::uint64_t calls_ = 0;
  std::uint64_t kernel_activations_ = 0;
};

}  // namespace floorline::models
