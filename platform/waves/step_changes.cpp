#include "platform/waves/step_changes.h"

#include <algorithm>
#include <utility>

namespace floorline::platform {

void StepChanges::set(SignalIndex signal, std::uint64_t time_ps, std::uint64_t number) {
  changes_.push_back({time_ps, signal, Kind::number, number, {}});
}

void StepChanges::set(SignalIndex signal, std::uint64_t time_ps, std::string text) {
  changes_.push_back({time_ps, signal, Kind::text, 0, std::move(text)});
}

void StepChanges::clear(SignalIndex signal, std::uint64_t time_ps) {
  changes_.push_back({time_ps, signal, Kind::clear, 0, {}});
}

void StepChanges::write(WaveFile& waves, std::uint64_t until_ps) {
  // What is cleared comes first among changes of one time, so that texts that follow each other closely are kept.
  std::stable_sort(changes_.begin(), changes_.end(), [](const Change& a, const Change& b) {
    return a.time_ps != b.time_ps ? a.time_ps < b.time_ps : a.kind == Kind::clear && b.kind != Kind::clear;
  });
  auto change = changes_.begin();
  for (; change != changes_.end() && change->time_ps <= until_ps; ++change) {
    if (change->kind == Kind::number)
      waves.change(change->signal, change->time_ps, change->number);
    else
      waves.change(change->signal, change->time_ps, std::string_view(change->text));
  }
  changes_.erase(changes_.begin(), change);
}

}  // namespace floorline::platform
