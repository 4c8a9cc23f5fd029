// The traffic of a network on the chip, recorded and replayed on the chip's network alone: every link carries the same.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <vector>

#include "platform/config/load_chip.h"
#include "platform/mapping/make_mapping.h"
#include "platform/network/netx_import.h"
#include "testbenches/noc/network_bench.h"
#include "testbenches/support/data_directory.h"
#include "testbenches/support/run_on_chip.h"
#include "testbenches/support/source_directory.h"
#include "testbenches/support/video_frames.h"

namespace floorline::testbenches {
namespace {

using models::Picoseconds;

class Recorder : public models::TrafficObserver {
 public:
  PacketTrace trace;

 private:
  void on_packet_sent(Picoseconds time_ps, std::uint32_t source, std::uint32_t destination,
                      std::uint32_t flits) override {
    trace.push_back({time_ps, source, destination, flits});
  }
};

constexpr std::size_t steps = 10;

class Replay : public DataTest {};

TEST_F(Replay, CarriesTheSameOverEveryLink) {
  const platform::ChipConfig chip =
      platform::load_chip("loihi2", {testbenches::source_directory() + "/platform/chips"});
  const platform::Network network = platform::read_netx(data_file("pilotnet_sdnn/network_200x66.net"));
  platform::Run run("run", chip, network, platform::make_mapping("per_layer=25,13,3,3,2,12,1,1,1", network, chip),
                    models::Timing::approximately_timed);
  NetworkSetup setup;
  setup.noc = chip.noc;
  NetworkBench bench("network", setup);
  Recorder recorder;
  run.chip().set_traffic_observer(&recorder);
  run_steps(run, video_frames(network, steps), steps);
  ASSERT_GT(recorder.trace.size(), 100000u);

  const Picoseconds begin_ps = bench.calendar().now_ps();
  const NetworkResult replayed = bench.run(recorder.trace);
  EXPECT_EQ(replayed.packets_delivered, recorder.trace.size());
  Picoseconds last_on_chip_ps = 0;
  Picoseconds last_replayed_ps = 0;
  std::size_t link = 0;
  const models::Mesh& mesh = run.chip().mesh();
  for (const LinkCount& load : bench.count_links()) {
    const std::uint32_t router = load.row * chip.noc.columns + load.column;
    std::uint32_t port = 0;
    while (mesh.router(router).port_name(port) != load.port)
      ++port;
    const models::Link& on_chip = mesh.router(router).link(port);
    ASSERT_EQ(load.flits, on_chip.flits()) << load.port << " of router " << load.column << ',' << load.row;
    last_on_chip_ps = std::max(last_on_chip_ps, on_chip.free_at_ps());
    last_replayed_ps = std::max(last_replayed_ps, load.last_busy_ps);
    ++link;
  }
  EXPECT_EQ(link, replayed.links.size());
  last_replayed_ps -= begin_ps;
  std::printf("%zu packets; last flit off its link at %.3f us on the chip, %.3f us replayed\n", recorder.trace.size(),
              static_cast<double>(last_on_chip_ps) / 1e6, static_cast<double>(last_replayed_ps) / 1e6);
  // What the cores hold up on the chip is in the times of sending, but for what waited in front of them at the end.
  EXPECT_NEAR(static_cast<double>(last_replayed_ps), static_cast<double>(last_on_chip_ps),
              0.001 * static_cast<double>(last_on_chip_ps));
}

}  // namespace
}  // namespace floorline::testbenches
