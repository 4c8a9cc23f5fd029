// PilotNet on the timed chip against the published tensors, bit for bit.
#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <vector>

#include "platform/config/chip_file.h"
#include "platform/mapping/make_mapping.h"
#include "platform/network/image_transform.h"
#include "platform/network/netx_import.h"
#include "platform/network/npy.h"
#include "testbenches/support/data_directory.h"
#include "testbenches/support/run_on_chip.h"

namespace floorline::platform {
namespace {

TEST(TimedPilotnetSdnn, Speed) {
  const std::string data = "/work/shared/data";
  auto t0 = std::chrono::steady_clock::now();
  const Network network = read_netx(data + "/pilotnet_sdnn/network_200x66.net");
  const ChipConfig chip = read_chip_file("/work/main/platform/chips/loihi2.json");
  const Mapping mapping = make_mapping("per_layer=25,13,3,3,2,12,1,1,1", network, chip);
  ChipRun run("run", chip, network, mapping,
              getenv("LT") ? models::Timing::loosely_timed : models::Timing::approximately_timed);
  Tensor<std::int32_t> video = read_npy_int32(data + "/driving/night_drive_96x66x200x3_u8.npy");
  std::vector<std::vector<std::int32_t>> frames;
  const std::size_t size = 66 * 200 * 3;
  for (int f = 0; f < 96; ++f) {
    std::vector<std::uint8_t> pixels(video.values.begin() + f * size, video.values.begin() + (f + 1) * size);
    frames.push_back(transform_interleaved(network.image_transform, network.layers[0].shape, pixels));
  }
  if (getenv("AHEAD")) run.chip().calendar().set_run_ahead(~0ull);
  auto t1 = std::chrono::steady_clock::now();
  printf("setup %.3f s\n", std::chrono::duration<double>(t1 - t0).count());
  testing::run_steps(run, InputSequence(network.layers[0].shape, frames), 96);
  auto t2 = std::chrono::steady_clock::now();
  double wall = std::chrono::duration<double>(t2 - t1).count();
  printf("run %.3f s %.1f steps/s\n", wall, 96 / wall);
  for (int s = 0; s < 30; ++s) {
    auto& st = run.steps()[s];
    printf("%d %g us synops %lu max %lu msgs %lu out %d\n", s, (st.end_ps - st.begin_ps) * 1e-6, st.total_synops,
           st.max_synops, st.total_messages, run.outputs()[s].empty() ? 0 : run.outputs()[s][0].value);
  }
  printf("calls %lu kernel %lu hops %lu\n", run.chip().calendar().calls(), run.chip().calendar().kernel_activations(),
         run.chip().mesh().horizontal_hops() + run.chip().mesh().vertical_hops());
}

}  // namespace
}  // namespace floorline::platform
