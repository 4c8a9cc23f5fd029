// Checks that a user error is reported with all the information that the user needs.
#pragma once

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>

#include "platform/base/error.h"

namespace floorline::testbenches {

// Runs `action`, which must throw UserError with a sentence (no line break) that contains every one of `parts`.
template <typename Action>
void expect_user_error(Action action, std::initializer_list<std::string> parts) {
  try {
    action();
    ADD_FAILURE() << "no UserError was thrown";
  } catch (const platform::UserError& error) {
    const std::string sentence = error.what();
    EXPECT_EQ(sentence.find('\n'), std::string::npos) << sentence;
    for (const std::string& part : parts) {
      EXPECT_NE(sentence.find(part), std::string::npos) << "'" << part << "' is not in: " << sentence;
    }
  }
}

}  // namespace floorline::testbenches
