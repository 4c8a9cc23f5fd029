// Colours of things in pictures, and the textures that tell areas apart without colours.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace floorline::platform {

enum class Colour { blue, vermilion, green, purple, orange, sky, black, grey };

// Things that ask for no colour get the first ones in turn; black and grey are for lines that are no data.
inline constexpr std::size_t cycling_colours = 6;

std::string code_of(Colour colour);  // "#rrggbb"

// Towards white: 0 is the colour itself, 1 is white.
std::string tint_of(Colour colour, double share);

enum class Texture {
  plain,
  tinted,   // much lighter
  hatched,  // stripes of the colour on a tint of it
};

struct Fill {
  Colour colour = Colour::blue;
  Texture texture = Texture::plain;
  bool operator==(const Fill& other) const { return colour == other.colour && texture == other.texture; }
};

// A named thing that has areas in a picture: a state, a share.
struct Category {
  std::string name;
  std::optional<Fill>
      fill;  // else the next that no category asks for: plain blue to sky, then these hatched, then tinted
};

std::vector<Fill> fills_of(const std::vector<Category>& categories);

// A value for the attribute fill; what a picture must hold once for it to be seen, nothing for plain colours.
std::string paint(const Fill& fill);
std::string definition(const Fill& fill);

// All definitions, each once, as one element; nothing if none is needed.
std::string definitions(const std::vector<Fill>& fills);

}  // namespace floorline::platform
