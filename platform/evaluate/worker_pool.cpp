#include "platform/evaluate/worker_pool.h"

#include <fmt/core.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <exception>
#include <stdexcept>
#include <thread>

namespace floorline::platform {

namespace {

constexpr char failed = 'e';
constexpr char succeeded = 'r';

// A message is one of these, the length of the rest, and the rest; a shorter one is of a child that died.
std::string message_of(char kind, const std::string& bytes) {
  const std::uint64_t length = bytes.size();
  std::string message(1, kind);
  message.append(reinterpret_cast<const char*>(&length), sizeof length);
  return message + bytes;
}

struct Worker {
  std::size_t index = 0;
  pid_t process = 0;
  int pipe = 0;
  std::string message;  // so far

  std::string rest() const { return message.substr(1 + sizeof(std::uint64_t)); }
  bool is_complete() const {
    std::uint64_t length = 0;
    if (message.size() < 1 + sizeof length)
      return false;
    std::memcpy(&length, message.data() + 1, sizeof length);
    return message.size() == 1 + sizeof length + length;
  }
};

void write_all(int file, const std::string& bytes) {
  for (std::size_t done = 0; done < bytes.size();) {
    const ssize_t written = write(file, bytes.data() + done, bytes.size() - done);
    if (written < 0 && errno == EINTR)
      continue;
    if (written <= 0)
      _exit(2);
    done += static_cast<std::size_t>(written);
  }
}

[[noreturn]] void work_in_child(std::size_t index, int pipe, const std::function<std::string(std::size_t)>& work) {
  int status = 0;
  try {
    write_all(pipe, message_of(succeeded, work(index)));
  } catch (const std::exception& error) {
    write_all(pipe, message_of(failed, error.what()));
    status = 1;
  }
  // Not exit(): what the parent has not flushed yet is the parent's.
  _exit(status);
}

Worker start_worker(std::size_t index, const std::function<std::string(std::size_t)>& work) {
  int ends[2];
  if (pipe(ends) != 0)
    throw std::runtime_error(fmt::format("evaluation {}: no pipe can be made", index));
  // The child would print what is in its copy of the buffers, if they are not empty.
  std::fflush(nullptr);
  const pid_t child = fork();
  if (child == 0) {
    close(ends[0]);
    work_in_child(index, ends[1], work);
  }
  close(ends[1]);
  if (child < 0) {
    close(ends[0]);
    throw std::runtime_error(fmt::format("evaluation {}: no process can be started", index));
  }
  return {index, child, ends[0], {}};
}

// Reads what is there. True at the end of the message.
bool read_some(Worker& worker) {
  char bytes[1 << 16];
  const ssize_t count = read(worker.pipe, bytes, sizeof bytes);
  if (count > 0)
    worker.message.append(bytes, static_cast<std::size_t>(count));
  return count == 0 || (count < 0 && errno != EINTR);
}

// Ends all workers that still run, whichever way it goes out of scope.
class Workers {
 public:
  Workers() = default;
  ~Workers() {
    for (const Worker& worker : running_) {
      kill(worker.process, SIGKILL);
      end(worker);
    }
  }
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;
  Workers(Workers&&) = delete;
  Workers& operator=(Workers&&) = delete;

  std::size_t count() const { return running_.size(); }
  void add(Worker worker) { running_.push_back(std::move(worker)); }

  // Waits until some have said all they have to say, and returns these.
  std::vector<Worker> wait() {
    std::vector<pollfd> pipes;
    for (const Worker& worker : running_)
      pipes.push_back({worker.pipe, POLLIN, 0});
    if (poll(pipes.data(), pipes.size(), -1) < 0 && errno != EINTR)
      throw std::runtime_error("the pipes of worker processes cannot be waited for");
    std::vector<Worker> done, others;
    for (std::size_t index = 0; index < running_.size(); ++index) {
      const bool is_done = pipes[index].revents != 0 && read_some(running_[index]);
      (is_done ? done : others).push_back(std::move(running_[index]));
    }
    running_ = std::move(others);
    for (const Worker& worker : done)
      end(worker);
    return done;
  }

 private:
  static void end(const Worker& worker) {
    close(worker.pipe);
    while (waitpid(worker.process, nullptr, 0) < 0 && errno == EINTR) {
    }
  }

  std::vector<Worker> running_;
};

}  // namespace

std::vector<std::string> map_bytes_in_processes(std::size_t count, const std::function<std::string(std::size_t)>& work,
                                                unsigned processes) {
  const std::size_t most = processes != 0 ? processes : std::max(1U, std::thread::hardware_concurrency());
  std::vector<std::string> results(count);
  std::string mistake;
  Workers workers;
  for (std::size_t next = 0; (next < count && mistake.empty()) || workers.count() != 0;) {
    while (next < count && mistake.empty() && workers.count() < most)
      workers.add(start_worker(next++, work));
    for (Worker& worker : workers.wait()) {
      if (worker.is_complete() && worker.message.front() == succeeded)
        results[worker.index] = worker.rest();
      else if (mistake.empty())
        mistake = fmt::format("evaluation {}: {}", worker.index,
                              worker.is_complete() ? worker.rest() : std::string("its process died"));
    }
  }
  if (!mistake.empty())
    throw std::runtime_error(mistake);
  return results;
}

}  // namespace floorline::platform
