// A router: input buffers, one round-robin arbiter per output, and a table of the outputs that lead to each endpoint.
//
// Models, flit by flit:
//  * finite input buffers with credits, back-pressure and head-of-line blocking;
//  * an output that is held by a packet from its first flit to its last (wormhole);
//  * one flit per input port and switch interval, one flit per output and link interval;
//  * an arbiter whose pointer stands just after the last winner and moves only on a grant;
//  * requests that are formed before grants: an output that a grant frees can be requested at the next instant, not at
//    this one;
//  * virtual channels: a port may have several, each with its own buffer, that share the link. A packet stays in the
//    channel that the table assigns to it;
//  * several permitted outputs for an endpoint (adaptive routes): the packet requests all of them and takes the first
//    grant;
//  * groups of endpoints (multicast): a packet of one flit goes to several outputs, to each as soon as it has room, and
//    leaves its buffer with the last of them. All copies are the same transaction, which no unit modifies.
// Loosely timed (b_transport): only the occupancy of links, along the first permitted output, or along all outputs of a
// group. Does not model: the pipeline stages of the router (they are part of the latencies), or virtual channel
// allocation at each router.
//
// One calendar call serves all that happens in a router at one instant; a flit's hop is one TLM call to the next unit.
// A router in which nothing moves costs nothing.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <systemc>
#include <vector>

#include "models/calendar/calendar.h"
#include "models/monitor/cause_recorder.h"
#include "models/noc/input_buffer.h"
#include "models/noc/noc_config.h"
#include "models/noc/output_port.h"
#include "models/noc/port_ledger.h"

