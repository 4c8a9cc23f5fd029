// A key: samples of what is drawn, each with its name, in one or two lines or, if these are too short, in columns.
#pragma once

#include <string>
#include <vector>

#include "platform/plot/box.h"
#include "platform/plot/colour.h"

namespace floorline::platform {

inline constexpr double key_sample_width = 24;
inline constexpr double key_sample_height = 15;

struct KeyEntry {
  std::string sample;  // SVG around the place 0 0, not larger than the constants above
  std::string name;    // shortened if it is longer than a line
};

KeyEntry key_entry(const Fill& fill, const std::string& name);

class Key {
 public:
  // Entries without name are left out.
  Key(std::vector<KeyEntry> entries, double width);

  double height() const;  // 0 without entries
  std::string svg(Place top_left) const;

 private:
  struct PlacedEntry {
    KeyEntry entry;
    double x;
    int line;
  };
  std::vector<PlacedEntry> entries_;
};

}  // namespace floorline::platform
