// What each fuzz target provides: one importer, driven by any bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace floorline::testbenches {

// Good inputs of the target to start from, made by the project's own writers.
std::vector<std::string> fuzz_seeds();

// Comes back if the importer took the bytes or refused them as it should (fuzz_input.h); all else ends in an exception,
// a signal or a report of a sanitizer.
void fuzz_one_input(const std::uint8_t* data, std::size_t size);

}  // namespace floorline::testbenches
