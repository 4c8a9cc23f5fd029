// Good NetX and NIR files to start from, and what a command does with one.
#pragma once

#include <string>
#include <vector>

namespace floorline::testbenches {

// Paths of files that the project's writers made.
std::vector<std::string> netx_files();
std::vector<std::string> nir_files();

// Reads the file and does what commands would do with it, as far as it goes.
void import_netx(const std::string& path);
void import_nir(const std::string& path);

std::string bytes_of(const std::string& path);

}  // namespace floorline::testbenches
