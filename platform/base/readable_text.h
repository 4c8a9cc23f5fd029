// Names of files, and of what is in them, may be any bytes. JSON and SVG are UTF-8, and a terminal obeys what it is
// shown.
#pragma once

#include <string>

namespace floorline::platform {

// The text with control characters written as "\n" or "\x1b", and U+FFFD in place of bytes that are no UTF-8.
std::string readable_text(const std::string& text);

}  // namespace floorline::platform
