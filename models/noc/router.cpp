#include "models/noc/router.h"

#include <algorithm>

#include "models/message/address_map.h"

namespace floorline::models {

namespace {

// Meaning of the entries of the route table.
constexpr std::uint16_t unreachable = max_router_channels;
constexpr std::uint16_t first_set = max_router_channels + 1;
constexpr std::uint16_t last_of_endpoint = 255;
// In the route of a flit: the flit goes to all channels of the set.
constexpr std::uint16_t to_all = 0x8000;

constexpr std::uint64_t bit(std::uint32_t index) {
  return std::uint64_t{1} << index;
}
std::uint32_t lowest(std::uint64_t set) {
  return static_cast<std::uint32_t>(__builtin_ctzll(set));
}
// The lowest member from `first` on, or, if there is none, the lowest of all.
std::uint32_t next_in(std::uint64_t set, std::uint32_t first) {
  const std::uint64_t from_first = set & ~(bit(first) - 1);
  return lowest(from_first != 0 ? from_first : set);
}
// Removes the lowest member from the set.
std::uint32_t take_lowest(std::uint64_t& set) {
  const std::uint32_t index = lowest(set);
  set &= set - 1;
  return index;
}

}  // namespace

Router::Router(const sc_core::sc_module_name& name, Calendar& calendar, const RouterConfig& config,
               const RouterRoutes& routes)
    : sc_module(name),
      calendar_(calendar),
      switch_interval_ps_(config.switch_interval_ps),
      flit_bytes_(config.ports.empty() ? 1 : config.ports.front().output.flit_bytes) {
  FlitTarget& target = *this;
  LinkSource& source = *this;
  std::uint32_t channel = 0;
  for (const RouterPortConfig& port : config.ports) {
    const auto index = static_cast<std::uint32_t>(ports_.size());
    if (channel + port.channels > max_router_channels || port.channels == 0)
      SC_REPORT_FATAL("/floorline/noc/config",
                      "a router has at most 64 channels, counting the virtual channels of all ports");
    names_.push_back(port.name);
    ports_.push_back({Link(port.output), static_cast<std::uint16_t>(channel), static_cast<std::uint16_t>(port.channels),
                      0, port.to_endpoint});
    for (std::uint32_t vc = 0; vc < port.channels; ++vc, ++channel) {
      const std::string name_of_channel = port.name + (port.channels == 1 ? "" : "_vc" + std::to_string(vc));
      inputs_.push_back(
          {std::make_unique<InputBuffer>(("from_" + name_of_channel).c_str(), calendar, port.input, target, channel),
           index});
      channels_.push_back(std::make_unique<OutputChannel>(("to_" + name_of_channel).c_str(), source, channel));
      outputs_.push_back({FlitSender(*channels_.back(), port.output), index});
    }
  }
  many_channels_ = channel != ports_.size();
  schedules_.resize(ports_.size());
  for (const std::uint64_t channels : routes) {
    const std::uint16_t code = route_code(channels);
    if (code > last_of_endpoint)
      SC_REPORT_FATAL("/floorline/noc/config", "a router has more than 191 different sets of permitted outputs");
    routes_.push_back(static_cast<std::uint8_t>(code));
  }
}

std::uint16_t Router::route_code(std::uint64_t channels) {
  if ((channels & (channels - 1)) == 0)
    return channels == 0 ? unreachable : static_cast<std::uint16_t>(lowest(channels));
  const auto set = std::find(sets_.begin(), sets_.end(), channels);
  const auto code = static_cast<std::uint16_t>(first_set + (set - sets_.begin()));
  if (set == sets_.end())
    sets_.push_back(channels);
  return code;
}

void Router::add_group(const GroupRoutes& routes) {
  for (std::uint32_t port = 0; port < port_count(); ++port)
    group_routes_.push_back(route_code(routes[port]));
}

std::uint64_t Router::wanted_outputs(std::uint32_t port, std::uint32_t channel) const {
  const Input& input = inputs_[ports_[port].first_channel + channel];
  return input.buffer->holds_flit() && input.front_ps <= calendar_.now_ps() ? input.permitted : 0;
}

inline std::uint64_t Router::permitted(std::uint16_t route) const {
  return route < max_router_channels ? bit(route) : sets_[(route & ~to_all) - first_set];
}

inline void Router::set_route(Input& input, std::uint16_t route) const {
  input.permitted = permitted(route);
  input.copies = (route & to_all) != 0;
}

inline bool Router::find_route(std::uint32_t channel, tlm::tlm_generic_payload& payload, std::uint16_t& route) const {
  const std::uint32_t endpoint = endpoint_of(payload.get_address());
  if (endpoint < routes_.size()) {
    route = routes_[endpoint];
  } else {
    const std::size_t place = std::size_t{endpoint - routes_.size()} * port_count() + inputs_[channel].port;
    route = place < group_routes_.size() ? group_routes_[place] : unreachable;
    if (route >= first_set)
      route |= to_all;
  }
  if (route != unreachable)
    return true;
  payload.set_response_status(tlm::TLM_ADDRESS_ERROR_RESPONSE);
  return false;
}

bool Router::admit_flit(std::uint32_t channel, BufferedFlit& flit, bool is_front) {
  if (flit.place.first) {
    tlm::tlm_generic_payload& payload = *flit.payload;
    // Nothing behind this router could answer anything but a posted write.
    if (!payload.is_write() || region_of(payload.get_address()) != Region::axon) {
      payload.set_response_status(tlm::TLM_COMMAND_ERROR_RESPONSE);
      return false;
    }
    if (!find_route(channel, payload, flit.route))
      return false;
    // It would hold one output while it waits for another.
    if (!flit.place.last && (flit.route & to_all) != 0) {
      payload.set_response_status(tlm::TLM_BURST_ERROR_RESPONSE);
      return false;
    }
  }
  if (is_front) {
    Input& input = inputs_[channel];
    input.front_ps = flit.arrival_ps;
    if (flit.place.first)
      set_route(input, flit.route);
    coming_ |= bit(channel);
    wake_at(std::max(input.front_ps, input.ready_ps));
  }
  return true;
}

void Router::on_room(std::uint32_t channel) {
  if (causes_ != nullptr) {
    causes_->room[channel] = calendar_.causes()->current();
    causes_->room_ps[channel] = calendar_.now_ps();
  }
  full_ &= ~bit(channel);
  if (outputs_[channel].requests != 0)
    wake_at(calendar_.now_ps());
}

void Router::wake_at(Picoseconds time_ps) {
  if (time_ps >= wake_ps_)
    return;
  wake_ps_ = time_ps;
  calendar_.schedule(time_ps, Phase::decide, *this);
}

void Router::on_calendar(std::uint32_t /*tag*/) {
  const Picoseconds now_ps = calendar_.now_ps();
  if (now_ps != wake_ps_)
    return;  // superseded by an earlier call
  wake_ps_ = never;
  Picoseconds next_ps = form_requests(now_ps);
  const std::uint64_t looked_at = requested_ports_;
  next_ps = std::min(next_ps, serve_ports(now_ps));
  if (monitored_)
    note_waiting(looked_at, now_ps);
  if (next_ps != never)
    wake_at(next_ps);
}

// Forms the requests of the flits that have arrived. Returns the time at which the next flit can make its request.
inline Picoseconds Router::form_requests(Picoseconds now_ps) {
  Picoseconds next_ps = never;
  for (std::uint64_t set = coming_; set != 0;) {
    const std::uint32_t index = take_lowest(set);
    const Input& input = inputs_[index];
    const Picoseconds due_ps = std::max(input.front_ps, input.ready_ps);
    if (due_ps > now_ps) {
      next_ps = std::min(next_ps, due_ps);
      continue;
    }
    coming_ &= ~bit(index);
    for (std::uint64_t wanted = input.permitted; wanted != 0;) {
      Output& output = outputs_[take_lowest(wanted)];
      output.requests |= bit(index);
      if (many_channels_)
        ports_[output.port].put_off &= ~bit(index);
      requested_ports_ |= bit(output.port);
    }
  }
  return next_ps;
}

// Grants all requests that can be granted. Returns the time at which more may be, as far as it is known now. Ports take
// turns at being served first: the channels of one input port may request several outputs, and only one of them is
// granted at a time.
inline Picoseconds Router::serve_ports(Picoseconds now_ps) {
  Picoseconds next_ps = never;
  const std::uint32_t first = first_port_;
  for (std::uint64_t set = requested_ports_; set != 0;) {
    const std::uint32_t index = next_in(set, first);
    set &= ~bit(index);
    const std::uint64_t inputs = candidates(index);
    if (inputs == 0)
      continue;  // on_room() or admit_flit() follows when that changes
    Port& port = ports_[index];
    if (port.link.free_at_ps() > now_ps) {
      next_ps = std::min(next_ps, port.link.free_at_ps());
      continue;
    }
    if (many_channels_ && first == first_port_)
      first_port_ = index + 1 < port_count() ? index + 1 : 0;
    const std::uint32_t winner = next_in(inputs, port.next_input);
    std::uint32_t channel = port.first_channel;
    while ((outputs_[channel].requests & bit(winner)) == 0)
      ++channel;
    next_ps = std::min(next_ps, grant(channel, winner, now_ps));
  }
  return next_ps;
}

// The inputs that can be granted this port.
inline std::uint64_t Router::candidates(std::uint32_t index) {
  const Port& port = ports_[index];
  if (port.channels == 1) {
    const Output& output = outputs_[port.first_channel];
    if (output.requests == 0)
      requested_ports_ &= ~bit(index);
    return (full_ & bit(port.first_channel)) == 0 ? output.requests & output.eligible : 0;
  }
  std::uint64_t requests = 0;
  std::uint64_t inputs = 0;
  std::uint32_t channel = port.first_channel;
  do {
    const Output& output = outputs_[channel];
    requests |= output.requests;
    if ((full_ & bit(channel)) == 0)
      inputs |= output.requests & output.eligible;
  } while (++channel < port.first_channel + port.channels);
  if (requests == 0)
    requested_ports_ &= ~bit(index);
  return inputs;
}

// The pointer moves just past the winner, or stays at an earlier input whose turn was postponed: otherwise that input
// could be postponed in each of its turns and starve.
inline void Router::pass_turn(Port& port, std::uint32_t winner) const {
  const std::uint32_t turn = next_in(port.put_off | bit(winner), port.next_input);
  const std::uint32_t next = turn == winner ? winner + 1 : turn;
  port.next_input = static_cast<std::uint16_t>(next < inputs_.size() ? next : 0);
}

// Moves the front flit of the input, or a copy of it, to the output. Returns the time at which either may have more to
// do.
inline Picoseconds Router::grant(std::uint32_t channel, std::uint32_t index, Picoseconds now_ps) {
  Input& input = inputs_[index];
  Output& output = outputs_[channel];
  Port& port = ports_[output.port];
  pass_turn(port, index);
  if (causes_ != nullptr)
    calendar_.causes()->set_current(note_grant(channel, input, now_ps));
  const bool stays = input.copies && input.permitted != bit(channel);
  if (stays || input.permitted == bit(channel))
    output.requests &= ~bit(index);
  else
    withdraw(index, input.permitted);
  const InputBuffer::Taken flit = stays ? input.buffer->front() : input.buffer->pop_flit(now_ps);
  input.holds = !flit.place.last;
  output.eligible = flit.place.last ? all_inputs : bit(index);
  input.permitted = stays ? input.permitted & ~bit(channel) : bit(channel);
  if (port.channels == 1 && output.requests == 0)
    requested_ports_ &= ~bit(output.port);

  port.link.carry_flit(now_ps, flit.place.last);
  if (monitored_)
    ledgers_[output.port].carry(now_ps, port.link.interval_ps());
  if (!output.sender.send(*flit.payload, flit.place))
    full_ |= bit(channel);
  const bool refused = flit.payload->is_response_error();
  if (flit.place.last && !stays)
    flit.payload->release();

  input.ready_ps = now_ps + switch_interval_ps_;
  Picoseconds next_ps = (output.requests != 0 || port.channels > 1) ? port.link.free_at_ps() : never;
  if (input.buffer->holds_flit() && !stays) {
    const BufferedFlit& front = input.buffer->front_flit();
    input.front_ps = front.arrival_ps;
    if (!input.holds)
      set_route(input, front.route);
    coming_ |= bit(index);
    next_ps = std::min(next_ps, std::max(input.front_ps, input.ready_ps));
  }
  if (many_channels_)
    next_ps = std::min(next_ps, put_off(ports_[input.port], index, input.ready_ps));
  if (refused)
    SC_REPORT_ERROR("/floorline/noc/refused", "a packet was refused by its receiver: it is not a spike");
  return next_ps;
}

// The input port has just handed over a flit of the served channel; its other channels request again when it is ready.
Picoseconds Router::put_off(const Port& port, std::uint32_t served, Picoseconds ready_ps) {
  Picoseconds next_ps = never;
  for (std::uint32_t index = port.first_channel; index < port.first_channel + port.channels; ++index) {
    inputs_[index].ready_ps = ready_ps;
    if (index == served || !inputs_[index].buffer->holds_flit() || (coming_ & bit(index)) != 0)
      continue;
    for (std::uint64_t wanted = inputs_[index].permitted; wanted != 0;) {
      const Output& output = outputs_[take_lowest(wanted)];
      ports_[output.port].put_off |= output.requests & output.eligible & bit(index);
    }
    withdraw(index, inputs_[index].permitted);
    coming_ |= bit(index);
    next_ps = ready_ps;
  }
  return next_ps;
}

// Withdraws the requests of the input for these outputs.
inline void Router::withdraw(std::uint32_t index, std::uint64_t outputs) {
  while (outputs != 0)
    outputs_[take_lowest(outputs)].requests &= ~bit(index);
}

void Router::record_causes() {
  causes_ = std::make_unique<Causes>();
  for (std::uint32_t port = 0; port < port_count(); ++port) {
    const UnitId unit = calendar_.causes()->add_unit(std::string(name()) + "." + names_[port], TimeLabel::traffic);
    if (port == 0)
      causes_->first_port = unit;
  }
  for (const Input& input : inputs_)
    input.buffer->record_causes();
  causes_->last_input.resize(port_count());
  causes_->last_output.resize(port_count());
  causes_->room.resize(outputs_.size());
  causes_->room_ps.resize(outputs_.size());
}

// Why a flit is granted now and not earlier: it arrived only now, or its input, the link or the next buffer became
// ready only now. The latest of these is the cause.
EventId Router::note_grant(std::uint32_t channel, const Input& input, Picoseconds now_ps) {
  CauseRecorder& recorder = *calendar_.causes();
  const std::uint32_t output_port = outputs_[channel].port;
  EventId cause = input.buffer->front_flit().cause;
  Picoseconds fulfilled_ps = input.front_ps;
  const auto consider = [&](Picoseconds time_ps, EventId event) {
    if (time_ps <= fulfilled_ps)
      return;
    fulfilled_ps = time_ps;
    cause = event;
  };
  consider(input.ready_ps, causes_->last_input[input.port]);
  consider(ports_[output_port].link.free_at_ps(), causes_->last_output[output_port]);
  consider(causes_->room_ps[channel], causes_->room[channel]);
  const EventId grant = recorder.add(cause, causes_->first_port + output_port, now_ps);
  causes_->last_input[input.port] = causes_->last_output[output_port] = grant;
  return grant;
}

void Router::open_ledgers() {
  ledgers_.assign(port_count(), PortLedger(calendar_.now_ps()));
  monitored_ = true;
}

void Router::book_ports() {
  for (PortLedger& ledger : ledgers_)
    ledger.book(calendar_.now_ps());
}

// Notes at which of these ports a flit waits for room and for nothing else. Called once all ports are served: until
// then a packet with several permitted outputs also requests a full one.
void Router::note_waiting(std::uint64_t ports, Picoseconds now_ps) {
  while (ports != 0) {
    const std::uint32_t index = take_lowest(ports);
    const Port& port = ports_[index];
    bool asked = false;
    bool room = false;
    for (std::uint32_t channel = port.first_channel; channel < port.first_channel + std::uint32_t{port.channels};
         ++channel) {
      if ((outputs_[channel].requests & outputs_[channel].eligible) == 0)
        continue;
      asked = true;
      room = room || (full_ & bit(channel)) == 0;
    }
    ledgers_[index].set_blocked(now_ps, asked && !room);
  }
}

// A packet to a group is carried along all its branches; the delay is that of the longest one.
void Router::blocking_transport(std::uint32_t input, tlm::tlm_generic_payload& payload, sc_core::sc_time& delay) {
  std::uint16_t route = 0;
  if (!find_route(input, payload, route))
    return;
  if ((route & to_all) == 0) {
    blocking_send(lowest(permitted(route)), payload, delay);
    return;
  }
  if (region_of(payload.get_address()) != Region::axon) {
    payload.set_response_status(tlm::TLM_ADDRESS_ERROR_RESPONSE);
    return;
  }
  if (flit_count(payload.get_data_length(), flit_bytes_) > 1) {
    payload.set_response_status(tlm::TLM_BURST_ERROR_RESPONSE);
    return;
  }
  const sc_core::sc_time sent = delay;
  const EventId cause = causes_ != nullptr ? calendar_.causes()->current() : 0;
  for (std::uint64_t channels = permitted(route); channels != 0;) {
    if (causes_ != nullptr)
      calendar_.causes()->set_current(cause);
    sc_core::sc_time arrival = sent;
    blocking_send(take_lowest(channels), payload, arrival);
    delay = std::max(delay, arrival);
  }
}

void Router::blocking_send(std::uint32_t channel, tlm::tlm_generic_payload& payload, sc_core::sc_time& delay) {
  Output& output = outputs_[channel];
  Port& port = ports_[output.port];
  if (region_of(payload.get_address()) == Region::axon) {
    const Picoseconds now_ps = calendar_.now_ps();
    output.sender.carry_blocking(port.link, schedules_[output.port], flit_count(payload.get_data_length(), flit_bytes_),
                                 now_ps, delay, port.to_endpoint);
    if (causes_ != nullptr) {
      CauseRecorder& recorder = *calendar_.causes();
      recorder.set_current(
          recorder.add(recorder.current(), causes_->first_port + output.port, now_ps + to_picoseconds(delay)));
    }
  }
  output.sender.send_blocking(payload, delay);
}

unsigned Router::debug_transport(std::uint32_t input, tlm::tlm_generic_payload& payload) {
  std::uint16_t route = 0;
  return find_route(input, payload, route) && (route & to_all) == 0
             ? channels_[lowest(permitted(route))]->socket->transport_dbg(payload)
             : 0;
}

}  // namespace floorline::models
