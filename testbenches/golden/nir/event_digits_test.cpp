// Some images through a convolutional network in the integers of an event-driven chip.
#include "testbenches/golden/nir/digits_by_events.h"

namespace floorline::testbenches {
namespace {

TEST_F(DigitsByEvents, FirstHundred) {
  EXPECT_EQ(correct_by_events(100), 99);
}

}  // namespace
}  // namespace floorline::testbenches
