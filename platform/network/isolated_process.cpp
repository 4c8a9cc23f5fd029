#include "platform/network/isolated_process.h"

#include <fmt/core.h>

#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fstream>
#include <new>
#include <stdexcept>
#include <system_error>
#include <utility>

#include "platform/base/error.h"

namespace floorline::platform {
namespace {

enum class Outcome : char { asked, answered, refused, out_of_memory, failed };

// A socket whose other end is gone gives false. MSG_NOSIGNAL: not a signal that would end this process.
bool send_all(int socket, const char* data, std::size_t size) {
  while (size > 0) {
    const ssize_t sent = send(socket, data, size, MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) {
      continue;
    }
    if (sent <= 0) {
      return false;
    }
    data += sent;
    size -= static_cast<std::size_t>(sent);
  }
  return true;
}

bool receive_all(int socket, char* data, std::size_t size) {
  while (size > 0) {
    const ssize_t received = recv(socket, data, size, 0);
    if (received < 0 && errno == EINTR) {
      continue;
    }
    if (received <= 0) {
      return false;
    }
    data += received;
    size -= static_cast<std::size_t>(received);
  }
  return true;
}

// What `kind` says the text is, its length, and the text. In one go where it is short, so that who reads wakes up once.
bool send_text(int socket, Outcome kind, const std::string& text) {
  constexpr std::size_t short_text = std::size_t{1} << 16;
  const std::uint64_t size = text.size();
  std::string head(1, static_cast<char>(kind));
  head.append(reinterpret_cast<const char*>(&size), sizeof size);
  if (size > short_text) {
    return send_all(socket, head.data(), head.size()) && send_all(socket, text.data(), size);
  }
  head += text;
  return send_all(socket, head.data(), head.size());
}

bool receive_text(int socket, Outcome& kind, std::string& text) {
  std::array<char, 1 + sizeof(std::uint64_t)> head{};
  if (!receive_all(socket, head.data(), head.size())) {
    return false;
  }
  std::uint64_t size = 0;
  std::memcpy(&size, &head[1], sizeof size);
  kind = static_cast<Outcome>(head[0]);
  text.resize(size);
  return receive_all(socket, text.data(), text.size());
}

// What a process has in memory, shared or not; 0 where the system does not tell.
std::uint64_t resident_bytes(pid_t process) {
  std::uint64_t pages = 0;
  std::uint64_t resident_pages = 0;
  std::ifstream("/proc/" + std::to_string(process) + "/statm") >> pages >> resident_pages;
  return resident_pages * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
}

void limit_process(std::uint64_t processor_s) {
  for (const int number : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGXCPU}) {
    std::signal(number, SIG_DFL);
  }
  const rlimit no_core_file{0, 0};
  setrlimit(RLIMIT_CORE, &no_core_file);
  const rlimit processor{processor_s, processor_s + 1};
  setrlimit(RLIMIT_CPU, &processor);
}

// Answers one request; false once the other end is closed.
bool answer_one(int socket, const IsolatedProcess::Answer& answer) {
  auto outcome = Outcome::asked;
  std::string text;
  if (!receive_text(socket, outcome, text)) {
    return false;
  }
  try {
    text = answer(text);
    outcome = Outcome::answered;
  } catch (const UserError& error) {
    outcome = Outcome::refused;
    text = error.what();
  } catch (const std::bad_alloc&) {
    outcome = Outcome::out_of_memory;
    text.clear();
  } catch (const std::exception& error) {
    outcome = Outcome::failed;
    text = error.what();
  }
  return send_text(socket, outcome, text);
}

}  // namespace

IsolatedProcess::IsolatedProcess(std::string subject, const Answer& answer, const IsolatedProcessLimits& limits)
    : subject_(std::move(subject)) {
  std::array<int, 2> sockets{};
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets.data()) != 0) {
    throw std::system_error(errno, std::generic_category(), "cannot make a pair of sockets");
  }
  process_ = fork();
  if (process_ == 0) {
    close(sockets[0]);
    limit_process(limits.processor_s);
    while (answer_one(sockets[1], answer)) {
    }
    _exit(0);  // nothing of the copy is to be flushed, closed or destroyed a second time
  }
  const int error = errno;
  close(sockets[1]);
  if (process_ < 0) {
    close(sockets[0]);
    throw std::system_error(error, std::generic_category(), "cannot start a process");
  }
  socket_ = sockets[0];
  most_resident_bytes_ = resident_bytes(getpid()) + limits.memory_bytes;
}

IsolatedProcess::~IsolatedProcess() {
  end();
}

IsolatedProcess::IsolatedProcess(IsolatedProcess&& other) noexcept
    : subject_(std::move(other.subject_)),
      process_(std::exchange(other.process_, -1)),
      socket_(std::exchange(other.socket_, -1)),
      most_resident_bytes_(other.most_resident_bytes_) {}

IsolatedProcess& IsolatedProcess::operator=(IsolatedProcess&& other) noexcept {
  std::swap(subject_, other.subject_);
  std::swap(process_, other.process_);
  std::swap(socket_, other.socket_);
  std::swap(most_resident_bytes_, other.most_resident_bytes_);
  return *this;
}

int IsolatedProcess::end() {
  int status = 0;
  if (socket_ >= 0) {
    shutdown(socket_, SHUT_RDWR);  // a process begun later may hold a copy of this end, so closing it is not enough
    close(std::exchange(socket_, -1));
  }
  if (process_ > 0) {
    const pid_t process = std::exchange(process_, -1);
    while (waitpid(process, &status, 0) < 0 && errno == EINTR) {
    }
  }
  return status;
}

// Watched from here, as the system's limit of address space says little of memory, and with an address sanitizer
// nothing.
void IsolatedProcess::wait_for_answer() {
  constexpr int look_each_ms = 20;
  pollfd waits{socket_, POLLIN, 0};
  int ready = 0;
  while ((ready = poll(&waits, 1, look_each_ms)) == 0 || (ready < 0 && errno == EINTR)) {
    if (resident_bytes(process_) > most_resident_bytes_) {
      kill(process_, SIGKILL);
      end();
      refuse_memory();
    }
  }
}

void IsolatedProcess::refuse_memory() const {
  throw UserError(fmt::format("{}: reading it takes more memory than any network file needs: it is damaged", subject_));
}

void IsolatedProcess::refuse_ended() {
  const int status = end();
  if (!WIFSIGNALED(status)) {
    throw UserError(fmt::format("{}: the process that reads it ended: the file is damaged", subject_));
  }
  if (WTERMSIG(status) == SIGXCPU) {
    throw UserError(fmt::format("{}: the process that reads it took too long: the file is damaged", subject_));
  }
  throw UserError(fmt::format("{}: the process that reads it was ended by a signal ({}): the file is damaged", subject_,
                              strsignal(WTERMSIG(status))));
}

std::string IsolatedProcess::ask(const std::string& request) {
  if (socket_ < 0) {
    throw UserError(fmt::format("{}: the process that read it has ended: the file is damaged", subject_));
  }
  if (!send_text(socket_, Outcome::asked, request)) {
    refuse_ended();
  }
  wait_for_answer();
  auto outcome = Outcome::failed;
  std::string text;
  if (!receive_text(socket_, outcome, text)) {
    refuse_ended();
  }
  switch (outcome) {
    case Outcome::answered:
      return text;
    case Outcome::refused:
      throw UserError(text);
    case Outcome::out_of_memory:
      refuse_memory();
    case Outcome::asked:
    case Outcome::failed:
      break;
  }
  throw std::runtime_error(text);
}

}  // namespace floorline::platform
