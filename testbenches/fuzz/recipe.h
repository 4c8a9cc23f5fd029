// Bytes as a list of choices: what makes an input of a fuzzer into a change of something with a structure.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace floorline::testbenches {

// Takes choices from the front of the bytes; behind their end all are zero.
class Recipe {
 public:
  Recipe(const std::uint8_t* data, std::size_t size) : next_(data), end_(data + size) {}

  bool is_over() const { return next_ == end_; }
  std::uint8_t byte() { return is_over() ? std::uint8_t{0} : *next_++; }
  bool flag() { return byte() % 2 == 1; }
  // From 0 to count - 1; count is at least 1.
  std::size_t below(std::size_t count) {
    const std::size_t high = count > 256 ? byte() : 0;
    return (high << 8 | byte()) % count;
  }
  template <typename Value>
  const Value& one_of(const std::vector<Value>& values) {
    return values[below(values.size())];
  }

  // Mostly small, at times one of those that overflow something.
  std::int64_t whole_number() {
    static constexpr std::array<std::int64_t, 16> rare = {
        -1,        255,       256,       32767,     65536,     (1 << 20),       (1 << 24), (1 << 26),
        INT32_MAX, INT32_MIN, 1LL << 31, 1LL << 32, 1LL << 40, (1LL << 53) + 1, 1LL << 62, INT64_MIN};
    const std::uint8_t choice = byte();
    return choice < 200 ? choice % 20 : rare[choice % rare.size()];
  }
  double number() {
    static constexpr std::array<double, 10> rare = {0.5, -0.5, 1e-320, 1e-9, 3e9, 1e19, 1e38, 1e300, 1.7e308, -1e300};
    const std::uint8_t choice = byte();
    return choice < 128 ? static_cast<double>(whole_number()) : rare[choice % rare.size()];
  }
  std::vector<std::int64_t> extents() {
    std::vector<std::int64_t> extents(below(6));
    for (std::int64_t& extent : extents)
      extent = whole_number();
    return extents;
  }
  std::string text() {
    std::string text(byte() % 12, ' ');
    for (char& character : text)
      character = static_cast<char>(byte());
    return text;
  }

 private:
  const std::uint8_t* next_;
  const std::uint8_t* end_;
};

// Short recipes that begin with the choice of one of so many originals.
inline std::vector<std::string> recipe_seeds(std::size_t originals) {
  std::vector<std::string> seeds;
  for (std::size_t original = 0; original < originals; ++original) {
    for (const char* changes : {"", "\x05\x08\x02\x41", "\x09\x05\x01\x03\x10\x03\x02", "\x10\x04\x02\x03\x04"})
      seeds.push_back(static_cast<char>(original) + std::string(changes));
  }
  return seeds;
}

}  // namespace floorline::testbenches
