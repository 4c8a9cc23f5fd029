#include "platform/base/error.h"

#include "platform/base/readable_text.h"

namespace floorline::platform {
namespace {

constexpr std::size_t longest_sentence = 2000;
constexpr std::size_t kept_end = 500;  // says what would be right

std::string readable(const std::string& sentence) {
  std::string text = readable_text(sentence);
  if (text.size() <= longest_sentence)
    return text;
  text.replace(longest_sentence - kept_end, text.size() - longest_sentence, " ... ");
  return readable_text(text);  // a character may have been cut in two
}

}  // namespace

UserError::UserError(const std::string& sentence) : std::runtime_error(readable(sentence)) {}

}  // namespace floorline::platform
