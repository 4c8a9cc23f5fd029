// What areas of a picture are filled with, so that they are told apart also without colours.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "platform/plot/colour.h"

namespace floorline::platform {

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
  std::optional<Fill> fill;  // else the next that nothing asks for: plain blue to sky, then these hatched, then tinted
};

std::vector<Fill> fills_of(const std::vector<Category>& categories);

// A value for the attribute fill; what a picture must hold once for it to be seen, nothing for plain colours.
std::string paint(const Fill& fill);
std::string definition(const Fill& fill);

// All definitions, each once, as one element; nothing if none is needed.
std::string definitions(const std::vector<Fill>& fills);

}  // namespace floorline::platform
