// PilotNet 200x66 on 30 frames of real video: under every mapping, timing, buffer size and sharing of memories the chip
// sends what the published rows say, and every core counts exactly the operations that follow.
#include <gtest/gtest.h>

#include <fstream>
#include <functional>
#include <sstream>

#include "platform/config/load_chip.h"
#include "platform/mapping/make_mapping.h"
#include "platform/network/netx_import.h"
#include "testbenches/support/data_directory.h"
#include "testbenches/support/run_on_chip.h"
#include "testbenches/support/source_directory.h"
#include "testbenches/support/video_frames.h"

namespace floorline::testbenches {
namespace {

using models::Timing;
using platform::ChipConfig;
using platform::Network;

constexpr std::size_t steps = 30;
constexpr const char* published_cores = "per_layer=25,13,3,3,2,12,1,1,1";

struct Variant {
  const char* name;
  const char* mapping;
  Timing timing = Timing::approximately_timed;
  bool host_holds_input = false;
  std::function<void(ChipConfig&)> change = [](ChipConfig&) {};
};

void PrintTo(const Variant& variant, std::ostream* out) {
  *out << variant.name;
}

void one_message_buffers(ChipConfig& chip) {
  chip.noc.router_input.depth_flits = 1;
  chip.neurocore.message_buffer_depth = 1;
  chip.neurocore.output_queue_depth = 1;
  chip.host.receive_buffer_depth = 1;
}

void banks_of_four(ChipConfig& chip) {
  chip.synapse_memory.cores_per_bank = 4;
  chip.neuron_memory.cores_per_bank = 4;
}

class TimedPilotnet : public DataTest, public ::testing::WithParamInterface<Variant> {};

TEST_P(TimedPilotnet, SendsAndCountsWhatTheNetworkDoes) {
  const Variant& variant = GetParam();
  const Network network = platform::read_netx(data_file("pilotnet_sdnn/network_200x66.net"));
  ChipConfig chip = platform::load_chip("loihi2", {testbenches::source_directory() + "/platform/chips"});
  variant.change(chip);
  platform::MappingOptions options;
  options.host_holds_input = variant.host_holds_input;
  const platform::Mapping mapping = platform::make_mapping(variant.mapping, network, chip, options);
  platform::Run run("run", chip, network, mapping, variant.timing);
  ASSERT_NO_FATAL_FAILURE(expect_equal_to_reference(run, video_frames(network, steps), steps));

  std::ifstream golden(data_file("driving/golden_pilotnet_sdnn_200x66_first30.tsv"));
  std::string line;
  ASSERT_TRUE(std::getline(golden, line)) << "no header line";
  for (std::size_t step = 0; step < steps; ++step) {
    ASSERT_TRUE(std::getline(golden, line));
    EXPECT_EQ(output_values(run, step).front(), std::stoi(line.substr(line.rfind('\t')))) << "step " << step;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Variants, TimedPilotnet,
    ::testing::Values(
        Variant{"published_cores", published_cores},
        Variant{"published_cores_lt", published_cores, Timing::loosely_timed}, Variant{"packed", "packed"},
        Variant{"packed_lt", "packed", Timing::loosely_timed}, Variant{"random_1", "random=1"},
        Variant{"random_2_lt", "random=2", Timing::loosely_timed},
        Variant{"random_3_host", "random=3", Timing::approximately_timed, true},
        Variant{"one_message_buffers", published_cores, Timing::approximately_timed, true, one_message_buffers},
        Variant{"one_message_buffers_random", "random=4", Timing::approximately_timed, false, one_message_buffers},
        Variant{"banks_of_four", published_cores, Timing::approximately_timed, true, banks_of_four},
        Variant{"banks_of_four_lt", published_cores, Timing::loosely_timed, true, banks_of_four}),
    [](const auto& info) { return std::string(info.param.name); });

}  // namespace
}  // namespace floorline::testbenches
