#include "platform/waves/step_changes.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace floorline::platform {

void StepChanges::set(SignalIndex signal, std::uint64_t time_ps, std::uint64_t number) {
  changes_.push_back({time_ps, signal, Kind::number, number, {}});
}

void StepChanges::show(SignalIndex signal, std::uint64_t begin_ps, std::uint64_t end_ps, std::string text) {
  changes_.push_back({begin_ps, signal, Kind::text, 0, std::move(text)});
  changes_.push_back({end_ps, signal, Kind::text_end, begin_ps, {}});
}

void StepChanges::write(WaveFile& waves, std::uint64_t until_ps) {
  std::stable_sort(changes_.begin(), changes_.end(),
                   [](const Change& a, const Change& b) { return a.time_ps < b.time_ps; });
  auto change = changes_.begin();
  for (; change != changes_.end() && change->time_ps <= until_ps; ++change) {
    if (change->kind == Kind::number) {
      waves.change(change->signal, change->time_ps, change->number);
      continue;
    }
    if (change->kind == Kind::text)
      text_begin_ps_[change->signal] = change->time_ps;
    else if (text_begin_ps_[change->signal] != change->number)
      continue;  // another one has taken its place
    waves.change(change->signal, change->time_ps, std::string_view(change->text));
  }
  changes_.erase(changes_.begin(), change);
}

}  // namespace floorline::platform
