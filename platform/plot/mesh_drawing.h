// The parts of a map of a mesh: where routers, cores and links lie, and how each is drawn.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "platform/plot/axis.h"
#include "platform/plot/box.h"
#include "platform/plot/mesh_map.h"

namespace floorline::platform {

class MeshLayout {
 public:
  // As large as fits into the width and height, and not larger than is easy to read. `has_loads` leaves room between
  // routers for arrows of links.
  MeshLayout(const MeshShape& shape, bool has_loads, double width, double height);

  // Of the whole, with the numbers of columns and rows. All places are relative to its top left corner.
  double width() const;
  double height() const;

  Rectangle mesh() const;  // without the numbers
  Rectangle router(std::size_t router) const;
  Rectangle core(std::size_t core) const;
  // The two ends of the lane that one direction has: each keeps to its right, as seen when travelling along it.
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

// What colours stand for: from the least to the largest of the values, and zero.
AxisScale value_scale(const MeshPanel& panel);

std::string mesh_cores(const MeshShape& shape, const MeshPanel& panel, const MeshLayout& layout);

// Around a core.
std::string core_outline(const Rectangle& core);

// The numbers of columns and rows, as many as there is room for; those of the marked core in bold.
std::string mesh_numbers(const MeshShape& shape, const MeshLayout& layout, std::optional<std::size_t> marked_core);

// For the key, around the place 0 0.
std::string unused_core_sample();
std::string marked_core_sample();

std::string mesh_links(const MeshShape& shape, const MeshPanel& panel, const MeshLayout& layout);

// Both directions of a link for the key, around the place 0 0.
std::string lanes_sample();

}  // namespace floorline::platform
