// A router: input buffers, one round-robin arbiter an output, and a table that says which output leads to which
// endpoint.
//
// Models: finite input buffers and back-pressure, head-of-line blocking, one message an input and switch interval, one
// message an output and link interval, an arbiter whose pointer stands behind the last winner and moves only on a
// grant. Loosely timed (b_transport): the links' occupancy alone. Does not model: messages of several flits, virtual
// channels, or adaptive routing.
//
// Per message and hop: one calendar call when it arrives, one when it is granted, one TLM call to the next unit.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <systemc>
#include <vector>

#include "models/calendar/calendar.h"
#include "models/noc/input_buffer.h"
#include "models/noc/noc_config.h"
#include "models/noc/output_port.h"

namespace floorline::models {

// One port of a router, an input and an output of the same name.
struct RouterPortConfig {
  std::string name;  // "east", "core_5", "host"; names the sockets
  LinkTiming output;
};

class Router : public sc_core::sc_module, private MessageTarget, private MessageSource, private CalendarClient {
 public:
  // `routes[endpoint]` is the number of the output port that leads there; at most 64 ports.
  Router(const sc_core::sc_module_name& name, Calendar& calendar, const std::vector<RouterPortConfig>& ports,
         const BufferConfig& input_config, Picoseconds switch_interval_ps, std::vector<std::uint8_t> routes);

  tlm::tlm_target_socket<>& input_socket(std::uint32_t port) { return inputs_[port]->socket; }
  tlm::tlm_initiator_socket<>& output_socket(std::uint32_t port) { return outputs_[port]->socket; }

  std::uint32_t port_count() const { return static_cast<std::uint32_t>(inputs_.size()); }
  const InputBuffer& input(std::uint32_t port) const { return *inputs_[port]; }
  const OutputPort& output(std::uint32_t port) const { return *outputs_[port]; }

 private:
  struct Arbiter {
    std::uint64_t requests = 0;  // inputs whose oldest message wants this output
    std::uint32_t next = 0;      // the input that is looked at first
    bool decision_due = false;   // a call in phase `decide` is scheduled
  };

  bool admit(std::uint32_t port, tlm::tlm_generic_payload& payload, std::uint32_t& route) override;
  void on_message(std::uint32_t port) override;
  void on_room(std::uint32_t port) override;
  void blocking_transport(std::uint32_t port, tlm::tlm_generic_payload& payload, sc_core::sc_time& delay) override;
  unsigned debug_transport(std::uint32_t port, tlm::tlm_generic_payload& payload) override;
  void on_calendar(std::uint32_t tag) override;

  bool find_route(tlm::tlm_generic_payload& payload, std::uint32_t& route) const;
  void request(std::uint32_t input);
  void arrange_decision(std::uint32_t output);
  void decide(std::uint32_t output);

  Calendar& calendar_;
  const Picoseconds switch_interval_ps_;
  const std::vector<std::uint8_t> routes_;
  std::vector<std::unique_ptr<InputBuffer>> inputs_;
  std::vector<std::unique_ptr<OutputPort>> outputs_;
  std::vector<Arbiter> arbiters_;
  std::vector<Picoseconds> input_ready_ps_;  // an input may ask for the switch again from then on
};

}  // namespace floorline::models
