#include "platform/plot/colour_map.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <stdexcept>
#include <vector>

#include "platform/plot/svg.h"

namespace floorline::platform {

namespace {

constexpr std::size_t anchor_count = 5;

// A colour in Oklab (B. Ottosson 2020), in which equal distances look equal.
struct Oklab {
  double lightness, green_red, blue_yellow;
};

using Anchors = std::array<Oklab, anchor_count>;

// Even steps of lightness; hues chosen so that neighbours are about equally far apart.
constexpr Anchors blues = {Oklab{0.96, -0.020, 0.070},
                           {0.80, -0.090, 0.045},
                           {0.64, -0.095, -0.035},
                           {0.48, -0.045, -0.105},
                           {0.32, 0.020, -0.125}};
constexpr Anchors reds = {Oklab{0.89, 0.003, 0.015},
                          {0.755, 0.060, 0.090},
                          {0.62, 0.135, 0.095},
                          {0.485, 0.140, 0.070},
                          {0.35, 0.105, 0.040}};

// Of a linear intensity from 0 to 1.
unsigned srgb_byte(double linear) {
  constexpr double straight_to = 0.0031308;
  const double light = std::clamp(linear, 0.0, 1.0);
  const double encoded = light <= straight_to ? 12.92 * light : 1.055 * std::pow(light, 1 / 2.4) - 0.055;
  return static_cast<unsigned>(std::lround(encoded * 255)) & 0xffU;
}

std::string code_of(const Oklab& colour) {
  const auto cubed = [](double value) { return value * value * value; };
  const double l = cubed(colour.lightness + 0.3963377774 * colour.green_red + 0.2158037573 * colour.blue_yellow);
  const double m = cubed(colour.lightness - 0.1055613458 * colour.green_red - 0.0638541728 * colour.blue_yellow);
  const double s = cubed(colour.lightness - 0.0894841775 * colour.green_red - 1.2914855480 * colour.blue_yellow);
  std::array<char, 8> text{};
  std::snprintf(text.data(), text.size(), "#%02x%02x%02x",
                srgb_byte(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
                srgb_byte(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
                srgb_byte(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s));
  return text.data();
}

std::string gradient_name(ColourMap map) {
  return map == ColourMap::blues ? "map-of-blues" : "map-of-reds";
}

constexpr double bar_height = 12;
constexpr double tick_length = 4;
constexpr double tick_size = 14;
constexpr double title_size = 15;
constexpr double gap = 4;

// The least distance, in ticks, at which no label touches the next.
std::size_t spacing_of_labels(const std::vector<Tick>& labelled, const AxisScale& scale, double width) {
  for (std::size_t every = 1; every < labelled.size(); ++every) {
    bool apart = true;
    for (std::size_t i = every; i < labelled.size(); i += every) {
      const double distance = (scale.position(labelled[i].value) - scale.position(labelled[i - every].value)) * width;
      const double needed = text_width(labelled[i].label, tick_size) + text_width(labelled[i - every].label, tick_size);
      apart = apart && distance >= needed / 2 + gap;
    }
    if (apart) {
      return every;
    }
  }
  return std::max<std::size_t>(labelled.size(), 1);
}

}  // namespace

std::string colour_at(ColourMap map, double share) {
  if (std::isnan(share)) {
    throw std::invalid_argument("colour map: a value that is not a number has no colour");
  }
  const Anchors& anchors = map == ColourMap::blues ? blues : reds;
  const double along = std::clamp(share, 0.0, 1.0) * (anchor_count - 1);
  const std::size_t before = std::min(static_cast<std::size_t>(along), anchor_count - 2);
  const double rest = along - static_cast<double>(before);
  const auto between = [&](double Oklab::*part) {
    return anchors[before].*part + rest * (anchors[before + 1].*part - anchors[before].*part);
  };
  return code_of({between(&Oklab::lightness), between(&Oklab::green_red), between(&Oklab::blue_yellow)});
}

std::string gradient_definition(ColourMap map) {
  constexpr int stops = 32;
  std::string svg = "<linearGradient id=\"" + gradient_name(map) + "\">\n";
  for (int i = 0; i <= stops; ++i) {
    const double share = static_cast<double>(i) / stops;
    svg += "<stop offset=\"" + number_text(100 * share) + "%\" stop-color=\"" + colour_at(map, share) + "\"/>\n";
  }
  return svg + "</linearGradient>\n";
}

std::string gradient_fill(ColourMap map) {
  return "url(#" + gradient_name(map) + ")";
}

double colour_bar_height(const AxisScale& scale) {
  return bar_height + tick_length + gap + tick_size + (scale.title().empty() ? 0 : gap + title_size);
}

std::string colour_bar(ColourMap map, const AxisScale& scale, Place top_left, double width) {
  const Rectangle bar{top_left.x, top_left.y, top_left.x + width, top_left.y + bar_height};
  const auto x_of = [&](const Tick& tick) { return bar.left + scale.position(tick.value) * width; };
  std::vector<Tick> labelled;
  std::string ticks;
  for (const Tick& tick : scale.ticks()) {
    ticks += "M" + place_text({x_of(tick), bar.bottom}) + " v" + number_text(tick_length) + " ";
    if (!tick.label.empty()) {
      labelled.push_back(tick);
    }
  }
  std::string labels;
  const std::size_t every = spacing_of_labels(labelled, scale, width);
  for (std::size_t i = 0; i < labelled.size(); i += every) {
    labels += text({x_of(labelled[i]), bar.bottom + tick_length + gap + tick_size * letter_rise}, labelled[i].label,
                   tick_size, R"( text-anchor="middle")");
  }
  return "<g class=\"colour-bar\">\n" +
         rectangle(bar, " fill=\"" + gradient_fill(map) + R"(" stroke="#777777" stroke-width="0.75")") +
         path(ticks, R"( stroke="#333333")") + labels +
         text({bar.left, top_left.y + colour_bar_height(scale) - title_size * (1 - letter_rise)},
              shortened(scale.title(), title_size, width), title_size, "") +
         "</g>\n";
}

}  // namespace floorline::platform
