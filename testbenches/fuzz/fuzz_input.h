// How a fuzz target hands its bytes to an importer, and what it lets an importer do with them.
#pragma once

#include <string>
#include <string_view>

#include "platform/base/error.h"

namespace floorline::testbenches {

// Writes the bytes to a file of that name, in a directory that lives as long as the process; gives its path. Set TMPDIR
// to a file system in memory.
std::string fuzz_file(const std::string& name, std::string_view bytes);
// The path without writing anything.
std::string fuzz_path(const std::string& name);

// Throws std::logic_error unless the message is one sentence that a person can read: one line, no control characters,
// neither empty nor endless.
void check_sentence(const std::string& sentence);

// Whether the importer took its input. A UserError with a readable sentence is the only other thing it may do.
template <typename Importer>
bool is_taken(Importer importer) {
  try {
    importer();
    return true;
  } catch (const platform::UserError& error) {
    check_sentence(error.what());
    return false;
  }
}

}  // namespace floorline::testbenches
