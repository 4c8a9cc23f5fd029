// Input layers with more neurons than a message can address.
#include "platform/mapping/host_populations.h"

#include <gtest/gtest.h>

#include "models/message/address_map.h"
#include "platform/mapping/make_mapping.h"
#include "platform/network/frame_workload.h"
#include "testbenches/module/passes/small_frame_chip.h"
#include "testbenches/support/run_on_chip.h"

namespace floorline::testbenches {
namespace {

using platform::Box;
using platform::Shape;

TEST(HostPopulations, AreOneAsLongAsThatCanBeNamed) {
  EXPECT_EQ(platform::host_populations({1, 256, 256}).size(), 1u);
  EXPECT_EQ(platform::host_populations({65536, 1, 1}).size(), 1u);
  EXPECT_EQ(platform::host_populations({65537, 1, 1}).size(), 2u);
  EXPECT_EQ(platform::host_populations({1, 256, 257}).size(), 2u);
}

TEST(HostPopulations, CoverTheLayerOnce) {
  for (const Shape& shape : {Shape{3, 256, 256}, Shape{200000, 1, 1}, Shape{1, 1, 70000}, Shape{7, 5, 20000}}) {
    std::int64_t neurons = 0;
    for (const Box& box : platform::host_populations(shape)) {
      EXPECT_LE(box.neuron_count(), models::max_atoms);
      neurons += box.neuron_count();
    }
    EXPECT_EQ(neurons, shape.neuron_count());
  }
}

// Colour images of 256 x 256 pixels with few nonzero pixels, spread over the image.
void expect_large_images_work(std::uint32_t multicast_groups) {
  platform::FrameSettings settings;
  settings.input = {3, 256, 256};
  settings.input_sparsity = 0.99;
  settings.layers = {{platform::Connection::convolution, 2, 3, 3, 0.8},
                     {platform::Connection::convolution, 2, 3, 3, 0.5},
                     {platform::Connection::dense, 4, 1, 1, 0.2}};
  const platform::FrameWorkload workload = platform::make_frame_workload(settings);
  const platform::Network& network = workload.network;
  platform::ChipConfig chip = small_frame_chip(6, 12800);
  chip.layers.reset();
  chip.noc.multicast_groups = multicast_groups;
  platform::MappingOptions options;
  options.host_holds_input = true;
  platform::Run run("run", chip, network, platform::make_mapping("per_layer=3r,1,2", network, chip, options),
                    models::Timing::approximately_timed);
  run_steps(run, {workload.frame}, 1);
  EXPECT_EQ(output_values(run, 0), expected_outputs(network, {workload.frame}).front());
  EXPECT_GT(run.chip().host().injector().sender().counters().messages, 1000u);
}

TEST(HostPopulations, OfLargeImagesReachTheirNeurons) {
  expect_large_images_work(0);
}

TEST(HostPopulations, OfLargeImagesReachTheirNeuronsAsMulticast) {
  expect_large_images_work(4000);
}

}  // namespace
}  // namespace floorline::testbenches
