#include "platform/plot/colour.h"

#include <array>
#include <cmath>
#include <cstdio>

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

}  // namespace floorline::platform
