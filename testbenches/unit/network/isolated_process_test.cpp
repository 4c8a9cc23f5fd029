// A process of its own: what it answers, and all the ways in which it can end.
#include "platform/network/isolated_process.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

#include "platform/base/error.h"
#include "testbenches/support/expect_user_error.h"

namespace floorline::testbenches {
namespace {

using platform::IsolatedProcess;
using platform::IsolatedProcessLimits;

// Does what it is asked for, well or badly.
std::string perform(const std::string& request) {
  if (request == "refuse")
    throw platform::UserError("file.h5: holds no numbers");
  if (request == "throw")
    throw std::logic_error("a mistake of the program");
  if (request == "crash")
    std::raise(SIGSEGV);
  if (request == "leave")
    _exit(0);
  if (request == "spin")
    for (volatile int turns = 0;; turns = turns + 1) {
    }
  if (request == "eat") {
    std::vector<std::vector<char>> kept;
    for (;;)
      kept.emplace_back(std::size_t{1} << 20, '\1');
  }
  return request + request;
}

bool has_children() {
  return waitpid(-1, nullptr, WNOHANG) >= 0 || errno != ECHILD;
}

TEST(IsolatedProcess, AnswersShortAndLong) {
  IsolatedProcess process("file.h5", perform);
  EXPECT_EQ(process.ask("1"), "11");
  EXPECT_EQ(process.ask(""), "");
  const std::string large(std::size_t{1} << 24, 'x');
  EXPECT_EQ(process.ask(large), large + large);
}

TEST(IsolatedProcess, RemembersWhatItDidAndThisOneDoesNot) {
  int calls = 0;
  IsolatedProcess process("file.h5", [&calls](const std::string&) { return std::to_string(++calls); });
  EXPECT_EQ(process.ask(""), "1");
  EXPECT_EQ(process.ask(""), "2");
  EXPECT_EQ(calls, 0);
}

TEST(IsolatedProcess, GoesOnAfterWhatItRefused) {
  IsolatedProcess process("file.h5", perform);
  expect_user_error([&] { process.ask("refuse"); }, {"file.h5: holds no numbers"});
  try {
    process.ask("throw");
    ADD_FAILURE() << "nothing thrown";
  } catch (const std::runtime_error& error) {
    EXPECT_EQ(dynamic_cast<const platform::UserError*>(&error), nullptr);
    EXPECT_STREQ(error.what(), "a mistake of the program");
  }
  EXPECT_EQ(process.ask("1"), "11");
}

TEST(IsolatedProcess, SaysHowItEnded) {
  IsolatedProcess crashed("file.h5", perform);
  expect_user_error([&] { crashed.ask("crash"); }, {"file.h5: ", "signal (Segmentation fault)", "damaged"});
  expect_user_error([&] { crashed.ask("1"); }, {"file.h5: ", "has ended"});
  IsolatedProcess left("file.h5", perform);
  expect_user_error([&] { left.ask("leave"); }, {"file.h5: ", "ended"});
  EXPECT_FALSE(has_children());
}

TEST(IsolatedProcess, EndsWhenItTakesTooMuch) {
  IsolatedProcessLimits limits;
  limits.memory_bytes = std::uint64_t{64} << 20;
  limits.processor_s = 1;
  IsolatedProcess eats("file.h5", perform, limits);
  expect_user_error([&] { eats.ask("eat"); }, {"file.h5: ", "more memory"});
  EXPECT_FALSE(has_children());
  IsolatedProcess spins("file.h5", perform, limits);
  expect_user_error([&] { spins.ask("spin"); }, {"file.h5: ", "took too long"});
}

TEST(IsolatedProcess, EndsWithItsOwnerInAnyOrder) {
  std::optional<IsolatedProcess> first(std::in_place, "first", perform);
  IsolatedProcess second("second", perform);  // holds copies of what the first one talks through
  first.reset();
  EXPECT_EQ(second.ask("2"), "22");
  IsolatedProcess third(std::move(second));
  EXPECT_EQ(third.ask("3"), "33");
  {
    IsolatedProcess fourth("fourth", perform);
    fourth = std::move(third);
    EXPECT_EQ(fourth.ask("4"), "44");
  }
  EXPECT_EQ(third.ask("4"), "44");  // swapped with the fourth
}

TEST(IsolatedProcess, LeavesNoProcessBehind) {
  { IsolatedProcess process("file.h5", perform); }
  EXPECT_FALSE(has_children());
}

}  // namespace
}  // namespace floorline::testbenches
