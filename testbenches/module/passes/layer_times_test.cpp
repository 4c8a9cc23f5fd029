// Layer times: their sum, including the read-out, is the frame time.
#include "platform/run/layer_times.h"

#include <gtest/gtest.h>

#include "platform/mapping/make_mapping.h"
#include "testbenches/module/passes/small_frame_chip.h"
#include "testbenches/support/run_on_chip.h"

namespace floorline::testbenches {
namespace {

TEST(LayerTimes, OfOneFrameAtATimeAddUpToItsTime) {
  constexpr std::size_t frames = 7;
  const platform::Network network = small_frame_network();
  platform::ChipConfig chip = small_frame_chip(5, 12800);
  ASSERT_EQ(chip.handover.frames_in_flight, 1u);
  platform::MappingOptions options;
  options.host_holds_input = true;
  platform::Run run("run", chip, network, platform::make_mapping("packed", network, chip, options),
                    models::Timing::approximately_timed);
  run_steps(run, some_frames(network, frames), frames);
  const platform::LayerTimes& times = run.layer_times();
  ASSERT_EQ(times.layers().size(), network.layers.size() - 1);
  models::Picoseconds of_layers_ps = times.readout().sum_ps;
  for (const platform::TimeRange& layer : times.layers()) {
    EXPECT_EQ(layer.frames, frames);
    EXPECT_GT(layer.least_ps, 0u);
    EXPECT_GE(layer.most_ps, layer.least_ps);
    of_layers_ps += layer.sum_ps;
  }
  models::Picoseconds of_frames_ps = 0;
  for (const platform::StepRecord& frame : run.steps())
    of_frames_ps += frame.end_ps - frame.begin_ps;
  EXPECT_EQ(of_layers_ps, of_frames_ps);
}

// Hand-made times: layer 1 begins 30 and 50 ps after the host, layer 2 another 5 and 7 ps later, and the frames end 1
// and 2 ps later.
TEST(LayerTimes, AreMeansAndExtremes) {
  platform::LayerTimes times;
  times.begin_layer(0, 100);
  times.begin_layer(1, 130);
  times.begin_layer(0, 131);
  times.begin_layer(2, 135);
  times.end_step(136);
  times.begin_layer(1, 181);
  times.begin_layer(2, 188);
  times.end_step(190);
  ASSERT_EQ(times.layers().size(), 2u);
  EXPECT_EQ(times.layers()[0].least_ps, 30u);
  EXPECT_EQ(times.layers()[0].most_ps, 50u);
  EXPECT_EQ(times.layers()[0].mean_ps(), 40);
  EXPECT_EQ(times.layers()[1].sum_ps, 12u);
  EXPECT_EQ(times.readout().sum_ps, 3u);
  EXPECT_EQ(times.readout().frames, 2u);
}

TEST(LayerTimes, AreNoneWhereAllBeginAtOnce) {
  platform::LayerTimes times;
  times.end_step(10);
  EXPECT_TRUE(times.layers().empty());
  EXPECT_EQ(times.readout().frames, 0u);
  EXPECT_EQ(times.readout().mean_ps(), 0);
}

}  // namespace
}  // namespace floorline::testbenches
