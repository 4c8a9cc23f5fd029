// Spikes to addresses that do not exist are counted, and appear in the run report.
#include <gtest/gtest.h>

#include <algorithm>

#include "models/message/address_map.h"
#include "platform/analysis/run_report.h"
#include "platform/mapping/make_mapping.h"
#include "platform/network/synthetic_network.h"
#include "platform/run/run.h"

namespace floorline::platform {
namespace {

using models::make_spike_address;
using models::Timing;

Network small_network() {
  SyntheticSettings settings;
  settings.layers.resize(2);
  return make_synthetic_network(settings);
}

class LostMessagesTest : public testing::TestWithParam<Timing> {
 protected:
  // As a CPU would, through the host's CPU port.
  void send(std::uint64_t address) {
    std::int32_t value = 1;
    tlm::tlm_generic_payload payload;
    payload.set_write();
    payload.set_address(address);
    payload.set_data_ptr(reinterpret_cast<unsigned char*>(&value));
    payload.set_data_length(sizeof value);
    payload.set_streaming_width(sizeof value);
    sc_core::sc_time delay;
    run.loader().socket->b_transport(payload, delay);
    EXPECT_TRUE(payload.is_response_ok());
  }
  RunReport report_of_two_steps() {
    run.run(2);
    RunRecord record;
    record.append(run);
    return make_run_report(run, record, {});
  }

  const Network network = small_network();
  const ChipConfig config{};
  platform::Run run{"run", config, network, make_mapping("packed", network, config), GetParam()};
};

TEST_P(LostMessagesTest, NoneInARightRun) {
  sc_core::sc_start(sc_core::SC_ZERO_TIME);
  run.begin({network.layers.front().shape, {std::vector<std::int32_t>(64, 3)}});
  const RunReport report = report_of_two_steps();
  EXPECT_GT(report.host_messages_sent, 0u);
  EXPECT_EQ(report.lost.total(), 0u);
}

TEST_P(LostMessagesTest, AreCountedWhereTheyAreLost) {
  sc_core::sc_start(sc_core::SC_ZERO_TIME);
  run.begin({network.layers.front().shape, {}});
  const auto used = static_cast<std::uint32_t>(run.mapping().assignments.back().core);
  std::uint32_t unused = 0;
  const auto holds_neurons = [&](std::uint32_t core) {
    const auto& all = run.mapping().assignments;
    return std::any_of(all.begin(), all.end(),
                       [&](const CoreAssignment& one) { return one.core == static_cast<int>(core); });
  };
  while (holds_neurons(unused))
    ++unused;
  ASSERT_LT(unused, run.chip().core_count());
  send(make_spike_address(run.chip().mesh().host_endpoint() + 1, 0, 0));  // no such endpoint
  send(make_spike_address(used, 1000, 0));                                // no such axon
  send(make_spike_address(used, 0, 60000));                               // no such atom of it
  send(make_spike_address(unused, 0, 0));                                 // a core without neurons has no axons
  const RunReport report = report_of_two_steps();
  EXPECT_EQ(report.host_messages_sent, 4u);
  EXPECT_EQ(report.host_messages_refused, 1u);
  EXPECT_EQ(report.lost.refused, 1u);
  EXPECT_EQ(report.lost.dropped, 3u);
  EXPECT_EQ(report.cores.back().counters.messages_dropped, 2u);
  EXPECT_EQ(report.totals.cores.messages_dropped, 2u);
  EXPECT_EQ(report.totals.cores.messages_in, 0u);
}

INSTANTIATE_TEST_SUITE_P(Timings, LostMessagesTest, testing::Values(Timing::approximately_timed, Timing::loosely_timed),
                         [](const auto& instance) {
                           return instance.param == Timing::loosely_timed ? "loosely" : "approximately";
                         });

}  // namespace
}  // namespace floorline::platform
