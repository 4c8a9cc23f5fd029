// Runs on frame-based chips, drawn on the floorline that was measured of these chips: no frame is faster
// than it permits.
#include <gtest/gtest.h>

#include "platform/analysis/run_pictures.h"
#include "platform/analysis/run_report.h"
#include "platform/characterise/floorline_file.h"
#include "platform/config/load_chip.h"
#include "platform/mapping/make_mapping.h"
#include "platform/network/network_check.h"
#include "testbenches/support/run_on_chip.h"
#include "testbenches/support/source_directory.h"

namespace floorline::testbenches {
namespace {

using platform::Layer;
using platform::Network;
using platform::NeuronModel;

constexpr std::size_t frame_count = 4;

void fill(Layer& layer, std::size_t weights) {
  for (std::size_t index = 0; index < weights; ++index)
    layer.weights.push_back(static_cast<std::int32_t>(index * 7 % 15) - 7);
}

// An image, a convolution of stride 2 that is swept whole, and a dense layer.
Network network() {
  Layer input;
  input.name = "layer 0 (input)";
  input.shape = input.source_shape = {1, 16, 16};
  input.neuron.model = NeuronModel::relay;

  Layer convolution;
  convolution.name = "layer 1 (conv)";
  convolution.connection = platform::Connection::convolution;
  convolution.source_shape = input.shape;
  convolution.shape = {16, 8, 8};
  convolution.convolution = {3, 3, 2, 2, 0, 0, 1, 1, 1, 1, 1};
  fill(convolution, 16 * 9);
  convolution.neuron.model = NeuronModel::bounded_relu;
  convolution.neuron.highest = 15;
  convolution.neuron.shift = 6;
  convolution.scale.assign(16, 1);

  Layer dense;
  dense.name = "layer 2 (dense)";
  dense.connection = platform::Connection::dense;
  dense.source_shape = convolution.shape;
  dense.shape = {10, 1, 1};
  fill(dense, 10 * 16 * 64);
  dense.neuron.model = NeuronModel::potential;

  Network network;
  network.name = "frames";
  network.execution_model = platform::ExecutionModel::frame_based;
  network.layers = {input, convolution, dense};
  return network;
}

Frames frames() {
  Frames frames(frame_count, std::vector<std::int32_t>(256));
  for (std::size_t frame = 0; frame < frames.size(); ++frame) {
    for (std::size_t pixel = 0; pixel < frames[frame].size(); ++pixel)
      frames[frame][pixel] = static_cast<std::int32_t>((pixel * 37 + frame * 11) % 256);
  }
  return frames;
}

class FramesOnFloorline : public ::testing::TestWithParam<std::string> {};

TEST_P(FramesOnFloorline, NoneIsFasterThanTheBound) {
  const std::string chips = testbenches::source_directory() + "/platform/chips/";
  const platform::ChipConfig chip = platform::read_chip_file(chips + GetParam() + ".json");
  const platform::FloorlineFile measured = platform::read_floorline_file(chips + "floorlines/" + GetParam() + ".json");
  const Network wanted = network();
  platform::check_network(wanted, wanted.name);
  platform::MappingOptions options;
  options.host_holds_input = true;
  platform::Run run("run", chip, wanted, platform::make_mapping("packed", wanted, chip, options),
                    models::Timing::approximately_timed);
  run_steps(run, frames(), frame_count);
  platform::RunRecord record;
  record.append(run);
  platform::RunReport report = platform::make_run_report(run, record, {});
  report.floorline = platform::floorline_of(report.cores, measured.measured);

  ASSERT_EQ(report.record.steps.size(), frame_count);
  for (const platform::StepRecord& step : report.record.steps) {
    EXPECT_GT(step.max_synops, 0U);
    EXPECT_GE(static_cast<double>(step.end_ps - step.begin_ps) / 1000,
              report.floorline->bound_ns(static_cast<double>(step.max_synops)));
  }
  EXPECT_EQ(report.floorline->floor_program, "bounded_relu");
  const std::string svg = platform::floorline_svg(report);
  EXPECT_NE(svg.find("floor: 1024 bounded_relu neurons on core"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Chips, FramesOnFloorline, ::testing::Values("akd1000", "akd1500"),
                         [](const auto& info) { return info.param; });

}  // namespace
}  // namespace floorline::testbenches
