#include "models/calendar/calendar.h"

#include <algorithm>
#include <limits>

namespace floorline::models {

namespace {
constexpr std::uint64_t no_slot = std::numeric_limits<std::uint64_t>::max();
constexpr std::uint32_t bits_a_word = 64;
}  // namespace

Calendar::Calendar(const sc_core::sc_module_name& name, const CalendarConfig& config)
    : sc_module(name),
      slot_bits_(config.slot_bits),
      slot_mask_(config.slots - 1),
      wheel_(config.slots),
      occupied_(config.slots / bits_a_word, 0) {
  if (config.slots < bits_a_word || (config.slots & (config.slots - 1)) != 0)
    SC_REPORT_FATAL("/floorline/calendar/config", "the number of slots must be a power of two, 64 or more");
  if (sc_core::sc_get_time_resolution() != sc_core::sc_time(1, sc_core::SC_PS))
    SC_REPORT_FATAL("/floorline/calendar/resolution", "the time resolution must be the default of 1 ps");
  SC_HAS_PROCESS(Calendar);
  SC_METHOD(dispatch);
  sensitive << wake_;
  dont_initialize();
}

void Calendar::schedule(Picoseconds time_ps, Phase phase, CalendarClient& client, std::uint32_t tag) {
  if (time_ps < now_ps())
    SC_REPORT_FATAL("/floorline/calendar/past", "an event was scheduled before the current time");
  const Entry entry{(time_ps << phase_bits) | static_cast<std::uint64_t>(phase), &client, tag, 0};
  const std::uint64_t slot = slot_of(entry);
  if (slot <= current_slot_) {
    insert_current(entry);
  } else if (slot - current_slot_ <= slot_mask_) {
    insert_wheel(entry);
  } else {
    heap_.push_back(entry);
    heap_.back().sequence = heap_sequence_++;
    std::push_heap(heap_.begin(), heap_.end(), [](const Entry& a, const Entry& b) {
      return a.key != b.key ? a.key > b.key : a.sequence > b.sequence;
    });
  }
  if (!dispatching_)
    wake_at(time_ps);
}

void Calendar::insert_current(const Entry& entry) {
  auto position = current_.end();
  while (position != current_.begin() + static_cast<std::ptrdiff_t>(head_) && (position - 1)->key > entry.key)
    --position;
  current_.insert(position, entry);
}

void Calendar::insert_wheel(const Entry& entry) {
  const std::uint64_t index = slot_of(entry) & slot_mask_;
  std::vector<Entry>& slot = wheel_[index];
  occupied_[index / bits_a_word] |= std::uint64_t{1} << (index % bits_a_word);
  slot.push_back(entry);
  slot.back().sequence = static_cast<std::uint32_t>(slot.size());
  ++wheel_entries_;
}

std::uint64_t Calendar::next_wheel_slot() const {
  if (wheel_entries_ == 0)
    return no_slot;
  // Walk the occupancy bits once round the wheel, starting behind the open slot.
  std::uint64_t slot = current_slot_ + 1;
  for (std::size_t words = 0; words <= occupied_.size(); ++words) {
    const std::uint64_t index = slot & slot_mask_;
    const std::uint64_t bits = occupied_[index / bits_a_word] >> (index % bits_a_word);
    if (bits != 0)
      return slot + static_cast<std::uint64_t>(__builtin_ctzll(bits));
    slot += bits_a_word - (index % bits_a_word);
  }
  return no_slot;
}

bool Calendar::open_next_slot() {
  const std::uint64_t in_wheel = next_wheel_slot();
  const std::uint64_t in_heap = heap_.empty() ? no_slot : slot_of(heap_.front());
  const std::uint64_t next = std::min(in_wheel, in_heap);
  current_.clear();
  head_ = 0;
  if (next == no_slot)
    return false;
  current_slot_ = next;
  while (!heap_.empty() && slot_of(heap_.front()) - current_slot_ <= slot_mask_) {
    std::pop_heap(heap_.begin(), heap_.end(), [](const Entry& a, const Entry& b) {
      return a.key != b.key ? a.key > b.key : a.sequence > b.sequence;
    });
    insert_wheel(heap_.back());
    heap_.pop_back();
  }
  const std::uint64_t index = next & slot_mask_;
  occupied_[index / bits_a_word] &= ~(std::uint64_t{1} << (index % bits_a_word));
  current_.swap(wheel_[index]);
  wheel_entries_ -= current_.size();
  std::sort(current_.begin(), current_.end(),
            [](const Entry& a, const Entry& b) { return a.key != b.key ? a.key < b.key : a.sequence < b.sequence; });
  return true;
}

void Calendar::wake_at(Picoseconds time_ps) {
  if (armed_ && armed_for_ps_ <= time_ps)
    return;
  armed_ = true;
  armed_for_ps_ = time_ps;
  wake_.notify(to_sc_time(time_ps - to_picoseconds(sc_core::sc_time_stamp())));
}

void Calendar::dispatch() {
  ++kernel_activations_;
  armed_ = false;
  now_ps_ = to_picoseconds(sc_core::sc_time_stamp());
  dispatching_ = true;
  for (;;) {
    if (head_ == current_.size() && !open_next_slot())
      break;
    const Entry entry = current_[head_];
    if (time_of(entry) > now_ps_)
      break;
    ++head_;
    ++calls_;
    entry.client->on_calendar(entry.tag);
  }
  dispatching_ = false;
  if (head_ != current_.size())
    wake_at(time_of(current_[head_]));
}

}  // namespace floorline::models
