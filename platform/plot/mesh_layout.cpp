#include "platform/plot/mesh_layout.h"

#include <algorithm>
#include <cmath>

namespace floorline::platform {

namespace {

constexpr double room_for_row_numbers = 26;
constexpr double room_for_column_numbers = 20;
constexpr double largest_core = 46;
constexpr double frame = 0.08;             // of a router, between its edge and its cores
constexpr double gap_between_cores = 0.1;  // of a core with its gap
constexpr double gap_with_loads = 0.3;     // of the pitch, between routers
constexpr double gap_without_loads = 0.16;
constexpr double lane_offset = 0.11;  // of the pitch, from the middle between two routers

}  // namespace

MeshLayout::MeshLayout(const MeshShape& shape, bool has_loads, double width, double height)
    : shape_(shape),
      core_columns_(static_cast<std::size_t>(std::ceil(std::sqrt(static_cast<double>(shape.cores_per_router))))),
      core_rows_((shape.cores_per_router + core_columns_ - 1) / core_columns_),
      pitch_(0),
      gap_share_(shape.routers() == 1 ? 0
                 : has_loads          ? gap_with_loads
                                      : gap_without_loads) {
  const double across = static_cast<double>(shape.columns) - gap_share_;
  const double down = static_cast<double>(shape.rows) - gap_share_;
  const double largest = largest_core * static_cast<double>(core_columns_) / (1 - gap_share_) / (1 - 2 * frame);
  pitch_ = std::min({(width - room_for_row_numbers) / across, (height - room_for_column_numbers) / down, largest});
}

double MeshLayout::width() const {
  return mesh().right;
}

double MeshLayout::height() const {
  return mesh().bottom;
}

Box MeshLayout::mesh() const {
  const Box first = router(0);
  const Box last = router(shape_.routers() - 1);
  return {first.left, first.top, last.right, last.bottom};
}

Box MeshLayout::router(std::size_t router) const {
  const std::size_t column = router % shape_.columns;
  const std::size_t row = router / shape_.columns;
  const double left = room_for_row_numbers + pitch_ * static_cast<double>(column);
  const double top = room_for_column_numbers + pitch_ * static_cast<double>(row);
  const double size = pitch_ * (1 - gap_share_);
  return {left, top, left + size, top + size};
}

Box MeshLayout::core(std::size_t core) const {
  const Box outer = router(core / shape_.cores_per_router);
  const Box inner = outer.grown(-frame * outer.width());
  const std::size_t number = core % shape_.cores_per_router;
  const std::size_t column = number % core_columns_;
  const std::size_t row = number / core_columns_;
  const double cell = inner.width() / static_cast<double>(core_columns_);
  const double margin = cell * gap_between_cores / 2;
  const double left = inner.left + cell * static_cast<double>(column) + margin;
  // Cores of fewer lines than columns stay in the middle.
  const double top =
      inner.centre().y - cell * static_cast<double>(core_rows_) / 2 + cell * static_cast<double>(row) + margin;
  return {left, top, left + cell - 2 * margin, top + cell - 2 * margin};
}

std::pair<Place, Place> MeshLayout::lane(std::size_t from, std::size_t to) const {
  const Place a = router(from).centre();
  const Place b = router(to).centre();
  const double along_x = (b.x - a.x) / pitch_;  // one of the two is 1 or -1, the other 0
  const double along_y = (b.y - a.y) / pitch_;
  const double edge = pitch_ * (1 - gap_share_) / 2;
  const double aside = pitch_ * lane_offset;
  // The right hand of who travels along x is at larger y.
  const Place shift{-along_y * aside, along_x * aside};
  return {{a.x + along_x * edge + shift.x, a.y + along_y * edge + shift.y},
          {b.x - along_x * edge + shift.x, b.y - along_y * edge + shift.y}};
}

double MeshLayout::most_link_width() const {
  constexpr double largest = 12;
  return std::min(largest, pitch_ * lane_offset);
}

}  // namespace floorline::platform
