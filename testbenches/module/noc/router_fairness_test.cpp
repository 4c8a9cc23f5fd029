// One router with permanently requesting inputs: none waits longer than the round-robin bound.
//
// The arbiter of an output port (models/noc/router.cpp) has one pointer, which stands just after the last granted input
// channel, and grants the first input channel from there on that requests and may be granted. During one round of the
// pointer no input channel is granted twice, and none that could be granted throughout is skipped. With N inputs that
// request an output channel, and V channels that share the port:
//
// One channel: N successive packets come from N inputs. The pointer stands just after the input that sent the last
// flit, so the next packet comes from the next input, regardless of the number of flits.
//
// Several channels: the same holds for each channel separately. The others advance the pointer, but not past an input
// that waits for the channel while it is free; when the channel becomes free, the pointer stands just after its last
// user.
//
// Packets of one flit: every input channel is granted once per round, so within N V flits of the port.
//
// Longer packets: between two flits of a channel each other channel carries at most two (the last of a packet and the
// first of the next, whose input has then had its turn), so a flit follows after at most 2 (V - 1) others, and the next
// packet of an input within the flits of N (2 V - 1) packets.
//
// Several channels of an input port that request different output ports: the input port hands over one flit at a time,
// to the output port that is served first. An input channel that misses its turn for this reason keeps it, and the
// output ports take turns at being first, so with P of them each turn takes at most P grants: N P grants in total.
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "models/noc/router.h"
#include "testbenches/noc/packet_sink.h"
#include "testbenches/noc/packet_source.h"

namespace floorline::models {
namespace {

using testbenches::EndlessSink;
using testbenches::Packet;
using testbenches::PacketSource;

constexpr Picoseconds cycle_ps = 1000;

// The source of each input channel always has a packet for the same output channel. Endpoints are the output channels.
class CrowdedRouter final : private testbenches::PacketMaker, private testbenches::PacketListener {
 public:
  static constexpr std::uint32_t nobody = ~0u;

  struct Delivery {
    std::uint32_t source;  // input channel
    std::uint32_t channel;
    Picoseconds time_ps;
  };

  // `wishes`: for each input channel its output channel, or nobody if it has no packets.
  CrowdedRouter(std::uint32_t ports, std::uint32_t channels, std::uint32_t flits, std::vector<std::uint32_t> wishes)
      : flits_(flits), wishes_(std::move(wishes)) {
    const LinkTiming link{cycle_ps, cycle_ps};
    RouterConfig config;
    config.switch_interval_ps = cycle_ps;
    RouterRoutes routes;
    for (std::uint32_t port = 0; port < ports; ++port)
      config.ports.push_back({"port_" + std::to_string(port), link, {8, cycle_ps}, channels, true});
    for (std::uint32_t channel = 0; channel < ports * channels; ++channel)
      routes.push_back(std::uint64_t{1} << channel);
    router_ = std::make_unique<Router>("router", calendar_, config, routes);
    testbenches::PacketMaker& maker = *this;
    testbenches::PacketListener& listener = *this;
    for (std::uint32_t channel = 0; channel < ports * channels; ++channel) {
      const std::string number = std::to_string(channel);
      sources_.push_back(std::make_unique<PacketSource>(("source_" + number).c_str(), calendar_, link,
                                                        Timing::approximately_timed, maker, channel));
      sinks_.push_back(std::make_unique<EndlessSink>(("sink_" + number).c_str(), calendar_, listener));
      sources_.back()->socket().bind(router_->input_socket(channel / channels, channel % channels));
      router_->output_socket(channel / channels, channel % channels).bind(sinks_.back()->socket);
    }
  }

  void run(std::uint64_t cycles) {
    sc_core::sc_start(sc_core::SC_ZERO_TIME);
    for (const auto& source : sources_)
      source->start();
    sc_core::sc_start(to_sc_time(cycles * cycle_ps));
  }

  const std::vector<Delivery>& deliveries() const { return deliveries_; }
  std::vector<std::uint32_t> sources_at(std::uint32_t channel) const {
    std::vector<std::uint32_t> sources;
    for (const Delivery& delivery : deliveries_) {
      if (delivery.channel == channel)
        sources.push_back(delivery.source);
    }
    return sources;
  }
  // The longest time in cycles in which no packet of this input channel was delivered, between the first and the last
  // delivery overall.
  std::uint64_t longest_wait(std::uint32_t source) const {
    Picoseconds longest_ps = 0;
    Picoseconds last_ps = deliveries_.front().time_ps;
    for (const Delivery& delivery : deliveries_) {
      if (delivery.source == source) {
        longest_ps = std::max(longest_ps, delivery.time_ps - last_ps);
        last_ps = delivery.time_ps;
      }
    }
    return std::max(longest_ps, deliveries_.back().time_ps - last_ps) / cycle_ps;
  }

