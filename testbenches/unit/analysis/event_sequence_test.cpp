// Recordings and images as windows of events, and the readout of spikes by a slow clock.
#include "platform/run/event_sequence.h"

#include <gtest/gtest.h>

#include "platform/run/readout.h"
#include "testbenches/support/expect_user_error.h"

namespace floorline::platform {
namespace {

using testbenches::expect_user_error;

constexpr Picoseconds us = 1'000'000;

TEST(EventWindows, BeginWithTheFirstEvent) {
  const EventRecording recording{{{1005, 1, 2, true}, {1000, 3, 0, false}, {1029, 0, 1, true}}, 1};
  const EventSequence windows = event_windows(recording, {2, 4, 5}, 10 * us, "recording");
  ASSERT_EQ(windows.size(), 3u);
  ASSERT_EQ(windows[0].events.size(), 2u);
  EXPECT_EQ(windows[0].duration_ps, 10 * us);
  EXPECT_EQ(windows[0].events[0].time_ps, 0u);
  EXPECT_EQ(windows[0].events[0].neuron, 3);
  EXPECT_EQ(windows[0].events[1].time_ps, 5 * us);
  EXPECT_EQ(windows[0].events[1].neuron, 20 + 2 * 5 + 1);
  EXPECT_TRUE(windows[1].events.empty());
  EXPECT_EQ(windows[1].duration_ps, 10 * us);
  EXPECT_EQ(windows[2].events[0].time_ps, 9 * us);
}

TEST(EventWindows, AreCountedForTimesteps) {
  const EventRecording recording{{{1005, 1, 2, true}, {1000, 3, 0, false}, {1029, 0, 1, true}, {1009, 3, 0, false}}, 1};
  const auto counts = platform::event_counts(event_windows(recording, {2, 4, 5}, 10 * us, "recording"), 40);
  ASSERT_EQ(counts.size(), 3u);
  std::vector<std::int32_t> first(40, 0);
  first[3] = 2;
  first[20 + 2 * 5 + 1] = 1;
  EXPECT_EQ(counts[0], first);
  EXPECT_EQ(counts[1], std::vector<std::int32_t>(40, 0));
}

TEST(EventWindows, OfOneChannelTakeBothPolarities) {
  const EventRecording recording{{{0, 0, 0, true}, {7, 1, 0, false}}, 0};
  const EventSequence windows = event_windows(recording, {1, 1, 2}, 0, "recording");
  ASSERT_EQ(windows.size(), 1u);
  EXPECT_EQ(windows[0].duration_ps, 0u);
  EXPECT_EQ(windows[0].events[0].neuron, 0);
  EXPECT_EQ(windows[0].events[1].neuron, 1);
  EXPECT_EQ(windows[0].events[1].time_ps, 7 * us);
}

TEST(EventWindows, RefuseWhatLiesOutside) {
  const EventRecording recording{{{0, 4, 1, true}}, 0};
  expect_user_error([&] { event_windows(recording, {2, 4, 4}, 0, "rec"); }, {"rec: ", "column 4, row 1", "4 columns"});
  expect_user_error([&] { event_windows(recording, {3, 8, 8}, 0, "rec"); }, {"rec: ", "3 channels"});
}

TEST(EventWindows, RefuseWhatNobodyCouldWaitFor) {
  constexpr std::uint64_t day_us = 86'400'000'000;
  const auto windows = [](std::uint64_t end_us, Picoseconds window_ps) {
    return event_windows({{{5, 0, 0, true}, {5 + end_us, 0, 0, true}}, 0}, {1, 1, 1}, window_ps, "rec");
  };
  EXPECT_EQ(windows(day_us, 0).front().events.back().time_ps, day_us * us);
  expect_user_error([&] { windows(day_us + 1, 0); }, {"rec: lasts 86400 s", "at most 86400 s"});
  expect_user_error([&] { windows(~std::uint64_t{5}, 0); }, {"rec: lasts"});
  EXPECT_EQ(windows(999'999, us).size(), 1'000'000u);
  expect_user_error([&] { windows(1'000'000, us); }, {"rec: ", "1000001 windows", "at most 1000000"});
}

// 255 sends every step, 128 every 255/128, 1 not within 32 steps.
TEST(RateCodedWindow, BrighterPixelsSendMoreOftenAndEarlier) {
  const EventWindow window = rate_coded_window({0, 255, 128, 1, 999, -5}, 4, 1000);
  EXPECT_EQ(window.duration_ps, 4000u);
  EXPECT_EQ(rate_coded_events({0, 255, 128, 1, 999, -5}, 4), window.events.size());
  std::vector<std::pair<Picoseconds, std::int32_t>> events;
  for (const InputEvent& event : window.events)
    events.emplace_back(event.time_ps, event.neuron);
  EXPECT_EQ(events, (std::vector<std::pair<Picoseconds, std::int32_t>>{{1000, 1},
                                                                       {1000, 4},
                                                                       {1992, 2},
                                                                       {2000, 1},
                                                                       {2000, 4},
                                                                       {3000, 1},
                                                                       {3000, 4},
                                                                       {3984, 2},
                                                                       {4000, 1},
                                                                       {4000, 4}}));
}

std::vector<std::int32_t> classes(const std::vector<ReadoutDecision>& decisions) {
  std::vector<std::int32_t> found;
  for (const ReadoutDecision& decision : decisions)
    found.push_back(decision.neuron);
  return found;
}

const std::vector<OutputEvent> spikes = {{10, 2}, {105, 1}, {110, 2}, {115, 2}, {199, 1}, {200, 1}, {420, 0}};

TEST(Readout, NamesTheClassWithMostSpikesOfACycle) {
  EXPECT_EQ(classes(read_out(spikes, 3, 0, 550, {100, 1, 1})), (std::vector<std::int32_t>{2, 1, 1, -1, 0}));
}

TEST(Readout, OverSeveralCycles) {
  const auto decisions = read_out(spikes, 3, 0, 500, {100, 2, 1});
  EXPECT_EQ(classes(decisions), (std::vector<std::int32_t>{2, 2, 1, 1, 0}));
  EXPECT_EQ(decisions[1].spikes, 3u);
  EXPECT_EQ(decisions[2].spikes, 3u);
  EXPECT_EQ(decisions[2].time_ps, 300u);
}

TEST(Readout, NamesNoneBelowTheLeast) {
  EXPECT_EQ(classes(read_out(spikes, 3, 0, 500, {100, 1, 2})), (std::vector<std::int32_t>{-1, 1, -1, -1, -1}));
}

TEST(Readout, BeginsWhereItIsTold) {
  EXPECT_EQ(classes(read_out(spikes, 3, 100, 399, {100, 1, 1})), (std::vector<std::int32_t>{1, 1}));
}

}  // namespace
}  // namespace floorline::platform
