// The floorline command: finds the sub-command, and turns what it throws into one line and an exit status.
//
//   0  done
//   1  a mistake of the program, or something that broke around it
//   2  a mistake of the user
//   128 + n  stopped by signal n
#include <fmt/core.h>

#include <cstdlib>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <systemc>

#include "platform/base/error.h"
#include "platform/base/nearest_names.h"
#include "tools/floorline/command.h"
#include "tools/floorline/interrupt.h"

namespace floorline::tools {
namespace {

constexpr int status_done = 0;
constexpr int status_internal = 1;
constexpr int status_user = 2;
constexpr int status_signal = 128;

struct Command {
  const char* name;
  const char* summary;
  void (*function)(const Arguments&);
};

constexpr Command commands[] = {
    {"run", "simulate a network on a chip", run_command},
    {"map", "put the neurons of a network onto cores, and write that down", map_command},
    {"chips", "list the chips", chips_command},
    {"show", "print the effective configuration of a chip", show_command},
    {"characterise", "measure the constants of a chip, and draw its floorline", characterise_command},
    {"generate", "make up a network and its input", generate_command},
};

void print_help() {
  std::cout << "Usage: floorline COMMAND [OPTION...]\n"
               "\n"
               "Simulates neuromorphic chips that run trained networks.\n"
               "\n"
               "Commands:\n";
  for (const Command& command : commands) {
    std::cout << "  " << command.name << std::string(14 - std::string(command.name).size(), ' ') << command.summary
              << '\n';
  }
  std::cout << "\n"
               "`floorline COMMAND --help` lists the options of a command, `floorline --version` says which this is.\n"
               "Exit status: 0 done, 1 something broke, 2 mistake in the arguments or files, 130 stopped by Ctrl-C.\n";
}

const Command& find_command(const std::string& name) {
  std::vector<std::string> names;
  for (const Command& command : commands) {
    if (name == command.name) {
      return command;
    }
    names.emplace_back(command.name);
  }
  throw platform::UserError(fmt::format("'{}' is not one of its commands: {}", name, platform::join_names(names)));
}

// SystemC's reports: information is of no use here, warnings are one line, anything worse ends the work.
void handle_report(const sc_core::sc_report& report, const sc_core::sc_actions& /*actions*/) {
  if (report.get_severity() == sc_core::SC_WARNING) {
    std::cerr << "floorline: warning: " << report.get_msg_type() << ": " << report.get_msg() << '\n';
  } else if (report.get_severity() > sc_core::SC_WARNING) {
    sc_core::sc_report_handler::default_handler(report, sc_core::SC_THROW);
  }
}

int run_checked(const Arguments& arguments) {
  std::string name = "floorline";
  try {
    if (arguments.empty() || arguments.front() == "--help" || arguments.front() == "-h") {
      print_help();
      return arguments.empty() ? status_user : status_done;
    }
    if (arguments.front() == "--version") {
      std::cout << "floorline " << FLOORLINE_VERSION << '\n';
      return status_done;
    }
    const Command& command = find_command(arguments.front());
    name += std::string(" ") + command.name;
    command.function(Arguments(arguments.begin() + 1, arguments.end()));
    if (!std::cout.flush()) {
      throw std::runtime_error("what it prints could not be written to standard output");
    }
    return status_done;
  } catch (const platform::UserError& error) {
    std::cerr << name << ": " << error.what() << '\n';
    return status_user;
  } catch (const Interrupted& interrupted) {
    return status_signal + interrupted.signal;
  } catch (const sc_core::sc_report& report) {
    std::cerr << name << ": error: " << report.get_msg_type() << ": " << report.get_msg() << '\n';
  } catch (const std::exception& error) {
    std::cerr << name << ": error: " << error.what() << '\n';
  }
  return status_internal;
}

}  // namespace
}  // namespace floorline::tools

int sc_main(int argc, char* argv[]) {
  sc_core::sc_report_handler::set_handler(floorline::tools::handle_report);
  return floorline::tools::run_checked({argv + 1, argv + argc});
}

// SystemC's library has a main() of its own, which greets on standard error; this one takes its place.
int main(int argc, char* argv[]) {
  setenv("SYSTEMC_DISABLE_COPYRIGHT_MESSAGE", "1", 1);
  return sc_core::sc_elab_and_sim(argc, argv);
}
