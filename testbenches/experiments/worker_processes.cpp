#include "testbenches/experiments/worker_processes.h"

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <exception>
#include <map>
#include <new>
#include <stdexcept>
#include <string>
#include <thread>

namespace floorline::testbenches {

namespace {

struct Worker {
  std::size_t index;
  int pipe;
};

// A result is small enough for the pipe to hold it, so that a child never waits for its parent.
constexpr std::size_t most_result_bytes = 4096;
constexpr char failed = 'e';
constexpr char succeeded = 'r';

void write_all(int file, char kind, const void* bytes, std::size_t count) {
  std::vector<char> message(1 + count);
  message[0] = kind;
  std::memcpy(message.data() + 1, bytes, count);
  if (write(file, message.data(), message.size()) != static_cast<ssize_t>(message.size()))
    _exit(2);
}

[[noreturn]] void work_in_child(std::size_t index, std::size_t result_bytes, int pipe,
                                const std::function<void(std::size_t, void*)>& work) {
  int status = 0;
  try {
    std::vector<unsigned char> result(result_bytes);
    work(index, result.data());
    write_all(pipe, succeeded, result.data(), result_bytes);
  } catch (const std::exception& error) {
    const std::string text = std::string(error.what()).substr(0, most_result_bytes - 1);
    write_all(pipe, failed, text.data(), text.size());
    status = 1;
  }
  // Not exit(): what the parent has not flushed yet is the parent's.
  _exit(status);
}

std::vector<char> read_all(int file) {
  std::vector<char> bytes(1 + most_result_bytes);
  std::size_t count = 0;
  for (ssize_t got = 1; got > 0 && count < bytes.size(); count += static_cast<std::size_t>(std::max<ssize_t>(got, 0)))
    got = read(file, bytes.data() + count, bytes.size() - count);
  bytes.resize(count);
  return bytes;
}

std::string number(std::size_t index) {
  return "experiment " + std::to_string(index) + ": ";
}

}  // namespace

void run_in_processes(std::size_t count, std::size_t result_bytes, const std::function<void(std::size_t, void*)>& work,
                      const std::function<void(std::size_t, const void*)>& take) {
  if (result_bytes > most_result_bytes)
    throw std::logic_error("a result is larger than a pipe is certain to hold");
  const std::size_t processors = std::max(1U, std::thread::hardware_concurrency());
  std::map<pid_t, Worker> running;
  std::string mistake;
  // The child prints what is in its copy of the buffers if they are not empty.
  std::fflush(nullptr);
  for (std::size_t next = 0; (next < count && mistake.empty()) || !running.empty();) {
    while (next < count && mistake.empty() && running.size() < processors) {
      int ends[2];
      if (pipe(ends) != 0)
        throw std::runtime_error(number(next) + "no pipe can be made");
      const pid_t child = fork();
      if (child < 0)
        throw std::runtime_error(number(next) + "no process can be started");
      if (child == 0) {
        close(ends[0]);
        work_in_child(next, result_bytes, ends[1], work);
      }
      close(ends[1]);
      running[child] = {next++, ends[0]};
    }
    int status = 0;
    const pid_t child = wait(&status);
    const auto found = running.find(child);
    if (found == running.end())
      continue;
    const Worker worker = found->second;
    running.erase(found);
    const std::vector<char> message = read_all(worker.pipe);
    close(worker.pipe);
    if (message.size() == 1 + result_bytes && message[0] == succeeded)
      take(worker.index, message.data() + 1);
    else if (mistake.empty())
      mistake = number(worker.index) + (message.size() > 1 && message[0] == failed
                                            ? std::string(message.begin() + 1, message.end())
                                            : "its process died");
  }
  if (!mistake.empty())
    throw std::runtime_error(mistake);
}

}  // namespace floorline::testbenches
