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
  fetch_packet();
}

void PacketSource::discard() {
  while (queue_.size() > (flits_sent_ > 0 ? 1 : 0)) {
    queue_.back()->release();
    queue_.pop_back();
  }
}

void PacketSource::fetch_packet() {
  coming_ = maker_.next_packet(node_);
  if (coming_ != nullptr)
    calendar_.schedule(std::max(coming_->created_ps, calendar_.now_ps()), Phase::arrive, *this, packet_made);
}

void PacketSource::on_calendar(std::uint32_t tag) {
  if (tag == packet_made) {
    queue_.push_back(coming_);
    fetch_packet();
    if (queue_.size() == 1)
      send();
    return;
  }
  link_awaited_ = false;
  send();
}

void PacketSource::on_room(std::uint32_t /*channel*/) {
  send();
}

// Sends the next flit, if link and receiver allow it; otherwise they will say when.
void PacketSource::send() {
  while (!queue_.empty() && port_.has_room() && !link_awaited_) {
    const Picoseconds now_ps = calendar_.now_ps();
    if (port_.free_at_ps() > now_ps) {
      link_awaited_ = true;
      calendar_.schedule(port_.free_at_ps(), Phase::arrive, *this, link_free);
      return;
    }
    Packet& packet = *queue_.front();
    bool last = true;
    if (timing_ == models::Timing::loosely_timed) {
      sc_core::sc_time delay = sc_core::SC_ZERO_TIME;
      port_.send_blocking(packet, now_ps, delay);
    } else {
      last = flits_sent_ + 1 == packet.flits;
      port_.send(packet, {flits_sent_ == 0, last}, now_ps);
      ++flits_sent_;
    }
    if (last) {
      flits_sent_ = 0;
      queue_.pop_front();
      packet.release();
    }
  }
}

}  // namespace floorline::testbenches
