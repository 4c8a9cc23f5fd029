// Changes that come in any order are written in that of time, and texts give way to those that begin later.
#include "platform/waves/step_changes.h"

#include <gtest/gtest.h>

#include <memory>

#include "testbenches/support/temporary_directory.h"
#include "testbenches/waves/vcd_reader.h"

namespace floorline::testbenches {
namespace {

using platform::SignalIndex;

class StepChangesTest : public testing::Test {
 protected:
  StepChangesTest() {
    platform::SignalTable table;
    number_ = table.add({"chip", "number", platform::IntegerSignal{8}});
    text_ = table.add({"chip", "text", platform::TextSignal{}});
    waves_ = std::make_unique<platform::WaveFile>(folder_.file("waves.vcd"), table);
  }
  VcdContents written() {
    waves_->close(1000);
    return read_vcd(folder_.file("waves.vcd"));
  }

  TemporaryDirectory folder_;
  std::unique_ptr<platform::WaveFile> waves_;
  SignalIndex number_ = 0, text_ = 0;
  platform::StepChanges changes_;
};

TEST_F(StepChangesTest, AreSortedByTimeAndTheLastOfOneTimeCounts) {
  changes_.set(number_, 30, 3);
  changes_.set(number_, 10, 1);
  changes_.set(number_, 20, 7);
  changes_.set(number_, 20, 2);
  changes_.write(*waves_, 100);
  EXPECT_EQ(written().changes["chip.number"], (VcdChanges{{10, "1"}, {20, "10"}, {30, "11"}}));
}

TEST_F(StepChangesTest, WhatLiesBehindTheStepIsKeptForTheNext) {
  changes_.set(number_, 10, 1);
  changes_.set(number_, 21, 2);
  changes_.write(*waves_, 20);
  changes_.set(number_, 20, 3);
  changes_.set(number_, 22, 4);
  changes_.write(*waves_, 30);
  EXPECT_EQ(written().changes["chip.number"], (VcdChanges{{10, "1"}, {20, "11"}, {21, "10"}, {22, "100"}}));
}

TEST_F(StepChangesTest, ATextEndsWhenItsTimeIsOver) {
  changes_.show(text_, 10, 15, "a");
  changes_.show(text_, 20, 25, "b");
  changes_.write(*waves_, 100);
  EXPECT_EQ(written().changes["chip.text"], (VcdChanges{{0, ""}, {10, "a"}, {15, ""}, {20, "b"}, {25, ""}}));
}

TEST_F(StepChangesTest, ATextGivesWayToTheNext) {
  changes_.show(text_, 12, 17, "b");  // known before the one that it follows
  changes_.show(text_, 10, 15, "a");
  changes_.show(text_, 17, 19, "c");
  changes_.write(*waves_, 100);
  EXPECT_EQ(written().changes["chip.text"], (VcdChanges{{0, ""}, {10, "a"}, {12, "b"}, {17, "c"}, {19, ""}}));
}

TEST_F(StepChangesTest, ATextEndsOrBeginsInALaterStep) {
  changes_.show(text_, 10, 25, "a");
  changes_.show(text_, 28, 35, "b");
  changes_.write(*waves_, 20);
  changes_.show(text_, 40, 45, "c");
  changes_.write(*waves_, 50);
  EXPECT_EQ(written().changes["chip.text"],
            (VcdChanges{{0, ""}, {10, "a"}, {25, ""}, {28, "b"}, {35, ""}, {40, "c"}, {45, ""}}));
}

}  // namespace
}  // namespace floorline::testbenches