namespace floorline::models {

// A port of a router: an input and an output of the same name.
struct RouterPortConfig {
  std::string name;  // "east", "core_5", "host"; names the sockets
  LinkTiming output;
  BufferConfig input;          // of each channel
  std::uint32_t channels = 1;  // virtual channels in each direction
  bool to_endpoint = false;    // the port leads to an endpoint
};

struct RouterConfig {
  std::vector<RouterPortConfig> ports;  // channels are numbered across all ports, in this order
  Picoseconds switch_interval_ps = 1000;
};

// For each endpoint the output channels that packets to it may take, one bit per channel; none: it is unreachable.
using RouterRoutes = std::vector<std::uint64_t>;
// For each input port of packets to a group, the output channels that copies take, one bit per channel.
using GroupRoutes = std::vector<std::uint64_t>;

class alignas(cache_line_bytes) Router final : public sc_core::sc_module,
                                               private FlitTarget,
                                               private LinkSource,
                                               private CalendarClient {
 public:
  Router(const sc_core::sc_module_name& name, Calendar& calendar, const RouterConfig& config,
         const RouterRoutes& routes);

  std::uint32_t port_count() const { return static_cast<std::uint32_t>(ports_.size()); }
  std::uint32_t first_channel(std::uint32_t port) const { return ports_[port].first_channel; }
  std::uint32_t channel_count(std::uint32_t port) const { return ports_[port].channels; }
  tlm::tlm_target_socket<>& input_socket(std::uint32_t port, std::uint32_t channel = 0) {
    return inputs_[ports_[port].first_channel + channel].buffer->socket;
  }
  tlm::tlm_initiator_socket<>& output_socket(std::uint32_t port, std::uint32_t channel = 0) {
    return channels_[ports_[port].first_channel + channel]->socket;
  }
  const InputBuffer& input(std::uint32_t port, std::uint32_t channel = 0) const {
    return *inputs_[ports_[port].first_channel + channel].buffer;
  }
  const std::string& port_name(std::uint32_t port) const { return names_[port]; }
  bool leads_to_endpoint(std::uint32_t port) const { return ports_[port].to_endpoint; }
  const Link& link(std::uint32_t port) const { return ports_[port].link; }  // of its output
  // The output channels that the front flit of an input channel may take, one bit each; none if no flit has arrived.
  std::uint64_t wanted_outputs(std::uint32_t port, std::uint32_t channel = 0) const;
  // Adds a multicast group; its number follows those of the endpoints in the route table and of earlier groups. Must
  // not be called while packets are in flight.
  void add_group(const GroupRoutes& routes);
  void clear_groups() { group_routes_.clear(); }

  // Names its ports to the calendar's recorder of causes, which must be there. Once, before the first packet.
  void record_causes();

  // Opens a ledger for each port, from now on. Approximately timed only.
  void open_ledgers();
  bool has_ledgers() const { return !ledgers_.empty(); }
  StateTimes port_times(std::uint32_t port) const { return port_times(port, calendar_.now_ps()); }
  // The times until until_ps, which must not lie before the last flit or the last change of a buffer behind the port.
  StateTimes port_times(std::uint32_t port, Picoseconds until_ps) const { return ledgers_[port].times(until_ps); }
  // Reports the states of the port to the observer, as unit `unit`, when they change and whenever book_ports() is
  // called.
  void set_port_observer(std::uint32_t port, StateObserver* observer, std::uint32_t unit) {
    ledgers_[port].ledger().set_observer(observer, unit);
  }
  // Reports the changes of an input buffer to the observer, as buffer `buffer`. Null removes the observer.
  void set_buffer_observer(std::uint32_t port, std::uint32_t channel, BufferObserver* observer, std::uint32_t buffer) {
    inputs_[ports_[port].first_channel + channel].buffer->set_observer(observer, buffer);
  }
  // Books the time of all ports until now.
  void book_ports();

 private:
  static constexpr std::uint64_t all_inputs = ~std::uint64_t{0};
  static constexpr Picoseconds never = ~Picoseconds{0};

  // These three hold, close together, everything that decides whether the router has work to do: most of the simulation
  // time of a router is spent on that check, and the routers of a chip do not fit into a processor's first-level cache.
  struct alignas(cache_line_bytes) Port {
    Link link;
    std::uint16_t first_channel;
    std::uint16_t channels;
    std::uint16_t next_input = 0;  // round robin: the input channel that is considered first
    bool to_endpoint;
    std::uint64_t put_off = 0;  // inputs whose request for this port was postponed by a grant to their own port
  };
  // A channel of an input port.
  struct alignas(cache_line_bytes) Input {
    std::unique_ptr<InputBuffer> buffer;
    std::uint32_t port;
    bool holds = false;        // an output, from the first flit of its packet to the last
    bool copies = false;       // its front flit goes to all permitted channels, not to one of them
    Picoseconds front_ps = 0;  // when the front flit arrives
    Picoseconds ready_ps = 0;  // when its port may hand over a flit again
    // The output channels that it may take: those of its route that have not been served, or the one that it holds.
    std::uint64_t permitted = 0;
  };
  // A channel of an output port.
  struct alignas(cache_line_bytes) Output {
    FlitSender sender;
    std::uint32_t port;
    std::uint64_t requests = 0;           // inputs whose front flit may go here
    std::uint64_t eligible = all_inputs;  // inputs that may be granted: all, or the one that holds this channel
  };

  bool admit_flit(std::uint32_t channel, BufferedFlit& flit, bool is_front) override;
  void on_room(std::uint32_t channel) override;
  void blocking_transport(std::uint32_t channel, tlm::tlm_generic_payload& payload, sc_core::sc_time& delay) override;
  void blocking_send(std::uint32_t channel, tlm::tlm_generic_payload& payload, sc_core::sc_time& delay);
  unsigned debug_transport(std::uint32_t channel, tlm::tlm_generic_payload& payload) override;
  void on_calendar(std::uint32_t tag) override;

  std::uint16_t route_code(std::uint64_t channels);
  bool find_route(std::uint32_t channel, tlm::tlm_generic_payload& payload, std::uint16_t& route) const;
  std::uint64_t permitted(std::uint16_t route) const;
  void set_route(Input& input, std::uint16_t route) const;
  void wake_at(Picoseconds time_ps);
  Picoseconds form_requests(Picoseconds now_ps);
  Picoseconds serve_ports(Picoseconds now_ps);
  std::uint64_t candidates(std::uint32_t port);
  // Not inlined into its only caller, it would cost 2.5 % of the instructions of a busy network.
  [[gnu::always_inline]] Picoseconds grant(std::uint32_t channel, std::uint32_t input, Picoseconds now_ps);
  Picoseconds put_off(const Port& port, std::uint32_t served, Picoseconds ready_ps);
  void withdraw(std::uint32_t input, std::uint64_t outputs);
  void pass_turn(Port& port, std::uint32_t winner) const;
  void note_waiting(std::uint64_t ports, Picoseconds now_ps);
  EventId note_grant(std::uint32_t channel, const Input& input, Picoseconds now_ps);

  // The fields that each flit needs come first, in two cache lines.
  alignas(cache_line_bytes) Picoseconds wake_ps_ = never;  // the earliest scheduled call
  std::uint64_t coming_ = 0;                               // inputs whose front flit has not made its request yet
  std::uint64_t requested_ports_ = 0;  // ports that are requested, or were when they were last served
  std::uint64_t full_ = 0;             // output channels whose receiver has no room
  bool many_channels_ = false;         // some port has several
  bool monitored_ = false;             // ledgers are open
  std::uint32_t first_port_ = 0;       // the port that is served first
  std::vector<Input> inputs_;
  std::vector<Output> outputs_;
  std::vector<Port> ports_;
  Calendar& calendar_;
  const Picoseconds switch_interval_ps_;
  std::vector<std::uint8_t> routes_;         // a channel, or unreachable, or first_set + an index into sets_
  std::vector<std::uint16_t> group_routes_;  // the same by group, then by port
  std::vector<std::uint64_t> sets_;          // of several channels
  std::vector<std::unique_ptr<OutputChannel>> channels_;
  const std::uint32_t flit_bytes_;
  std::vector<std::string> names_;       // of each port
  std::vector<LinkSchedule> schedules_;  // of each port, loosely timed
  std::vector<PortLedger> ledgers_;      // of each port, or none
  // The causes of the states of ports and channels, if the chip records causes.
  struct Causes {
    UnitId first_port = 0;             // the unit of port 0
    std::vector<EventId> last_input;   // of each port: the last grant of its input
    std::vector<EventId> last_output;  // and of its output
    std::vector<EventId> room;         // by output channel: why there is room again
    std::vector<Picoseconds> room_ps;  // and since when
  };
  std::unique_ptr<Causes> causes_;
};

}  // namespace floorline::models
