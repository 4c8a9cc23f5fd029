// A mesh with a sender and a receiver at every endpoint.
#pragma once

#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "models/noc/mesh.h"
#include "testbenches/support/message_tester.h"

namespace floorline::models {

// Times whose sums are distinguishable.
inline NocConfig test_noc(std::uint32_t columns, std::uint32_t rows, std::uint32_t cores_per_router) {
  NocConfig config;
  config.columns = columns;
  config.rows = rows;
  config.cores_per_router = cores_per_router;
  config.host_column = columns - 1;
  config.host_row = rows / 2;
  config.injection = {1001, 500};
  config.horizontal_hop = {4010, 600};
  config.vertical_hop = {6100, 700};
  config.ejection = {1200, 550};
  config.router_input = {8, 900};
  config.switch_interval_ps = 580;
  return config;
}

class MeshBench {
 public:
  explicit MeshBench(const NocConfig& config, Timing timing = Timing::approximately_timed,
                     std::uint32_t receiver_depth = 0, Picoseconds receiver_hold_ps = 0)
      : mesh("mesh", calendar, config) {
    for (std::uint32_t endpoint = 0; endpoint <= mesh.host_endpoint(); ++endpoint) {
      const std::string number = std::to_string(endpoint);
      senders.push_back(std::make_unique<testbenches::MessageSender>(("sender_" + number).c_str(), calendar, pool,
                                                                     config.injection, timing));
      receivers.push_back(std::make_unique<testbenches::MessageReceiver>(("receiver_" + number).c_str(), calendar,
                                                                         receiver_depth, receiver_hold_ps));
      senders.back()->socket().bind(mesh.to_network(endpoint));
      mesh.from_network(endpoint).bind(receivers.back()->socket);
    }
  }

  std::uint32_t endpoints() const { return mesh.host_endpoint() + 1; }
  // The axon is the number of the sender, the atom the number of the message.
  void send(Picoseconds time_ps, std::uint32_t from, std::uint32_t to, std::uint32_t number) {
    senders[from]->send(time_ps, make_spike_address(to, from, number), static_cast<std::int32_t>(number));
  }
  std::uint32_t columns_between(std::uint32_t a, std::uint32_t b) const {
    const std::uint32_t columns = mesh.config().columns;
    return static_cast<std::uint32_t>(
        std::abs(static_cast<int>(mesh.router_of(a) % columns) - static_cast<int>(mesh.router_of(b) % columns)));
  }
  std::uint32_t rows_between(std::uint32_t a, std::uint32_t b) const {
    const std::uint32_t columns = mesh.config().columns;
    return static_cast<std::uint32_t>(
        std::abs(static_cast<int>(mesh.router_of(a) / columns) - static_cast<int>(mesh.router_of(b) / columns)));
  }
  Picoseconds zero_load_ps(std::uint32_t from, std::uint32_t to) const {
    const NocConfig& config = mesh.config();
    return config.injection.latency_ps + columns_between(from, to) * config.horizontal_hop.latency_ps +
           rows_between(from, to) * config.vertical_hop.latency_ps + config.ejection.latency_ps;
  }

  Calendar calendar{"calendar"};
  SpikePool pool;
  Mesh mesh;
  std::vector<std::unique_ptr<testbenches::MessageSender>> senders;
  std::vector<std::unique_ptr<testbenches::MessageReceiver>> receivers;
};

}  // namespace floorline::models
