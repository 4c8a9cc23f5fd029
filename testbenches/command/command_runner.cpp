#include "testbenches/command/command_runner.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <thread>

#include "platform/network/netx_export.h"
#include "platform/network/npy.h"
#include "testbenches/unit/network/example_network.h"

namespace floorline::testbenches {
namespace {

void redirect(const std::string& path, int descriptor) {
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  dup2(file, descriptor);
  close(file);
}

// Runs the command; `meanwhile` is called with its process number.
template <typename Meanwhile>
CommandResult run_and(const std::vector<std::string>& arguments, const std::string& output_file, Meanwhile meanwhile) {
  const TemporaryDirectory directory;
  const std::string output = output_file.empty() ? directory.file("output") : output_file;
  const std::string errors = directory.file("errors");
  std::vector<std::string> words = arguments;
  words.insert(words.begin(), FLOORLINE_COMMAND);
  std::vector<char*> pointers;
  for (std::string& word : words) {
    pointers.push_back(word.data());
  }
  pointers.push_back(nullptr);
  const pid_t child = fork();
  if (child == 0) {
    redirect(output, STDOUT_FILENO);
    redirect(errors, STDERR_FILENO);
    execv(FLOORLINE_COMMAND, pointers.data());
    _exit(127);
  }
  meanwhile(child);
  int status = 0;
  waitpid(child, &status, 0);
  return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), output_file.empty() ? contents(output) : "",
          contents(errors)};
}

}  // namespace

CommandResult run_floorline(const std::vector<std::string>& arguments, const std::string& output) {
  return run_and(arguments, output, [](pid_t) {});
}

CommandResult interrupt_floorline(const std::vector<std::string>& arguments, const std::string& path) {
  return run_and(arguments, "", [&path](pid_t child) {
    constexpr auto while_it_starts = std::chrono::milliseconds(10);
    constexpr auto while_it_simulates = std::chrono::milliseconds(300);
    for (int tries = 0; tries < 1000 && !std::filesystem::exists(path); ++tries) {
      std::this_thread::sleep_for(while_it_starts);
    }
    std::this_thread::sleep_for(while_it_simulates);
    kill(child, SIGINT);
  });
}

CommandTest::CommandTest() {
  platform::write_netx(example_network(), network());
  const platform::Shape shape = example_network().layers.front().shape;
  platform::Tensor<std::uint8_t> frames{{4, shape.height, shape.width, shape.channels}, {}};
  for (int pixel = 0; pixel < 4 * shape.neuron_count(); ++pixel) {
    frames.values.push_back(static_cast<std::uint8_t>(pixel * 37 % 256));
  }
  platform::write_npy_bytes(input(), frames);
}

void CommandTest::expect_user_mistake(const std::vector<std::string>& arguments,
                                      const std::vector<std::string>& parts) {
  const CommandResult result = run_floorline(arguments);
  EXPECT_EQ(result.status, 2) << result.errors;
  EXPECT_EQ(result.output, "");
  EXPECT_EQ(std::count(result.errors.begin(), result.errors.end(), '\n'), 1) << result.errors;
  EXPECT_EQ(result.errors.rfind("floorline", 0), 0U) << result.errors;
  for (const std::string& part : parts) {
    EXPECT_NE(result.errors.find(part), std::string::npos) << "'" << part << "' is not in: " << result.errors;
  }
}

void CommandTest::expect_refused(const std::vector<std::string>& arguments,
                                 const std::vector<std::string>& parts) const {
  std::vector<std::string> all = {"run", "--out", out()};
  all.insert(all.end(), arguments.begin(), arguments.end());
  expect_user_mistake(all, parts);
  EXPECT_FALSE(std::filesystem::exists(out()));
}

}  // namespace floorline::testbenches
