#include "platform/plot/colour.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <set>

namespace floorline::platform {

namespace {

constexpr int white = 255;

using Channels = std::array<int, 3>;  // red, green, blue

// Okabe and Ito 2008, without the yellow that is hard to see on white; then two for lines that are no data.
Channels channels_of(Colour colour) {
  switch (colour) {
    case Colour::blue:
      return {0x00, 0x72, 0xb2};
    case Colour::vermilion:
      return {0xd5, 0x5e, 0x00};
    case Colour::green:
      return {0x00, 0x9e, 0x73};
    case Colour::purple:
      return {0xcc, 0x79, 0xa7};
    case Colour::orange:
      return {0xe6, 0x9f, 0x00};
    case Colour::sky:
      return {0x56, 0xb4, 0xe9};
    case Colour::grey:
      return {0x77, 0x77, 0x77};
    case Colour::black:
      break;
  }
  return {0, 0, 0};
}

constexpr std::array textures_in_order = {Texture::plain, Texture::hatched, Texture::tinted};
constexpr double tint = 0.62;
constexpr double tint_between_stripes = 0.72;

std::string pattern_name(const Fill& fill) {
  return "hatch-" + code_of(fill.colour).substr(1);
}

}  // namespace

std::string code_of(Colour colour) {
  return tint_of(colour, 0);
}

std::string tint_of(Colour colour, double share) {
  Channels channels = channels_of(colour);
  for (int& channel : channels) {
    channel += static_cast<int>(std::lround((white - channel) * share));
  }
  std::array<char, 8> text{};
  std::snprintf(text.data(), text.size(), "#%02x%02x%02x", static_cast<unsigned>(channels[0]) & 0xffU,
                static_cast<unsigned>(channels[1]) & 0xffU, static_cast<unsigned>(channels[2]) & 0xffU);
  return text.data();
}

std::vector<Fill> fills_of(const std::vector<Category>& categories) {
  std::vector<Fill> free;
  free.reserve(textures_in_order.size() * cycling_colours);
  for (const Texture texture : textures_in_order) {
    for (std::size_t colour = 0; colour < cycling_colours; ++colour) {
      const Fill fill{static_cast<Colour>(colour), texture};
      if (std::none_of(categories.begin(), categories.end(),
                       [&](const Category& category) { return category.fill == fill; })) {
        free.push_back(fill);
      }
    }
  }
  if (free.empty()) {
    free.push_back({Colour::grey, Texture::plain});
  }
  std::vector<Fill> fills;
  fills.reserve(categories.size());
  std::size_t next = 0;
  for (const Category& category : categories) {
    fills.push_back(category.fill ? *category.fill : free[next++ % free.size()]);
  }
  return fills;
}

std::string paint(const Fill& fill) {
  switch (fill.texture) {
    case Texture::tinted:
      return tint_of(fill.colour, tint);
    case Texture::hatched:
      return "url(#" + pattern_name(fill) + ")";
    case Texture::plain:
      break;
  }
  return code_of(fill.colour);
}

std::string definition(const Fill& fill) {
  if (fill.texture != Texture::hatched) {
    return "";
  }
  const std::string stripes = "<rect width=\"6\" height=\"6\" fill=\"" + tint_of(fill.colour, tint_between_stripes) +
                              "\"/>\n<rect width=\"3\" height=\"6\" fill=\"" + code_of(fill.colour) + "\"/>\n";
  return "<pattern id=\"" + pattern_name(fill) +
         "\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\n" + stripes +
         "</pattern>\n";
}

std::string definitions(const std::vector<Fill>& fills) {
  std::string all;
  std::set<std::string> present;
  for (const Fill& fill : fills) {
    if (present.insert(definition(fill)).second) {
      all += definition(fill);
    }
  }
  return all.empty() ? "" : "<defs>\n" + all + "</defs>\n";
}

}  // namespace floorline::platform
