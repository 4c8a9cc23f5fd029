#include "platform/plot/series.h"

#include <algorithm>
#include <array>

#include "platform/plot/svg.h"

namespace floorline::platform {

namespace {

constexpr double text_size = 17;
constexpr double row_height = 27;
constexpr double sample_length = 38;
constexpr double gap = 10;
constexpr double padding = 12;  // on every side

}  // namespace

std::vector<std::string> series_colours(const LineChart& chart) {
  std::array<bool, cycling_colours> taken{};
  for (const Series& series : chart.series) {
    if (series.colour && static_cast<std::size_t>(*series.colour) < cycling_colours) {
      taken[static_cast<std::size_t>(*series.colour)] = true;
    }
  }
  std::vector<std::size_t> free;
  for (std::size_t colour = 0; colour < cycling_colours; ++colour) {
    if (!taken[colour]) {
      free.push_back(colour);
    }
  }
  if (free.empty()) {
    free = {0, 1, 2, 3, 4, 5};
  }
  std::vector<std::string> colours;
  std::size_t next = 0;
  for (const Series& series : chart.series) {
    colours.push_back(code_of(series.colour ? *series.colour : static_cast<Colour>(free[next++ % free.size()])));
  }
  return colours;
}

std::string stroke_style(const Series& series, const std::string& colour) {
  std::string style =
      " stroke=\"" + colour + "\" stroke-width=\"" + number_text(series.stroke_width) + "\" stroke-linejoin=\"round\"";
  if (series.stroke == Stroke::dashed) {
    style += R"( stroke-dasharray="9 6")";
  } else if (series.stroke == Stroke::dotted) {
    style += R"( stroke-dasharray="2 4")";
  }
  return style;
}

std::string marker(Place place, Marker shape, bool hollow, const std::string& colour) {
  const std::string style = hollow ? " fill=\"none\" stroke=\"" + colour + "\" stroke-width=\"2\"/>\n"
                                   : " fill=\"" + colour + "\" stroke=\"#ffffff\" stroke-width=\"1\"/>\n";
  const double size = hollow ? 5.5 : 4.5;
  const auto polygon = [&](const std::vector<Place>& corners) {
    std::string commands;
    for (const Place& corner : corners) {
      commands += (commands.empty() ? "M" : "L") + place_text({place.x + corner.x, place.y + corner.y}) + " ";
    }
    return "<path d=\"" + commands + "Z\"" + style;
  };
  switch (shape) {
    case Marker::circle:
      return "<circle cx=\"" + number_text(place.x) + "\" cy=\"" + number_text(place.y) + "\" r=\"" +
             number_text(size) + "\"" + style;
    case Marker::square:
      return polygon({{-size, -size}, {size, -size}, {size, size}, {-size, size}});
    case Marker::triangle:
      return polygon({{0, -1.2 * size}, {1.15 * size, 0.9 * size}, {-1.15 * size, 0.9 * size}});
    case Marker::diamond:
      return polygon({{0, -1.35 * size}, {1.35 * size, 0}, {0, 1.35 * size}, {-1.35 * size, 0}});
    case Marker::cross:
      return path("M" + place_text({place.x - size, place.y - size}) + " l" + place_text({2 * size, 2 * size}) + " M" +
                      place_text({place.x - size, place.y + size}) + " l" + place_text({2 * size, -2 * size}),
                  " stroke=\"" + colour + "\" stroke-width=\"2.2\"");
    case Marker::none:
      break;
  }
  return "";
}

std::string marker(Place place, const Series& series, const std::string& colour) {
  return marker(place, series.marker, series.stroke == Stroke::none, colour);
}

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
  const Rectangle& box = area.box();
  const double right = box.right - width_;
  const double bottom = box.bottom - height_;
  for (const Place corner : {Place{box.left, box.top}, {right, box.top}, {right, bottom}, {box.left, bottom}}) {
    const Rectangle needed{corner.x, corner.y, corner.x + width_, corner.y + height_};
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