 private:
  Packet* next_packet(std::uint32_t source) override {
    if (wishes_[source] == nobody)
      return nullptr;
    Packet& packet = pool_.acquire(source, wishes_[source], flits_, LinkTiming().flit_bytes);
    packet.created_ps = 0;
    return &packet;
  }
  void on_packet(const Packet& packet, Picoseconds delivered_ps) override {
    deliveries_.push_back({packet.source, packet.destination, delivered_ps});
  }

  const std::uint32_t flits_;
  const std::vector<std::uint32_t> wishes_;
  testbenches::PacketPool pool_;
  Calendar calendar_{"calendar"};
  std::unique_ptr<Router> router_;
  std::vector<std::unique_ptr<PacketSource>> sources_;
  std::vector<std::unique_ptr<EndlessSink>> sinks_;
  std::vector<Delivery> deliveries_;
};

constexpr std::uint32_t ports = 5;
constexpr std::uint64_t cycles = 20000;

// Any `inputs` successive packets come from different inputs.
void expect_turns(const std::vector<std::uint32_t>& sources, std::size_t inputs) {
  for (std::size_t first = 0; first + inputs <= sources.size(); ++first) {
    const std::set<std::uint32_t> different(sources.begin() + static_cast<std::ptrdiff_t>(first),
                                            sources.begin() + static_cast<std::ptrdiff_t>(first + inputs));
    ASSERT_EQ(different.size(), inputs) << "packets " << first << " to " << first + inputs - 1;
  }
}

struct Crowd {
  std::uint32_t channels;  // of each port
  std::uint32_t flits;     // of each packet
};
void PrintTo(const Crowd& crowd, std::ostream* stream) {
  *stream << crowd.channels << " channels, " << crowd.flits << " flits";
}

class OneOutput : public testing::TestWithParam<Crowd> {};

TEST_P(OneOutput, IsGrantedToItsInputsInTurn) {
  const auto [channels, flits] = GetParam();
  constexpr std::uint32_t wanted_port = 2;
  std::vector<std::uint32_t> wishes;
  for (std::uint32_t input = 0; input < ports * channels; ++input)
    wishes.push_back(wanted_port * channels + input % channels);
  CrowdedRouter router(ports, channels, flits, wishes);
  router.run(cycles);
  EXPECT_GT(router.deliveries().size() * flits, cycles - 10 * flits);  // the link was never idle
  for (std::uint32_t channel = 0; channel < channels; ++channel)
    expect_turns(router.sources_at(wanted_port * channels + channel), ports);
  const std::uint32_t bound = flits == 1 ? ports * channels : ports * (2 * channels - 1) * flits;
  for (std::uint32_t input = 0; input < ports * channels; ++input)
    EXPECT_LE(router.longest_wait(input), bound) << "input channel " << input;
}

INSTANTIATE_TEST_SUITE_P(Crowds, OneOutput,
                         testing::Values(Crowd{1, 1}, Crowd{1, 4}, Crowd{2, 1}, Crowd{2, 4}, Crowd{3, 1}, Crowd{3, 4}),
                         [](const auto& instance) {
                           return std::to_string(instance.param.channels) + "_channels_" +
                                  std::to_string(instance.param.flits) + "_flits";
                         });

// Two channels of one input port that request different outputs take turns, so each may miss a turn at its own output.
TEST(InputPort, ServesAllItsChannels) {
  constexpr std::uint32_t nobody = CrowdedRouter::nobody;
  // Port 0: channel 0 to output port 3, channel 1 to output port 4; ports 1 and 2 to output port 3.
  CrowdedRouter router(ports, 2, 1, {6, 9, 6, nobody, 6, nobody, nobody, nobody, nobody, nobody});
  router.run(cycles);
  for (const std::uint32_t input : {0u, 1u, 2u, 4u})
    EXPECT_LE(router.longest_wait(input), 6u) << "input channel " << input;
}

class RandomCrowd : public testing::TestWithParam<unsigned> {};

TEST_P(RandomCrowd, LeavesNobodyBehind) {
  constexpr std::uint32_t channels = 3;
  std::mt19937 random(GetParam());
  std::vector<std::uint32_t> wishes;
  for (std::uint32_t input = 0; input < ports * channels; ++input)
    wishes.push_back(static_cast<std::uint32_t>(random() % (ports * channels)));
  CrowdedRouter router(ports, channels, 1, wishes);
  router.run(cycles);
  for (std::uint32_t input = 0; input < wishes.size(); ++input) {
    const auto same_port = [&](std::uint32_t wish) { return wish / channels == wishes[input] / channels; };
    const auto competitors = std::count_if(wishes.begin(), wishes.end(), same_port);
    EXPECT_LE(router.longest_wait(input), static_cast<std::uint64_t>(competitors) * ports) << "input channel " << input;
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomCrowd, testing::Range(1u, 21u));

}  // namespace
}  // namespace floorline::models
