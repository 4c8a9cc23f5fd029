// The mesh without contention: routes, times, addresses.
#include "models/noc/mesh.h"

#include <gtest/gtest.h>

#include <vector>

#include "testbenches/module/noc/mesh_bench.h"
#include "testbenches/support/report_guard.h"

namespace floorline::models {
namespace {

// One message at a time between each pair of endpoints.
void expect_zero_load_latencies(const NocConfig& config, Timing timing) {
  MeshBench bench(config, timing);
  constexpr Picoseconds apart_ps = 1000000;
  Picoseconds time_ps = 0;
  std::uint64_t columns = 0;
  std::uint64_t rows = 0;
  for (std::uint32_t to = 0; to < bench.endpoints(); ++to) {
    for (std::uint32_t from = 0; from < bench.endpoints(); ++from) {
      bench.send(time_ps, from, to, 0);
      time_ps += apart_ps;
      columns += bench.columns_between(from, to);
      rows += bench.rows_between(from, to);
    }
  }
  sc_core::sc_start();
  time_ps = 0;
  for (std::uint32_t to = 0; to < bench.endpoints(); ++to) {
    ASSERT_EQ(bench.receivers[to]->received().size(), bench.endpoints());
    for (std::uint32_t from = 0; from < bench.endpoints(); ++from) {
      const auto& message = bench.receivers[to]->received()[from];
      EXPECT_EQ(axon_of(message.address), from);
      EXPECT_EQ(endpoint_of(message.address), to);
      EXPECT_EQ(message.time_ps - time_ps, bench.zero_load_ps(from, to)) << from << " to " << to;
      time_ps += apart_ps;
    }
  }
  EXPECT_EQ(bench.mesh.horizontal_hops(), columns);
  EXPECT_EQ(bench.mesh.vertical_hops(), rows);
  EXPECT_EQ(bench.pool.in_use(), 0u);
}

TEST(Mesh, ZeroLoadLatencyIsTheSumOfTheLinks) {
  expect_zero_load_latencies(test_noc(4, 3, 2), Timing::approximately_timed);
}
TEST(Mesh, ZeroLoadLatencyIsTheSameLooselyTimed) {
  expect_zero_load_latencies(test_noc(4, 3, 2), Timing::loosely_timed);
}
TEST(Mesh, ZeroLoadLatencyWithBuffersOfOne) {
  NocConfig config = test_noc(3, 3, 1);
  config.router_input.depth_flits = 1;
  expect_zero_load_latencies(config, Timing::approximately_timed);
}
TEST(Mesh, OneRouterAlone) {
  expect_zero_load_latencies(test_noc(1, 1, 3), Timing::approximately_timed);
}
TEST(Mesh, OneRowAndOneColumn) {
  expect_zero_load_latencies(test_noc(7, 1, 1), Timing::approximately_timed);
}
TEST(Mesh, OneColumn) {
  expect_zero_load_latencies(test_noc(1, 6, 2), Timing::approximately_timed);
}

TEST(Mesh, MessagesGoAlongTheRowFirst) {
  MeshBench bench(test_noc(3, 3, 1));
  bench.send(0, 0, 8, 0);  // from the first corner to the last
  sc_core::sc_start();
  std::vector<std::uint64_t> passed;
  for (std::uint32_t index = 0; index < 9; ++index) {
    std::uint64_t messages = 0;
    for (std::uint32_t port = 0; port < bench.mesh.router(index).port_count(); ++port)
      messages += bench.mesh.router(index).input(port).messages();
    passed.push_back(messages);
  }
  EXPECT_EQ(passed, (std::vector<std::uint64_t>{1, 1, 1, 0, 0, 1, 0, 0, 1}));
}

TEST(Mesh, AnswersAnErrorForNonexistentEndpoints) {
  MeshBench bench(test_noc(2, 2, 1));
  bench.send(0, 0, 5, 0);  // the host is endpoint 4
  sc_core::sc_start();
  EXPECT_EQ(bench.senders[0]->sent().at(0).status, tlm::TLM_ADDRESS_ERROR_RESPONSE);
  EXPECT_EQ(bench.pool.in_use(), 0u);

  tlm::tlm_generic_payload payload;
  unsigned char data[4] = {};
  payload.set_command(tlm::TLM_READ_COMMAND);
  payload.set_address(make_address(5, Region::table_memory));
  payload.set_data_ptr(data);
  payload.set_data_length(4);
  payload.set_streaming_width(4);
  sc_core::sc_time delay;
  bench.senders[0]->socket()->b_transport(payload, delay);
  EXPECT_EQ(payload.get_response_status(), tlm::TLM_ADDRESS_ERROR_RESPONSE);
  EXPECT_EQ(bench.senders[0]->socket()->transport_dbg(payload), 0u);
}

TEST(Mesh, PassesMemoryAccessesOnWithoutCountingThemAsMessages) {
  MeshBench bench(test_noc(3, 1, 1));
  sc_core::sc_start();
  tlm::tlm_generic_payload payload;
  unsigned char data[4] = {};
  payload.set_command(tlm::TLM_WRITE_COMMAND);
  payload.set_address(make_address(2, Region::table_memory));
  payload.set_data_ptr(data);
  payload.set_data_length(4);
  payload.set_streaming_width(4);
  sc_core::sc_time delay;
  bench.senders[0]->socket()->b_transport(payload, delay);
  EXPECT_TRUE(payload.is_response_ok());
  EXPECT_EQ(bench.receivers[2]->received().size(), 1u);
  EXPECT_EQ(bench.senders[0]->socket()->transport_dbg(payload), 4u);
  EXPECT_EQ(bench.mesh.horizontal_hops(), 0u);
  for (std::uint32_t index = 0; index < 3; ++index)
    for (std::uint32_t port = 0; port < bench.mesh.router(index).port_count(); ++port)
      EXPECT_EQ(bench.mesh.router(index).input(port).messages(), 0u);
}

class MeshRefuses : public testing::TestWithParam<std::vector<std::uint32_t>> {};
TEST_P(MeshRefuses, ImpossibleSizes) {
  NocConfig config;
  config.columns = GetParam()[0];
  config.rows = GetParam()[1];
  config.cores_per_router = GetParam()[2];
  config.host_column = GetParam()[3];
  config.host_row = GetParam()[4];
  Calendar calendar("calendar");
  testbenches::ExpectReport refused(sc_core::SC_FATAL, "/floorline/noc/config");
  EXPECT_THROW(Mesh("mesh", calendar, config), sc_core::sc_report);
}
using Sizes = std::vector<std::uint32_t>;
INSTANTIATE_TEST_SUITE_P(Sizes, MeshRefuses,
                         testing::Values(Sizes{0, 1, 1, 0, 0}, Sizes{1, 0, 1, 0, 0}, Sizes{1, 1, 0, 0, 0},
                                         Sizes{64, 64, 1, 0, 0}, Sizes{65536, 65536, 1, 0, 0}, Sizes{2, 2, 1, 2, 0},
                                         Sizes{2, 2, 1, 0, 2}));

}  // namespace
}  // namespace floorline::models
