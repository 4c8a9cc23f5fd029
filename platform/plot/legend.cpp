#include "platform/plot/legend.h"

#include <algorithm>

#include "platform/plot/series_style.h"
#include "platform/plot/svg_text.h"

namespace floorline::platform {

namespace {

constexpr double text_size = 17;
constexpr double row_height = 27;
constexpr double sample_length = 38;
constexpr double gap = 10;
constexpr double padding = 12;  // on every side

}  // namespace

Legend::Legend(const LineChart& chart) {
  for (const Series& series : chart.series) {
    if (!series.name.empty()) {
      width_ = std::max(width_, sample_length + gap + text_width(series.name, text_size) + 2 * padding);
      height_ += row_height;
    }
  }
  height_ += height_ > 0 ? 2 * padding : 0;
}

std::optional<Place> Legend::free_corner(const LineChart& chart, const PlotArea& area) const {
  const Box& box = area.box();
  const double right = box.right - width_;
  const double bottom = box.bottom - height_;
  for (const Place corner : {Place{box.left, box.top}, {right, box.top}, {right, bottom}, {box.left, bottom}}) {
    const Box needed{corner.x, corner.y, corner.x + width_, corner.y + height_};
    if (right >= box.left && bottom >= box.top &&
        std::none_of(chart.series.begin(), chart.series.end(),
                     [&](const Series& series) { return area.touches(series, needed); })) {
      return corner;
    }
  }
  return std::nullopt;
}

std::string Legend::svg(const LineChart& chart, Place top_left) const {
  if (height_ == 0) {
    return "";
  }
  // Keeps the grid away from the words.
  std::string svg = "<g class=\"legend\">\n<rect x=\"" + number_text(top_left.x + padding / 2) + "\" y=\"" +
                    number_text(top_left.y + padding / 2) + "\" width=\"" + number_text(width_ - padding) +
                    "\" height=\"" + number_text(height_ - padding) + "\" fill=\"#ffffff\" stroke=\"#dedede\"/>\n";
  const std::vector<std::string> colours = series_colours(chart);
  const double left = top_left.x + padding;
  double middle = top_left.y + padding + row_height / 2;
  for (std::size_t i = 0; i < chart.series.size(); ++i) {
    const Series& series = chart.series[i];
    if (series.name.empty()) {
      continue;
    }
    if (series.stroke != Stroke::none) {
      svg +=
          path("M" + place_text({left, middle}) + " h" + number_text(sample_length), stroke_style(series, colours[i]));
    }
    svg += marker({left + sample_length / 2, middle}, series, colours[i]);
    constexpr double middle_of_letters = 0.35;  // of their size, above the base line
    svg += text({left + sample_length + gap, middle + middle_of_letters * text_size}, series.name, text_size, "");
    middle += row_height;
  }
  return svg + "</g>\n";
}

}  // namespace floorline::platform
