// Errors quote files, and files hold anything: what comes out must still be one line that a terminal survives.
#include "platform/base/error.h"

#include <gtest/gtest.h>

namespace floorline::platform {
namespace {

std::string sentence(const std::string& text) {
  return UserError(text).what();
}

TEST(UserError, LeavesSentencesAlone) {
  EXPECT_EQ(sentence("chip.json: 'noc' is 3 ~ \"µs\""), "chip.json: 'noc' is 3 ~ \"µs\"");
  EXPECT_EQ(sentence(""), "");
}

TEST(UserError, ShowsControlCharacters) {
  EXPECT_EQ(sentence("a\nb\tc\x1b[2Jd\x7f"), "a\\nb\\tc\\x1b[2Jd\\x7f");
  EXPECT_EQ(sentence(std::string("type 'IF\0'", 10)), "type 'IF\\x00'");
}

TEST(UserError, ReplacesWhatIsNotUtf8) {
  EXPECT_EQ(sentence("n\xe4.net"), "n\xef\xbf\xbd.net");
  std::string text;
  for (int i = 0; i < 1500; ++i)
    text += "\xc3\xa4";
  const std::string cut = sentence("x" + text);
  EXPECT_EQ(cut.substr(0, 3), "x\xc3\xa4");
  EXPECT_NE(cut.find("\xc3\xa4\xef\xbf\xbd ... \xc3\xa4"), std::string::npos);
}

TEST(UserError, LeavesOutTheMiddleOfWhatNobodyReads) {
  const std::string longest(2000, 'x');
  EXPECT_EQ(sentence(longest), longest);
  const std::string text = sentence("f.json: " + std::string(100000, 'x') + "; it must be a number");
  EXPECT_EQ(text.size(), 2000U + 5);
  EXPECT_EQ(text.substr(0, 10), "f.json: xx");
  EXPECT_NE(text.find("xx ... xx"), std::string::npos);
  EXPECT_EQ(text.substr(text.size() - 21), "; it must be a number");
}

}  // namespace
}  // namespace floorline::platform
