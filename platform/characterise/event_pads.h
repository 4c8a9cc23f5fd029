// The pads of a chip that runs freely: events are put in at the beginning of a window, and the times at which events
// come out are noted.
#pragma once

#include <utility>
#include <vector>

#include "models/host/host_port.h"

namespace floorline::platform {

class EventPads : public models::HostSource, public models::HostSink {
 public:
  // For the next window, in this order, and each as soon as the chip takes it. Forgets what came out before.
  void put_in(std::vector<models::HostMessage> messages) {
    messages_ = std::move(messages);
    out_ps_.clear();
  }
  // Since the start of the simulation, in the order of arrival.
  const std::vector<models::Picoseconds>& out_ps() const { return out_ps_; }

 private:
  void messages_of_step(std::uint64_t /*step*/, std::vector<models::HostMessage>& messages) override {
    messages.insert(messages.end(), messages_.begin(), messages_.end());
    messages_.clear();
  }
  void on_message(std::uint64_t /*step*/, models::Picoseconds time_ps, std::uint32_t /*axon*/, std::uint32_t /*atom*/,
                  std::int32_t /*value*/) override {
    out_ps_.push_back(time_ps);
  }

  std::vector<models::HostMessage> messages_;
  std::vector<models::Picoseconds> out_ps_;
};

}  // namespace floorline::platform
