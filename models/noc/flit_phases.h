// How the flits of a packet are distinguished on a link.
//
// A packet is one TLM transaction; each of its flits is one call of nb_transport_fw with that transaction, in order:
//
//   BEGIN_REQ                            a packet of one flit: the base protocol, which is all that spikes need
//   head_flit, body_flit ..., tail_flit  a packet of several flits: extended phases, which a receiver that does not
//                                        know such packets never sees
//
// All are answered alike: TLM_COMPLETED if there is room for another flit; TLM_ACCEPTED if there is not, and BEGIN_RESP
// on the backward path follows when there is.
#pragma once

#include <cstdint>
#include <tlm>

namespace floorline::models {

DECLARE_EXTENDED_PHASE(head_flit);
DECLARE_EXTENDED_PHASE(body_flit);
DECLARE_EXTENDED_PHASE(tail_flit);

// The position of a flit in its packet.
struct FlitPlace {
  bool first = true;
  bool last = true;
};

inline tlm::tlm_phase phase_of(FlitPlace place) {
  if (place.first)
    return place.last ? tlm::tlm_phase(tlm::BEGIN_REQ) : tlm::tlm_phase(head_flit);
  return place.last ? tlm::tlm_phase(tail_flit) : tlm::tlm_phase(body_flit);
}

// False if the phase does not belong to a flit.
inline bool place_of(const tlm::tlm_phase& phase, FlitPlace& place) {
  const unsigned id = phase;
  if (id == tlm::BEGIN_REQ)
    return true;
  place = {id == head_flit, id == tail_flit};
  return place.first || place.last || id == body_flit;
}

}  // namespace floorline::models
