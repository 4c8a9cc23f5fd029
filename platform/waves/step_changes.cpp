#include "platform/waves/step_changes.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace floorline::platform {

void StepChanges::set(SignalIndex signal, std::uint64_t time_ps, std::uint64_t number) {
  changes_.push_back({time_ps, number, static_cast<std::uint32_t>(signal), Kind::number});
}

void StepChanges::show(SignalIndex signal, std::uint64_t begin_ps, std::uint64_t end_ps, std::string text) {
  changes_.push_back({begin_ps, texts_.size(), static_cast<std::uint32_t>(signal), Kind::text});
  changes_.push_back({end_ps, begin_ps, static_cast<std::uint32_t>(signal), Kind::text_end});
  texts_.push_back(std::move(text));
}

void StepChanges::write(WaveFile& waves, std::uint64_t until_ps) {
  std::stable_sort(changes_.begin(), changes_.end(),
                   [](const Change& a, const Change& b) { return a.time_ps < b.time_ps; });
  auto change = changes_.begin();
  for (; change != changes_.end() && change->time_ps <= until_ps; ++change) {
    switch (change->kind) {
      case Kind::number:
        waves.change(change->signal, change->time_ps, change->number);
        break;
      case Kind::text:
        text_begin_ps_[change->signal] = change->time_ps;
        waves.change(change->signal, change->time_ps, std::string_view(texts_[change->number]));
        break;
      case Kind::text_end:
        if (text_begin_ps_[change->signal] == change->number)  // else another one has taken its place
          waves.change(change->signal, change->time_ps, std::string_view());
        break;
    }
  }
  keep_from(change);
}

void StepChanges::keep_from(std::vector<Change>::iterator first) {
  changes_.erase(changes_.begin(), first);
  std::vector<std::string> kept;
  for (Change& change : changes_) {
    if (change.kind == Kind::text) {
      kept.push_back(std::move(texts_[change.number]));
      change.number = kept.size() - 1;
    }
  }
  texts_ = std::move(kept);
}

}  // namespace floorline::platform
