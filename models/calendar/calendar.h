// One calendar a chip: tells every block of the chip when its time has come.
//
// Models nothing of the hardware. It exists because a kernel event for each hop of each message costs several times
// the hop itself: the calendar keeps the chip's future in a time wheel, occupies the kernel with a single SC_METHOD and
// a single pending notification, and calls the blocks directly. The order of calls is a pure function of what was
// scheduled: by time, then by phase, then first scheduled first called.
//
// Run-ahead. By default the calendar returns to the kernel between any two instants, so that sc_time_stamp() is always
// the chip's time. With set_run_ahead() it may go on for that long without the kernel, as long as no other process or
// event is pending before (temporal decoupling in the sense of TLM-2.0): results are the same, but whoever looks at the
// chip from outside, for example between two calls of sc_start(duration), may see it that far ahead of the kernel.
// Kernel events that the chip notifies must go through notify(), which gives them their right time.
//
// Not thread safe, as nothing in the chip is. Requires the kernel's default time resolution of 1 ps.
#pragma once

#include <cstdint>
#include <systemc>
#include <vector>

#include "models/calendar/time.h"

namespace floorline::models {

class CauseRecorder;

// A block that can be called by the calendar. `tag` is whatever the block gave to schedule().
class CalendarClient {
 public:
  virtual void on_calendar(std::uint32_t tag) = 0;

 protected:
  ~CalendarClient() = default;
};

// Within one instant, everything that arrives is seen before anything is decided, so that an arbiter's choice does not
// depend on the order in which its requests were delivered.
enum class Phase : std::uint32_t { arrive = 0, decide = 1 };

struct CalendarConfig {
  std::uint32_t slot_bits = 8;  // one slot of the wheel spans 2^slot_bits picoseconds
  std::uint32_t slots = 4096;   // a multiple of 64; entries further ahead than the wheel wait in a heap
};

class Calendar : public sc_core::sc_module {
 public:
  explicit Calendar(const sc_core::sc_module_name& name, const CalendarConfig& config = {});

  // The chip's current time: sc_time_stamp(), or later while running ahead.
  Picoseconds now_ps() const { return dispatching_ ? now_ps_ : to_picoseconds(sc_core::sc_time_stamp()); }

  // Calls client.on_calendar(tag) at time_ps, which must not lie in the past.
  void schedule(Picoseconds time_ps, Phase phase, CalendarClient& client, std::uint32_t tag = 0) {
    const Entry entry{(time_ps << phase_bits) | static_cast<std::uint64_t>(phase), &client, tag, sequence_++};
    // From within a call, and not far ahead: all but a few.
    if (dispatching_ && slot_of(entry) - current_slot_ - 1 < slot_mask_)
      insert_wheel(entry);
    else
      schedule_elsewhere(entry);
  }

  // How far the chip may be ahead of the kernel; 0: not at all.
  void set_run_ahead(Picoseconds limit_ps) { run_ahead_ps_ = limit_ps; }

  // Notifies a kernel event at the chip's current time.
  void notify(sc_core::sc_event& event) const;

  // Where the units of the chip tell why things happened when they did (models/monitor/cause_recorder.h), or null. It
  // is found here because the calendar is what all of them share. Not while anything is scheduled.
  void set_causes(CauseRecorder* causes) { causes_ = causes; }
  CauseRecorder* causes() const { return causes_; }

  // Figures that do not depend on the machine: calls made, and activations of the SC_METHOD (kernel events).
  std::uint64_t calls() const { return calls_; }
  std::uint64_t kernel_activations() const { return kernel_activations_; }

 private:
  struct Entry {
    std::uint64_t key;  // time and phase
    CalendarClient* client;
    std::uint32_t tag;
    std::uint32_t sequence;  // in the order of scheduling, to keep equal keys in order
  };
  // A slot of the wheel is two lists of nodes from a pool, newest first: one a phase, so that what is scheduled for one
  // instant is in order without sorting.
  struct Node {
    Entry entry;
    std::uint32_t next;
  };
  static constexpr std::uint32_t phase_bits = 1;
  static constexpr std::uint32_t no_node = ~0u;
  static Picoseconds time_of(const Entry& entry) { return entry.key >> phase_bits; }
  // A type and not a function, so that sorting does not call it through a pointer.
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
  std::vector<std::uint64_t> occupied_;  // one bit a slot of the wheel
  std::vector<Node> nodes_;
  std::uint32_t free_node_ = no_node;
  std::vector<Entry> heap_;     // beyond the wheel, earliest first
  std::vector<Entry> current_;  // the open slot, latest first: what is due is at the back
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
