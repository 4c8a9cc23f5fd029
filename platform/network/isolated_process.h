// A separate process for code that a damaged file can crash: libraries that follow a damaged pointer, divide by zero or
// allocate all memory.
//
// The process is a copy of the calling one (fork): it sees the same memory, its changes are not seen here, and it keeps
// the files that are open here open until it ends. It must not be started while another thread is inside the library
// that it isolates. Signals that end it have their ordinary effect there, whatever handlers this process has.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <string>

namespace floorline::platform {

// Resources that the process may use before it is ended.
struct IsolatedProcessLimits {
  std::uint64_t memory_bytes = std::uint64_t{2} << 30;  // beyond those of the calling process
  std::uint64_t processor_s = 120;
};

// Answers requests until it is destroyed. Movable, not copyable.
class IsolatedProcess {
 public:
  // Called in the other process; gives the answer to a request. May throw UserError, which `ask` throws here.
  using Answer = std::function<std::string(const std::string& request)>;

  // `subject` begins the sentences of errors: the file that is read. Throws std::system_error if no process can be
  // started.
  IsolatedProcess(std::string subject, const Answer& answer, const IsolatedProcessLimits& limits = {});
  ~IsolatedProcess();
  IsolatedProcess(IsolatedProcess&& other) noexcept;
  IsolatedProcess& operator=(IsolatedProcess&& other) noexcept;
  IsolatedProcess(const IsolatedProcess&) = delete;
  IsolatedProcess& operator=(const IsolatedProcess&) = delete;

  // Throws what UserError the answer throws; UserError as well, which says how, if the process ends or runs out of
  // memory over it; std::runtime_error with the same text for any other exception.
  std::string ask(const std::string& request);

 private:
  void wait_for_answer();
  [[noreturn]] void refuse_memory() const;
  [[noreturn]] void refuse_ended();
  int end();  // gives the status that the process ended with, as waitpid does

  std::string subject_;
  pid_t process_ = -1;
  int socket_ = -1;
  std::uint64_t most_resident_bytes_ = 0;
};

}  // namespace floorline::platform
