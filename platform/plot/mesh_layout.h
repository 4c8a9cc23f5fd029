// Where routers, cores and links of a mesh are in a picture.
#pragma once

#include <cstddef>

#include "platform/plot/box.h"
#include "platform/plot/mesh_map.h"

namespace floorline::platform {

class MeshLayout {
 public:
  // As large as fits into the width and height; not larger than is easy to read. Between routers, with or without room
  // for links with loads.
  MeshLayout(const MeshShape& shape, bool has_loads, double width, double height);

  // Of the whole, with the numbers of columns and rows. All places are relative to its top left corner.
  double width() const;
  double height() const;

  Box mesh() const;  // without the numbers
  Box router(std::size_t router) const;
  Box core(std::size_t core) const;
  // The two ends of the lane that one direction has: each keeps to its right, as seen by who travels along it.
  std::pair<Place, Place> lane(std::size_t from, std::size_t to) const;

  double pitch() const { return pitch_; }  // from one router to the next
  double most_link_width() const;          // that leaves the lanes apart

 private:
  MeshShape shape_;
  std::size_t core_columns_;
  std::size_t core_rows_;
  double pitch_;
  double gap_share_;
};

}  // namespace floorline::platform
