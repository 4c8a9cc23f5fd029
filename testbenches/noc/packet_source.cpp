#include "testbenches/noc/packet_source.h"

#include <algorithm>

namespace floorline::testbenches {

using models::Phase;
using models::Picoseconds;

PacketSource::PacketSource(const sc_core::sc_module_name& name, models::Calendar& calendar,
                           const models::LinkTiming& link, models::Timing timing, PacketMaker& maker,
                           std::uint32_t node)
    : sc_module(name),
      calendar_(calendar),
      timing_(timing),
      maker_(maker),
      node_(node),
      port_("to_network", link, *this) {}

void PacketSource::start() {
  packet_ = maker_.next_packet(node_);
  send();
}

void PacketSource::discard() {
  if (packet_ != nullptr && flits_sent_ == 0) {
    packet_->release();
    packet_ = nullptr;
  }
}

void PacketSource::on_calendar(std::uint32_t /*tag*/) {
  woken_ = false;
  send();
}

void PacketSource::on_room(std::uint32_t /*channel*/) {
  send();
}

void PacketSource::wake_at(Picoseconds time_ps) {
  woken_ = true;
  calendar_.schedule(time_ps, Phase::arrive, *this);
}

// Sends the flits that can be sent now, and schedules the next call for when there may be more.
void PacketSource::send() {
  const Picoseconds now_ps = calendar_.now_ps();
  while (packet_ != nullptr && port_.has_room() && !woken_) {
    const Picoseconds ready_ps = std::max(packet_->created_ps, port_.free_at_ps());
    if (ready_ps > now_ps) {
      wake_at(ready_ps);
      return;
    }
    send_flit(now_ps);
  }
}

void PacketSource::send_flit(Picoseconds now_ps) {
  bool last = true;
  if (timing_ == models::Timing::loosely_timed) {
    sc_core::sc_time delay = sc_core::SC_ZERO_TIME;
    port_.send_blocking(*packet_, now_ps, delay);
  } else {
    last = flits_sent_ + 1 == packet_->flits;
    port_.send(*packet_, {flits_sent_ == 0, last}, now_ps);
    ++flits_sent_;
  }
  if (!last)
    return;
  flits_sent_ = 0;
  packet_->release();
  packet_ = maker_.next_packet(node_);
}

}  // namespace floorline::testbenches
