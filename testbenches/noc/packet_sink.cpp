#include "testbenches/noc/packet_sink.h"

namespace floorline::testbenches {

using models::FlitPlace;
using models::Phase;
using models::Picoseconds;
using models::to_picoseconds;

EndlessSink::EndlessSink(const sc_core::sc_module_name& name, models::Calendar& calendar, PacketListener& listener)
    : sc_module(name), socket("from_network"), calendar_(calendar), listener_(listener) {
  socket.bind(*this);
}

tlm::tlm_sync_enum EndlessSink::nb_transport_fw(tlm::tlm_generic_payload& payload, tlm::tlm_phase& phase,
                                                sc_core::sc_time& delay) {
  FlitPlace place;
  payload.set_response_status(tlm::TLM_OK_RESPONSE);
  if (models::place_of(phase, place) && place.last)
    listener_.on_packet(static_cast<const Packet&>(payload), calendar_.now_ps() + to_picoseconds(delay));
  return tlm::TLM_COMPLETED;
}

void EndlessSink::b_transport(tlm::tlm_generic_payload& payload, sc_core::sc_time& delay) {
  payload.set_response_status(tlm::TLM_OK_RESPONSE);
  listener_.on_packet(static_cast<const Packet&>(payload), calendar_.now_ps() + to_picoseconds(delay));
}

BufferedSink::BufferedSink(const sc_core::sc_module_name& name, models::Calendar& calendar,
                           const models::BufferConfig& config, PacketListener& listener)
    : sc_module(name),
      calendar_(calendar),
      listener_(listener),
      buffer_("from_network", calendar, config, static_cast<models::FlitTarget&>(*this), 0) {}

bool BufferedSink::admit_flit(std::uint32_t /*channel*/, models::BufferedFlit& flit, bool is_front) {
  if (is_front)
    calendar_.schedule(flit.arrival_ps, Phase::arrive, *this);
  return true;
}

void BufferedSink::on_calendar(std::uint32_t /*tag*/) {
  const Picoseconds now_ps = calendar_.now_ps();
  while (buffer_.holds_flit() && buffer_.front_flit().arrival_ps <= now_ps) {
    const models::InputBuffer::Taken flit = buffer_.pop_flit(now_ps);
    if (flit.place.last) {
      listener_.on_packet(static_cast<const Packet&>(*flit.payload), now_ps);
      flit.payload->release();
    }
  }
  if (buffer_.holds_flit())
    calendar_.schedule(buffer_.front_flit().arrival_ps, Phase::arrive, *this);
}

void BufferedSink::blocking_transport(std::uint32_t /*channel*/, tlm::tlm_generic_payload& payload,
                                      sc_core::sc_time& delay) {
  payload.set_response_status(tlm::TLM_OK_RESPONSE);
  listener_.on_packet(static_cast<const Packet&>(payload), calendar_.now_ps() + to_picoseconds(delay));
}

}  // namespace floorline::testbenches
