#include "platform/base/readable_text.h"

#include <nlohmann/json.hpp>

namespace floorline::platform {
namespace {

std::string visible(char character) {
  constexpr char digits[] = "0123456789abcdef";
  const auto code = static_cast<unsigned char>(character);
  if (code >= ' ' && code != 0x7f)
    return std::string(1, character);
  switch (character) {
    case '\n':
      return "\\n";
    case '\t':
      return "\\t";
    default:
      return std::string("\\x") + digits[code / 16] + digits[code % 16];
  }
}

// The JSON library has a decoder that is well tested: it is asked to print the text, and to read it again.
std::string utf8(const std::string& text) {
  using Json = nlohmann::json;
  constexpr int one_line = -1;
  return Json::parse(Json(text).dump(one_line, ' ', false, Json::error_handler_t::replace)).get<std::string>();
}

}  // namespace

std::string readable_text(const std::string& text) {
  std::string shown;
  shown.reserve(text.size());
  for (const char character : text)
    shown += visible(character);
  return utf8(shown);
}

}  // namespace floorline::platform
