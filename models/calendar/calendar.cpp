#include "models/calendar/calendar.h"

#include <algorithm>
#include <limits>

namespace floorline::models {

namespace {
constexpr std::uint64_t no_slot = std::numeric_limits<std::uint64_t>::max();
constexpr std::uint32_t bits_per_word = 64;
}  // namespace

Calendar::Calendar(const sc_core::sc_module_name& name, const CalendarConfig& config)
    : sc_module(name),
      slot_bits_(config.slot_bits),
      slot_mask_(config.slots - 1),
      wheel_(std::size_t{config.slots} << phase_bits, no_node),
      occupied_(config.slots / bits_per_word, 0) {
  if (config.slots < bits_per_word || (config.slots & (config.slots - 1)) != 0)
    SC_REPORT_FATAL("/floorline/calendar/config", "the number of slots must be a power of two, 64 or more");
  if (sc_core::sc_get_time_resolution() != sc_core::sc_time(1, sc_core::SC_PS))
    SC_REPORT_FATAL("/floorline/calendar/resolution", "the time resolution must be the default of 1 ps");
  SC_HAS_PROCESS(Calendar);
  SC_METHOD(dispatch);
  sensitive << wake_;
  dont_initialize();
}

void Calendar::schedule_elsewhere(const Entry& entry) {
  const Picoseconds time_ps = time_of(entry);
  if (time_ps < now_ps())
    SC_REPORT_FATAL("/floorline/calendar/past", "an event was scheduled before the current time");
  const std::uint64_t slot = slot_of(entry);
  if (slot <= current_slot_) {
    insert_current(entry);
  } else if (slot - current_slot_ <= slot_mask_) {
    insert_wheel(entry);
  } else {
    heap_.push_back(entry);
    std::push_heap(heap_.begin(), heap_.end(), Later());
  }
  if (!dispatching_)
    wake_at(time_ps);
}

void Calendar::insert_current(const Entry& entry) {
  auto position = current_.end();
  while (position != current_.begin() && !Later()(*(position - 1), entry))
    --position;
  current_.insert(position, entry);
}

std::uint32_t Calendar::make_node() {
  nodes_.push_back({{}, no_node});
  return static_cast<std::uint32_t>(nodes_.size() - 1);
}

std::uint64_t Calendar::next_wheel_slot() const {
  // Scans the occupancy bits once around the wheel, starting after the open slot.
  std::uint64_t slot = current_slot_ + 1;
  for (std::size_t words = 0; words <= occupied_.size(); ++words) {
    const std::uint64_t index = slot & slot_mask_;
    const std::uint64_t bits = occupied_[index / bits_per_word] >> (index % bits_per_word);
    if (bits != 0)
      return slot + static_cast<std::uint64_t>(__builtin_ctzll(bits));
    slot += bits_per_word - (index % bits_per_word);
  }
  return no_slot;
}

// Called with the open slot used up.
bool Calendar::open_next_slot() {
  const std::uint64_t in_wheel = next_wheel_slot();
  const std::uint64_t in_heap = heap_.empty() ? no_slot : slot_of(heap_.front());
  const std::uint64_t next = std::min(in_wheel, in_heap);
  if (next == no_slot)
    return false;
  current_slot_ = next;
  while (!heap_.empty() && slot_of(heap_.front()) - current_slot_ <= slot_mask_) {
    std::pop_heap(heap_.begin(), heap_.end(), Later());
    insert_wheel(heap_.back());
    heap_.pop_back();
  }
  const std::uint64_t index = next & slot_mask_;
  occupied_[index / bits_per_word] &= ~(std::uint64_t{1} << (index % bits_per_word));
  take_list(list_of(index, static_cast<std::uint64_t>(Phase::decide)));
  take_list(list_of(index, static_cast<std::uint64_t>(Phase::arrive)));
  if (!std::is_sorted(current_.begin(), current_.end(), Later()))
    std::sort(current_.begin(), current_.end(), Later());
  return true;
}

// Moves the list's entries to the open slot.
void Calendar::take_list(std::uint64_t list) {
  for (std::uint32_t node = wheel_[list]; node != no_node;) {
    Node& taken = nodes_[node];
    current_.push_back(taken.entry);
    const std::uint32_t following = taken.next;
    taken.next = free_node_;
    free_node_ = node;
    node = following;
  }
  wheel_[list] = no_node;
}

void Calendar::wake_at(Picoseconds time_ps) {
  if (armed_ && armed_for_ps_ <= time_ps)
    return;
  armed_ = true;
  armed_for_ps_ = time_ps;
  wake_.notify(to_sc_time(time_ps) - sc_core::sc_time_stamp());
}

bool Calendar::may_run_ahead_to(Picoseconds time_ps) const {
  const Picoseconds ahead_ps = time_ps - kernel_now_ps_;
  return ahead_ps <= run_ahead_ps_ && ahead_ps < to_picoseconds(sc_core::sc_time_to_pending_activity());
}

void Calendar::notify(sc_core::sc_event& event) const {
  event.notify(to_sc_time(now_ps()) - sc_core::sc_time_stamp());
}

void Calendar::dispatch() {
  ++kernel_activations_;
  armed_ = false;
  now_ps_ = kernel_now_ps_ = to_picoseconds(sc_core::sc_time_stamp());
  dispatching_ = true;
  while (!current_.empty() || open_next_slot()) {
    const Entry entry = current_.back();
    if (time_of(entry) > now_ps_) {
      if (run_ahead_ps_ == 0 || !may_run_ahead_to(time_of(entry)))
        break;
      now_ps_ = time_of(entry);
    }
    current_.pop_back();
    ++calls_;
    entry.client->on_calendar(entry.tag);
  }
  dispatching_ = false;
  if (!current_.empty())
    wake_at(time_of(current_.back()));
}

}  // namespace floorline::models
