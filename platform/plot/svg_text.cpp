#include "platform/plot/svg_text.h"

#include <algorithm>
#include <array>

#include "platform/analysis/number_text.h"

namespace floorline::platform {

namespace {

constexpr std::size_t cycling_colours = 6;  // blue to sky

// Okabe and Ito 2008, without the yellow that is hard to see on white; then two for lines that are no data.
std::string code_of(Colour colour) {
  switch (colour) {
    case Colour::blue:
      return "#0072b2";
    case Colour::vermilion:
      return "#d55e00";
    case Colour::green:
      return "#009e73";
    case Colour::purple:
      return "#cc79a7";
    case Colour::orange:
      return "#e69f00";
    case Colour::sky:
      return "#56b4e9";
    case Colour::grey:
      return "#777777";
    case Colour::black:
      break;
  }
  return "#000000";
}

bool begins_character(char byte) {
  constexpr unsigned continuation_mask = 0xc0;
  constexpr unsigned continuation = 0x80;
  return (static_cast<unsigned char>(byte) & continuation_mask) != continuation;
}

}  // namespace

std::string escaped(const std::string& text) {
  std::string result;
  for (const char character : text) {
    switch (character) {
      case '&':
        result += "&amp;";
        break;
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '"':
        result += "&quot;";
        break;
      default:
        result += static_cast<unsigned char>(character) < ' ' ? '?' : character;
    }
  }
  return result;
}

std::string number_text(double number) {
  std::string text = fixed_text(number, 2);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') {
    text.pop_back();
  }
  return text == "-0" ? "0" : text;
}

std::string place_text(Place place) {
  return number_text(place.x) + " " + number_text(place.y);
}

double text_width(const std::string& text, double size) {
  constexpr double mean_width = 0.57;  // of a wide font's characters, as a share of its size
  double characters = 0;
  for (const char byte : text) {
    characters += begins_character(byte) ? 1 : 0;
  }
  return characters * mean_width * size;
}

std::string text(Place place, const std::string& text, double size, const std::string& attributes) {
  if (text.empty()) {
    return "";
  }
  return "<text x=\"" + number_text(place.x) + "\" y=\"" + number_text(place.y) + "\" font-size=\"" +
         number_text(size) + "\"" + attributes + ">" + escaped(text) + "</text>\n";
}

std::string path(const std::string& commands, const std::string& attributes) {
  if (commands.empty()) {
    return "";
  }
  return "<path d=\"" + commands.substr(0, commands.find_last_not_of(' ') + 1) + "\" fill=\"none\"" + attributes +
         "/>\n";
}

std::vector<std::string> series_colours(const LineChart& chart) {
  std::array<bool, cycling_colours> taken{};
  for (const Series& series : chart.series) {
    if (series.colour && static_cast<std::size_t>(*series.colour) < cycling_colours) {
      taken[static_cast<std::size_t>(*series.colour)] = true;
    }
  }
  const bool all_taken = std::all_of(taken.begin(), taken.end(), [](bool one) { return one; });
  std::vector<std::size_t> free;
  for (std::size_t colour = 0; colour < cycling_colours; ++colour) {
    if (!taken[colour] || all_taken) {
      free.push_back(colour);
    }
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

// Hollow where no line goes through it, so that lines of other series show; else filled, with a white rim.
std::string marker(Place place, const Series& series, const std::string& colour) {
  const bool hollow = series.stroke == Stroke::none;
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
  switch (series.marker) {
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

}  // namespace floorline::platform
