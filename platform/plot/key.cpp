#include "platform/plot/key.h"

#include <algorithm>

#include "platform/plot/svg.h"

namespace floorline::platform {

namespace {

constexpr double text_size = 16;
constexpr double line_height = 25;
constexpr double gap_to_name = 7;
constexpr double gap_between = 22;

}  // namespace

KeyEntry key_entry(const Fill& fill, const std::string& name) {
  const Rectangle box{-key_sample_width / 2, -key_sample_height / 2, key_sample_width / 2, key_sample_height / 2};
  return {rectangle(box, " fill=\"" + paint(fill) + "\""), name};
}

Key::Key(std::vector<KeyEntry> entries, double width) {
  constexpr int most_ragged_lines = 2;
  double widest = 0;
  double x = 0;
  int line = 0;
  for (KeyEntry& entry : entries) {
    if (entry.name.empty()) {
      continue;
    }
    entry.name = shortened(entry.name, text_size, width - key_sample_width - gap_to_name);
    const double needed = key_sample_width + gap_to_name + text_width(entry.name, text_size);
    if (x > 0 && x + needed > width) {
      x = 0;
      ++line;
    }
    entries_.push_back({std::move(entry), x, line});
    x += needed + gap_between;
    widest = std::max(widest, needed + gap_between);
  }
  if (line >= most_ragged_lines) {
    const int columns = std::max(1, static_cast<int>((width + gap_between) / widest));
    for (int i = 0; i < static_cast<int>(entries_.size()); ++i) {
      entries_[i].x = (i % columns) * widest;
      entries_[i].line = i / columns;
    }
  }
}

double Key::height() const {
  return entries_.empty() ? 0 : (entries_.back().line + 1) * line_height;
}

std::string Key::svg(Place top_left) const {
  std::string svg;
  for (const PlacedEntry& placed : entries_) {
    const double middle = top_left.y + (placed.line + 0.5) * line_height;
    const double left = top_left.x + placed.x;
    svg += "<g transform=\"translate(" + place_text({left + key_sample_width / 2, middle}) + ")\">\n" +
           placed.entry.sample + "</g>\n" +
           text({left + key_sample_width + gap_to_name, middle + letter_middle * text_size}, placed.entry.name,
                text_size, "");
  }
  return svg.empty() ? "" : "<g class=\"key\">\n" + svg + "</g>\n";
}

}  // namespace floorline::platform
