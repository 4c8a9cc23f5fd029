#include "platform/config/chip_parameters.h"

#include <fmt/core.h>

#include <type_traits>
#include <utility>

#include "models/message/address_map.h"

namespace floorline::platform {
namespace {

using models::BarrierConfig;
using models::BufferConfig;
using models::HandoverConfig;
using models::HostConfig;
using models::LinkTiming;
using models::MemoryBankConfig;
using models::NeurocoreConfig;
using models::NocConfig;

constexpr double one_millisecond_ps = 1e9;
constexpr double one_gibibyte = 1024.0 * 1024.0 * 1024.0;
constexpr double one_million = 1e6;

// `access` gives a reference to the field of the ChipConfig that it is given, const or not.
template <typename Access>
ChipParameter parameter(std::string path, Dimension dimension, double minimum, double maximum, std::string description,
                        Access access) {
  using Field = std::decay_t<decltype(access(std::declval<ChipConfig&>()))>;
  ChipParameter result;
  result.path = std::move(path);
  result.dimension = dimension;
  result.minimum = minimum;
  result.maximum = maximum;
  result.description = std::move(description);
  result.get = [access](const ChipConfig& chip) { return static_cast<double>(access(chip)); };
  result.set = [access](ChipConfig& chip, double value) {
    if constexpr (std::is_enum_v<Field>) {
      access(chip) = static_cast<Field>(static_cast<int>(value));
    } else {
      access(chip) = static_cast<Field>(value);
    }
  };
  result.applies = [](const ChipConfig& /*chip*/) { return true; };
  return result;
}

// Of chips with this execution model; others may leave it out.
ChipParameter where(ExecutionModel model, ChipParameter parameter) {
  parameter.applies = [model](const ChipConfig& chip) { return chip.execution_model == model; };
  return parameter;
}

// The time of a neuron program; a chip that does not have the program leaves it out.
ChipParameter update_time(std::uint32_t program) {
  const std::string name = models::neuron_program_names[program];
  ChipParameter result = parameter(
      "neurocore.neuron_update_time." + name, Dimension::time, 0, one_millisecond_ps,
      fmt::format("one neuron updated by the program {}", name), [program](auto& chip) -> auto& {
        return chip.neurocore.neuron_update_ps[program];
      });
  const auto set = result.set;
  result.set = [program, set](ChipConfig& chip, double value) {
    chip.neurocore.has_program[program] = true;
    set(chip, value);
  };
  result.applies = [program](const ChipConfig& chip) { return chip.neurocore.has_program[program]; };
  result.leave_out = [program](ChipConfig& chip) { chip.neurocore.has_program[program] = false; };
  return result;
}

template <typename Access>
ChipParameter count(std::string path, double minimum, double maximum, std::string description, Access access) {
  return parameter(std::move(path), Dimension::count, minimum, maximum, std::move(description), access);
}

// A time that may be zero: what costs nothing is done at once.
template <typename Access>
ChipParameter cost(std::string path, std::string description, Access access) {
  return parameter(std::move(path), Dimension::time, 0, one_millisecond_ps, std::move(description), access);
}

// A time that may not be zero: without it, a message could go round the chip in no time.
template <typename Access>
ChipParameter delay(std::string path, std::string description, Access access) {
  return parameter(std::move(path), Dimension::time, 1, one_millisecond_ps, std::move(description), access);
}

template <typename Access>
ChipParameter energy(std::string path, std::string description, Access access) {
  return parameter(std::move(path), Dimension::energy, 0, one_million, std::move(description), access);
}

// The field that a chain of members leads to: field(&ChipConfig::noc, &NocConfig::columns) is chip.noc.columns.
template <typename Member>
auto field(Member member) {
  return [member](auto& object) -> auto& {
    return object.*member;
  };
}

template <typename Member, typename... Members>
auto field(Member first, Members... rest) {
  return [ first, next = field(rest...) ](auto& object) -> auto& {
    return next(object.*first);
  };
}

// One that may differ from core to core.
template <typename Number>
ChipParameter by_core(ChipParameter parameter, std::vector<Number> CoreDifferences::*each) {
  parameter.get_each = [each](const ChipConfig& chip) {
    return std::vector<double>((chip.differences.*each).begin(), (chip.differences.*each).end());
  };
  parameter.set_each = [each](ChipConfig& chip, const std::vector<double>& values) {
    (chip.differences.*each).assign(values.begin(), values.end());
  };
  return parameter;
}

template <typename Access>
void add_link(std::vector<ChipParameter>& list, const std::string& path, const std::string& what, Access link) {
  list.push_back(delay(
      path + ".latency",
      fmt::format("{}: from grant to arrival", what), [link](auto& chip) -> auto& { return link(chip).latency_ps; }));
  list.push_back(delay(
      path + ".interval",
      fmt::format("{}: time that one flit (or what its width allows) occupies it", what), [link](auto& chip) -> auto& {
        return link(chip).interval_ps;
      }));
}

void add_noc(std::vector<ChipParameter>& list) {
  list.push_back(
      count("noc.columns", 1, 256, "routers in a row of the mesh", field(&ChipConfig::noc, &NocConfig::columns)));
  list.push_back(
      count("noc.rows", 1, 256, "routers in a column of the mesh", field(&ChipConfig::noc, &NocConfig::rows)));
  list.push_back(count("noc.cores_per_router", 1, 64, "neurocores at each router",
                       field(&ChipConfig::noc, &NocConfig::cores_per_router)));
  list.push_back(count("noc.host_column", 0, 255, "column of the host's router",
                       field(&ChipConfig::noc, &NocConfig::host_column)));
  list.push_back(
      count("noc.host_row", 0, 255, "row of the host's router", field(&ChipConfig::noc, &NocConfig::host_row)));
  ChipParameter routing = parameter("noc.routing", Dimension::choice, 0, 2, "way of a packet through the mesh",
                                    field(&ChipConfig::noc, &NocConfig::routing));
  routing.choices = {"xy", "yx", "west_first"};  // in the order of models::Routing
  list.push_back(std::move(routing));
  list.push_back(parameter("noc.flit_size", Dimension::size, 1, 64, "what a flit carries; a spike's message is 4 B",
                           field(&ChipConfig::noc, &NocConfig::flit_bytes)));
  list.push_back(count("noc.fabrics", 1, 15, "physical networks side by side: links between two neighbours",
                       field(&ChipConfig::noc, &NocConfig::fabrics)));
  list.push_back(count("noc.virtual_channels", 1, 15, "channels of each of these links, with a buffer each",
                       field(&ChipConfig::noc, &NocConfig::virtual_channels)));
  list.push_back(count("noc.multicast_groups", 0, 4094,
                       "sets of neurocores that one message can be sent to; 0: a message for each",
                       field(&ChipConfig::noc, &NocConfig::multicast_groups)));
  add_link(list, "noc.injection", "neurocore or host to router", field(&ChipConfig::noc, &NocConfig::injection));
  add_link(list, "noc.horizontal_hop", "router to its east or west neighbour",
           field(&ChipConfig::noc, &NocConfig::horizontal_hop));
  add_link(list, "noc.vertical_hop", "router to its north or south neighbour",
           field(&ChipConfig::noc, &NocConfig::vertical_hop));
  add_link(list, "noc.ejection", "router to neurocore or host", field(&ChipConfig::noc, &NocConfig::ejection));
  list.push_back(count("noc.router_input.depth", 1, 65536,
                       "flits that each channel of an input port of a router can hold",
                       field(&ChipConfig::noc, &NocConfig::router_input, &BufferConfig::depth_flits)));
  list.push_back(cost("noc.router_input.credit_latency", "from a slot becoming free until the sender may use it",
                      field(&ChipConfig::noc, &NocConfig::router_input, &BufferConfig::credit_latency_ps)));
  list.push_back(count("noc.chip_columns", 0, 256, "columns of routers on one chip of several; 0: all",
                       field(&ChipConfig::noc, &NocConfig::chip_columns)));
  list.push_back(count("noc.chip_rows", 0, 256, "rows of routers on one chip of several; 0: all",
                       field(&ChipConfig::noc, &NocConfig::chip_rows)));
  add_link(list, "noc.chip_to_chip", "router to its neighbour on another chip",
           field(&ChipConfig::noc, &NocConfig::chip_to_chip));
  list.push_back(parameter("noc.chip_to_chip.width", Dimension::size, 0, 64, "what it moves in an interval; 0: a flit",
                           field(&ChipConfig::noc, &NocConfig::chip_to_chip, &LinkTiming::width_bytes)));
  list.push_back(count("noc.chip_to_chip_input.depth", 1, 65536, "flits that each channel can hold behind such a link",
                       field(&ChipConfig::noc, &NocConfig::chip_to_chip_input, &BufferConfig::depth_flits)));
  list.push_back(cost("noc.chip_to_chip_input.credit_latency",
                      "from a slot becoming free there until the sender may use it",
                      field(&ChipConfig::noc, &NocConfig::chip_to_chip_input, &BufferConfig::credit_latency_ps)));
  list.push_back(delay("noc.switch_interval", "one input of a router hands over at most one flit in this time",
                       field(&ChipConfig::noc, &NocConfig::switch_interval_ps)));
}

void add_neurocore(std::vector<ChipParameter>& list) {
  list.push_back(count("neurocore.message_buffer_depth", 1, 65536, "messages that wait in front of the synapse stage",
                       field(&ChipConfig::neurocore, &NeurocoreConfig::message_buffer_depth)));
  list.push_back(cost("neurocore.buffer_credit_latency", "from a slot becoming free until the router may use it",
                      field(&ChipConfig::neurocore, &NeurocoreConfig::buffer_credit_latency_ps)));
  list.push_back(cost("neurocore.message_decode_time", "axon look-up, once a message",
                      field(&ChipConfig::neurocore, &NeurocoreConfig::message_decode_ps)));
  list.push_back(by_core(
      cost("neurocore.synop_time", "one weight accumulated", field(&ChipConfig::neurocore, &NeurocoreConfig::synop_ps)),
      &CoreDifferences::synop_ps));
  ChipParameter sweep =
      parameter("neurocore.kernel_sweep", Dimension::choice, 0, 1,
                "taps of a convolution that take time: those that fall on a neuron of the core, or all",
                field(&ChipConfig::neurocore, &NeurocoreConfig::sweep_whole_kernel));
  sweep.choices = {"landing", "whole"};  // false, true
  list.push_back(std::move(sweep));
  for (std::uint32_t program = 0; program < models::neuron_program_count; ++program)
    list.push_back(update_time(program));
  list.push_back(count("neurocore.output_queue_depth", 1, 65536, "activations that wait to become messages",
                       field(&ChipConfig::neurocore, &NeurocoreConfig::output_queue_depth)));
  list.push_back(cost("neurocore.activation_out_time", "once for each neuron that sends",
                      field(&ChipConfig::neurocore, &NeurocoreConfig::activation_out_ps)));
  list.push_back(cost("neurocore.message_form_time", "once for each message (destination)",
                      field(&ChipConfig::neurocore, &NeurocoreConfig::message_form_ps)));
}

template <typename Access>
void add_memory(std::vector<ChipParameter>& list, const std::string& name, Access memory) {
  list.push_back(parameter(
      name + ".size", Dimension::size, 8, one_gibibyte,
      "one core's share of the memory", [memory](auto& chip) -> auto& { return memory(chip).bank.size_bytes; }));
  list.push_back(parameter(
      name + ".word_size", Dimension::size, 1, 4096,
      "what one port moves at a time", [memory](auto& chip) -> auto& { return memory(chip).bank.word_bytes; }));
  list.push_back(count(
      name + ".ports", 1, 1024,
      "bursts that a bank serves at the same time", [memory](auto& chip) -> auto& { return memory(chip).bank.ports; }));
  list.push_back(cost(
      name + ".access_latency",
      "from the last word's turn until the requester holds the data", [memory](auto& chip) -> auto& {
        return memory(chip).bank.access_latency_ps;
      }));
  list.push_back(cost(
      name + ".word_interval", "time that one word occupies a port", [memory](auto& chip) -> auto& {
        return memory(chip).bank.word_interval_ps;
      }));
  ChipParameter arbitration = parameter(
      name + ".arbitration", Dimension::choice, 0, 1,
      "who is served next", [memory](auto& chip) -> auto& { return memory(chip).bank.arbitration; });
  arbitration.choices = {"first_come_first_served", "round_robin"};  // in the order of models::Arbitration
  list.push_back(std::move(arbitration));
  list.push_back(count(
      name + ".cores_per_bank", 1, 64,
      "neurocores that share a bank", [memory](auto& chip) -> auto& { return memory(chip).cores_per_bank; }));
}

void add_time(std::vector<ChipParameter>& list) {
  ChipParameter advance = parameter("time.advance", Dimension::choice, 0, 2, "what makes time advance",
                                    field(&ChipConfig::execution_model));
  advance.choices = {"barrier", "layer_handover", "free_running"};  // in the order of ExecutionModel
  list.push_back(std::move(advance));
  list.push_back(where(ExecutionModel::time_stepped, cost("barrier.base_time", "barrier over one router",
                                                          field(&ChipConfig::barrier, &BarrierConfig::base_ps))));
  list.push_back(where(ExecutionModel::time_stepped,
                       cost("barrier.time_per_further_router", "added for each further router with a core in use",
                            field(&ChipConfig::barrier, &BarrierConfig::per_router_ps))));
  list.push_back(
      where(ExecutionModel::frame_based, cost("handover.time", "from a layer having all of a frame until it sends",
                                              field(&ChipConfig::handover, &HandoverConfig::handover_ps))));
  list.push_back(where(ExecutionModel::frame_based,
                       count("handover.frames_in_flight", 0, one_million, "frames on the chip at a time; 0: no limit",
                             field(&ChipConfig::handover, &HandoverConfig::frames_in_flight))));
  list.push_back(where(
      ExecutionModel::frame_based,
      cost("passes.program_time", "one byte written into the chip before a pass of a network that does not fit it",
           field(&ChipConfig::program_byte_ps))));
  list.push_back(by_core(
      where(ExecutionModel::event_driven, cost("free_running.zero_synop_time", "one weight that is zero: read and left",
                                               field(&ChipConfig::neurocore, &NeurocoreConfig::zero_synop_ps))),
      &CoreDifferences::zero_synop_ps));
  list.push_back(
      where(ExecutionModel::event_driven, cost("free_running.input_latency", "from the input pads to the router",
                                               field(&ChipConfig::host, &HostConfig::input_latency_ps))));
  list.push_back(
      where(ExecutionModel::event_driven, cost("free_running.output_latency", "from the router to the output pads",
                                               field(&ChipConfig::host, &HostConfig::output_latency_ps))));
  ChipParameter balancer = parameter("free_running.full_input", Dimension::choice, 0, 1,
                                     "what a core does when its message buffer is full: senders wait, or the oldest "
                                     "message is dropped",
                                     field(&ChipConfig::neurocore, &NeurocoreConfig::drops_when_full));
  balancer.choices = {"wait", "drop"};  // false, true
  list.push_back(where(ExecutionModel::event_driven, std::move(balancer)));
}

void add_host(std::vector<ChipParameter>& list) {
  list.push_back(cost("host.inject_interval", "one message sent into the network",
                      field(&ChipConfig::host, &HostConfig::inject_interval_ps)));
  list.push_back(cost("host.receive_interval", "one message taken out of the network",
                      field(&ChipConfig::host, &HostConfig::receive_interval_ps)));
  list.push_back(count("host.receive_buffer_depth", 1, 65536, "messages that wait for the host",
                       field(&ChipConfig::host, &HostConfig::receive_buffer_depth)));
  list.push_back(cost("host.buffer_credit_latency", "from a slot becoming free until the router may use it",
                      field(&ChipConfig::host, &HostConfig::buffer_credit_latency_ps)));
}

void add_event_limits(std::vector<ChipParameter>& list) {
  const auto add = [&list](const std::string& name, double maximum, const char* description,
                           std::uint32_t EventLimits::*limit) {
    list.push_back(where(ExecutionModel::event_driven,
                         count("limits." + name, 1, maximum, description, field(&ChipConfig::event_limits, limit))));
  };
  const auto differing = [&list](std::vector<std::uint32_t> CoreDifferences::*each) {
    list.back() = by_core(list.back(), each);
  };
  add("kernel_words", 1e8, "words of weights of a core", &EventLimits::kernel_words);
  differing(&CoreDifferences::kernel_words);
  add("neuron_words", one_million, "words of potentials of a core", &EventLimits::neuron_words);
  differing(&CoreDifferences::neuron_words);
  add("input_extent", 65536, "rows or columns that reach a layer", &EventLimits::input_extent);
  add("output_extent", 65536, "rows or columns of a layer's neurons", &EventLimits::output_extent);
  add("channels", 65536, "channels that reach a layer, or of its neurons", &EventLimits::channels);
  add("kernel_extent", 1024, "rows or columns of a kernel", &EventLimits::kernel_extent);
  add("largest_stride", 1024, "strides are powers of two, up to this", &EventLimits::largest_stride);
  add("largest_pooling", 1024, "sides of pooling windows are powers of two, up to this", &EventLimits::largest_pooling);
  list.push_back(where(ExecutionModel::event_driven, count("limits.padding", 0, 1024, "rows or columns of padding",
                                                           field(&ChipConfig::event_limits, &EventLimits::padding))));
}

void add_limits_and_energy(std::vector<ChipParameter>& list) {
  list.push_back(count("limits.neurons", 1, models::max_atoms, "neurons of a core",
                       field(&ChipConfig::limits, &CoreLimits::neurons)));
  list.push_back(count("limits.synapse_words", 1, 1e8, "64-bit words of weights of a core",
                       field(&ChipConfig::limits, &CoreLimits::synapse_words)));
  list.push_back(count("limits.input_axons", 1, one_million, "source populations that a core listens to",
                       field(&ChipConfig::limits, &CoreLimits::input_axons)));
  list.push_back(count("limits.output_axons", 1, one_million, "destinations of a core",
                       field(&ChipConfig::limits, &CoreLimits::output_axons)));
  add_event_limits(list);
  list.push_back(energy("energy.synop", "one weight accumulated", field(&ChipConfig::energy, &EnergyConfig::synop_pj)));
  list.push_back(energy("energy.neuron_update", "one neuron updated",
                        field(&ChipConfig::energy, &EnergyConfig::neuron_update_pj)));
  list.push_back(
      energy("energy.activation", "one neuron sends", field(&ChipConfig::energy, &EnergyConfig::activation_pj)));
  list.push_back(energy("energy.message", "one message formed", field(&ChipConfig::energy, &EnergyConfig::message_pj)));
  list.push_back(energy("energy.horizontal_hop", "one message, one hop east or west",
                        field(&ChipConfig::energy, &EnergyConfig::horizontal_hop_pj)));
  list.push_back(energy("energy.vertical_hop", "one message, one hop north or south",
                        field(&ChipConfig::energy, &EnergyConfig::vertical_hop_pj)));
  list.push_back(parameter("energy.static_power", Dimension::power, 0, 1000, "drawn whatever the chip does",
                           field(&ChipConfig::energy, &EnergyConfig::static_w)));
}

std::vector<ChipParameter> make_list() {
  std::vector<ChipParameter> list;
  add_noc(list);
  add_neurocore(list);
  add_memory(list, "synapse_memory", field(&ChipConfig::synapse_memory));
  add_memory(list, "neuron_memory", field(&ChipConfig::neuron_memory));
  add_time(list);
  add_host(list);
  add_limits_and_energy(list);
  return list;
}

}  // namespace

const std::vector<ChipParameter>& chip_parameters() {
  static const std::vector<ChipParameter> list = make_list();
  return list;
}

const ChipParameter* find_chip_parameter(const std::string& path) {
  for (const ChipParameter& candidate : chip_parameters()) {
    if (candidate.path == path) {
      return &candidate;
    }
  }
  return nullptr;
}

std::vector<std::string> chip_parameter_paths() {
  std::vector<std::string> paths;
  for (const ChipParameter& listed : chip_parameters()) {
    paths.push_back(listed.path);
  }
  return paths;
}

}  // namespace floorline::platform
