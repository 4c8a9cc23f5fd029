#include "platform/config/error.h"

namespace floorline::platform {
namespace {

constexpr std::size_t longest_sentence = 2000;
constexpr std::size_t kept_end = 500;  // says what would be right

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

std::string readable(const std::string& sentence) {
  std::string text;
  text.reserve(sentence.size());
  for (const char character : sentence)
    text += visible(character);
  if (text.size() > longest_sentence)
    text.replace(longest_sentence - kept_end, text.size() - longest_sentence, " ... ");
  return text;
}

}  // namespace

UserError::UserError(const std::string& sentence) : std::runtime_error(readable(sentence)) {}

}  // namespace floorline::platform
