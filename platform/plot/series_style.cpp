#include "platform/plot/series_style.h"

#include <array>

#include "platform/plot/svg_text.h"

namespace floorline::platform {

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

}  // namespace floorline::platform
