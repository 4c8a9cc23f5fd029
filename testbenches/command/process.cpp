#include "testbenches/command/process.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "testbenches/support/temporary_directory.h"

namespace floorline::testbenches {
namespace {

void redirect(const std::string& path, int descriptor) {
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  dup2(file, descriptor);
  close(file);
}

}  // namespace

std::string contents(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

CommandResult run_process(const std::string& program, const std::vector<std::string>& arguments,
                          const std::string& output_file, const std::function<void(pid_t)>& meanwhile) {
  const TemporaryDirectory directory;
  const std::string output = output_file.empty() ? directory.file("output") : output_file;
  const std::string errors = directory.file("errors");
  std::vector<std::string> words = arguments;
  words.insert(words.begin(), program);
  std::vector<char*> pointers;
  for (std::string& word : words) {
    pointers.push_back(word.data());
  }
  pointers.push_back(nullptr);
  const pid_t child = fork();
  if (child == 0) {
    redirect(output, STDOUT_FILENO);
    redirect(errors, STDERR_FILENO);
    execv(program.c_str(), pointers.data());
    _exit(127);
  }
  if (meanwhile) {
    meanwhile(child);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), output_file.empty() ? contents(output) : "",
          contents(errors)};
}

void expect_one_sentence(const CommandResult& result, const std::string& command,
                         const std::vector<std::string>& parts) {
  EXPECT_EQ(result.status, 2) << result.errors;
  EXPECT_EQ(result.output, "");
  EXPECT_EQ(std::count(result.errors.begin(), result.errors.end(), '\n'), 1) << result.errors;
  EXPECT_EQ(result.errors.rfind(command, 0), 0U) << result.errors;
  for (const std::string& part : parts) {
    EXPECT_NE(result.errors.find(part), std::string::npos) << "'" << part << "' is not in: " << result.errors;
  }
}

}  // namespace floorline::testbenches
