// Where the project's sources lie, and the programs that were built from them.
//
// Functions, not macros: a path in the command line of every test would keep a compiler cache from serving a second
// clone of the project.
#pragma once

#include <string>

namespace floorline::testbenches {

// The project's root, without a slash at the end.
std::string source_directory();

// A program in the `bin` folder of the build, such as "floorline" or "tb_noc".
std::string built_program(const std::string& name);

}  // namespace floorline::testbenches
