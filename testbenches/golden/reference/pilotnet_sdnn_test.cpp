// Sigma-delta PilotNet, whole networks: every output and every event count.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "platform/network/image_transform.h"
#include "platform/network/netx_import.h"
#include "platform/network/npy.h"
#include "platform/network/reference_executor.h"
#include "testbenches/support/data_directory.h"

namespace floorline::testbenches {
namespace {

using platform::Network;
using platform::ReferenceExecutor;

class PilotNetSdnn : public DataTest {};

TEST_F(PilotNetSdnn, LargeNetworkOnVideoGivesEveryEventCountAndOutput) {
  const Network network = platform::read_netx(data_file("pilotnet_sdnn/network_200x66.net"));
  EXPECT_EQ(network.neuron_count(), 158509);
  EXPECT_EQ(network.weight_count(), 349998);
  EXPECT_NEAR(network.connection_sparsity(), 0.529, 0.0005);
  const auto video = platform::read_npy_int32(data_file("driving/night_drive_96x66x200x3_u8.npy"));
  std::ifstream golden(data_file("driving/golden_pilotnet_sdnn_200x66_first30.tsv"));
  std::string line;
  ASSERT_TRUE(std::getline(golden, line)) << "no header line";

  ReferenceExecutor executor(network);
  const std::size_t pixels = static_cast<std::size_t>(network.layers.front().shape.neuron_count());
  std::size_t step = 0;
  for (; std::getline(golden, line); ++step) {
    const auto begin = video.values.begin() + static_cast<std::ptrdiff_t>(step * pixels);
    executor.set_input(platform::transform_interleaved(network.image_transform, network.layers.front().shape,
                                                       {begin, begin + static_cast<std::ptrdiff_t>(pixels)}));
    executor.step();
    std::ostringstream row;
    row << step;
    for (std::size_t layer = 0; layer < network.layers.size(); ++layer) {
      row << '\t' << executor.spikes(static_cast<int>(layer)).size();
    }
    row << '\t' << executor.values(static_cast<int>(network.layers.size()) - 1).front();
    EXPECT_EQ(row.str(), line);
  }
  EXPECT_EQ(step, 30U);
}

}  // namespace
}  // namespace floorline::testbenches
