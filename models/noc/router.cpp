#include "models/noc/router.h"

#include <algorithm>
#include <utility>

#include "models/message/address_map.h"

namespace floorline::models {

namespace {
// Calendar tags: an output's decision is due, or an input may ask again.
constexpr std::uint32_t input_tag = max_router_ports;
}  // namespace

Router::Router(const sc_core::sc_module_name& name, Calendar& calendar, const std::vector<RouterPortConfig>& ports,
               const BufferConfig& input_config, Picoseconds switch_interval_ps, std::vector<std::uint8_t> routes)
    : sc_module(name),
      calendar_(calendar),
      switch_interval_ps_(switch_interval_ps),
      routes_(std::move(routes)),
      arbiters_(ports.size()),
      input_ready_ps_(ports.size(), 0) {
  if (ports.size() > max_router_ports)
    SC_REPORT_FATAL("/floorline/noc/config", "a router has at most 64 ports");
  for (std::uint32_t port = 0; port < ports.size(); ++port) {
    const RouterPortConfig& config = ports[port];
    MessageTarget& target = *this;
    MessageSource& source = *this;
    inputs_.push_back(
        std::make_unique<InputBuffer>(("from_" + config.name).c_str(), calendar, input_config, target, port));
    outputs_.push_back(std::make_unique<OutputPort>(("to_" + config.name).c_str(), config.output, source, port));
  }
}

inline bool Router::find_route(tlm::tlm_generic_payload& payload, std::uint32_t& route) const {
  const std::uint32_t endpoint = endpoint_of(payload.get_address());
  if (endpoint >= routes_.size()) {
    payload.set_response_status(tlm::TLM_ADDRESS_ERROR_RESPONSE);
    return false;
  }
  route = routes_[endpoint];
  return true;
}

bool Router::admit(std::uint32_t /*port*/, tlm::tlm_generic_payload& payload, std::uint32_t& route) {
  // Nobody behind this router could answer anything but a posted write.
  if (!payload.is_write() || region_of(payload.get_address()) != Region::axon) {
    payload.set_response_status(tlm::TLM_COMMAND_ERROR_RESPONSE);
    return false;
  }
  return find_route(payload, route);
}

void Router::on_message(std::uint32_t port) {
  if (input_ready_ps_[port] <= calendar_.now_ps())
    request(port);
  else
    calendar_.schedule(input_ready_ps_[port], Phase::arrive, *this, input_tag + port);
}

void Router::request(std::uint32_t input) {
  const std::uint32_t output = inputs_[input]->front_route();
  arbiters_[output].requests |= std::uint64_t{1} << input;
  arrange_decision(output);
}

void Router::arrange_decision(std::uint32_t output) {
  Arbiter& arbiter = arbiters_[output];
  if (arbiter.decision_due || arbiter.requests == 0 || !outputs_[output]->has_room())
    return;
  arbiter.decision_due = true;
  calendar_.schedule(std::max(calendar_.now_ps(), outputs_[output]->free_at_ps()), Phase::decide, *this, output);
}

void Router::on_room(std::uint32_t port) {
  arrange_decision(port);
}

void Router::on_calendar(std::uint32_t tag) {
  if (tag < input_tag)
    decide(tag);
  else
    request(tag - input_tag);
}

void Router::decide(std::uint32_t output) {
  Arbiter& arbiter = arbiters_[output];
  arbiter.decision_due = false;
  const std::uint64_t behind_last = arbiter.requests & ~((std::uint64_t{1} << arbiter.next) - 1);
  const auto winner = static_cast<std::uint32_t>(__builtin_ctzll(behind_last != 0 ? behind_last : arbiter.requests));
  arbiter.requests &= ~(std::uint64_t{1} << winner);
  arbiter.next = winner + 1 < port_count() ? winner + 1 : 0;

  const Picoseconds now_ps = calendar_.now_ps();
  tlm::tlm_generic_payload& payload = inputs_[winner]->pop();
  const bool taken = outputs_[output]->send(payload, now_ps);
  payload.release();
  input_ready_ps_[winner] = now_ps + switch_interval_ps_;
  if (!inputs_[winner]->empty())
    calendar_.schedule(input_ready_ps_[winner], Phase::arrive, *this, input_tag + winner);
  arrange_decision(output);
  if (!taken)
    SC_REPORT_ERROR("/floorline/noc/refused", "a message was refused by its receiver: not a spike");
}

void Router::blocking_transport(std::uint32_t /*port*/, tlm::tlm_generic_payload& payload, sc_core::sc_time& delay) {
  std::uint32_t route = 0;
  if (!find_route(payload, route))
    return;
  if (region_of(payload.get_address()) == Region::axon) {
    outputs_[route]->send_blocking(payload, calendar_.now_ps(), delay);
  } else {
    outputs_[route]->socket->b_transport(payload, delay);
  }
}

unsigned Router::debug_transport(std::uint32_t /*port*/, tlm::tlm_generic_payload& payload) {
  std::uint32_t route = 0;
  return find_route(payload, route) ? outputs_[route]->socket->transport_dbg(payload) : 0;
}

}  // namespace floorline::models
