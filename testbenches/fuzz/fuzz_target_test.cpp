// A fuzz target as an ordinary test: its seeds, and some hundred random changes of them, always the same.
#include "testbenches/fuzz/fuzz_target.h"

#include <gtest/gtest.h>

#include <random>

namespace floorline::testbenches {
namespace {

constexpr int changed_inputs = 250;

void run(const std::string& input) {
  fuzz_one_input(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
}

class Changes {
 public:
  explicit Changes(std::vector<std::string> seeds) : seeds_(std::move(seeds)) {}

  std::string next() {
    std::string input = seed();
    for (std::size_t changes = 1 + below(4); changes > 0; --changes)
      change(input);
    return input;
  }

 private:
  std::size_t below(std::size_t count) { return random_() % count; }
  const std::string& seed() { return seeds_[below(seeds_.size())]; }

  void change(std::string& input) {
    const std::size_t position = below(input.size() + 1);
    switch (below(5)) {
      case 0:
        input.insert(position, 1, static_cast<char>(random_()));
        break;
      case 1:
        input.erase(position, 1 + below(8));
        break;
      case 2:
        input.resize(position);
        break;
      case 3: {  // the rest of another one
        const std::string& other = seed();
        input = input.substr(0, position) + other.substr(below(other.size() + 1));
        break;
      }
      default:
        if (position < input.size())
          input[position] = below(3) == 0 ? '\xff' : static_cast<char>(random_());
    }
  }

  std::vector<std::string> seeds_;
  std::mt19937_64 random_{71};
};

TEST(FuzzTarget, TakesOrRefusesItsSeeds) {
  ASSERT_FALSE(fuzz_seeds().empty());
  EXPECT_NO_THROW(run(""));
  for (const std::string& seed : fuzz_seeds())
    EXPECT_NO_THROW(run(seed));
}

TEST(FuzzTarget, TakesOrRefusesChangedSeeds) {
  Changes changes(fuzz_seeds());
  for (int input = 0; input < changed_inputs; ++input)
    ASSERT_NO_THROW(run(changes.next())) << "changed input " << input;
}

}  // namespace
}  // namespace floorline::testbenches
