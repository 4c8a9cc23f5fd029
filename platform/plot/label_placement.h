// Places for words beside marks, where they cover nothing.
#pragma once

#include <optional>
#include <vector>

#include "platform/plot/box.h"

namespace floorline::platform {

struct LabelPlace {
  Box box;
  // From the mark to the label, where it is not right beside it.
  std::optional<std::pair<Place, Place>> leader;
};

class LabelPlacement {
 public:
  explicit LabelPlacement(const Box& inside) : inside_(inside) {}

  // What no label may cover.
  void avoid(const Box& box) { boxes_.push_back(box); }
  void avoid(Place from, Place to) { lines_.push_back({from, to}); }
  // A mark that will have a label: labels that have no leader are nearer to theirs than to any other.
  void avoid_mark(Place mark, double size);

  bool is_free(const Box& box) const;

  // The nearest free place around the mark, which then is taken; none if there is none near by. A leader neither
  // crosses labels and marks nor is it covered by later ones; it may cross lines. `mark_size` is the mark's radius.
  std::optional<LabelPlace> place(Place mark, double mark_size, double width, double height);

 private:
  struct Mark {
    Place place;
    Box box;
  };

  bool is_nearest(const Box& label, Place mark) const;
  // Leaders cross no label, and no mark but one that covers theirs and is farther from the label.
  bool leader_is_free(const Box& label, Place mark, Place from, Place to) const;

  Box inside_;
  std::vector<Box> boxes_;
  std::vector<Mark> marks_;
  std::vector<std::pair<Place, Place>> lines_;
};

}  // namespace floorline::platform
