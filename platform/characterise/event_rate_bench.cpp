// Rates: many events, and by how much each further one delays the last that comes out. Whatever is the slowest on their
// way sets the pace.
#include <fmt/core.h>

#include <algorithm>

#include "platform/characterise/event_benches.h"
#include "platform/characterise/sweep.h"

namespace floorline::platform {

namespace {

std::vector<int> counts() {
  return {8, 12, 16, 24, 32, 40, 48};
}

// Every core gets `count` events of its own that find no weight but zeros, then one of them sends.
Sweep over_events(BenchChip& chip, const std::vector<int>& cores) {
  const BenchNetwork bench = columns_on(cores, 1);
  std::vector<int> events;
  for (const int count : counts())
    events.push_back(count * static_cast<int>(cores.size()));
  return sweep(events, [&](int count) {
    std::vector<std::int32_t> given;
    for (std::size_t index = 0; index < static_cast<std::size_t>(count); ++index)
      given.push_back(quiet_event_of_column(index % cores.size()));
    given.push_back(firing_event_of_column(0, cores.size()));
    return chip.output_times_ns(bench, given).back();
  });
}

// On every core as many neurons send because of one event.
Sweep over_spikes(BenchChip& chip, const std::vector<int>& cores, int zeros = 0) {
  std::vector<int> spikes;
  for (const int count : counts())
    spikes.push_back(count * static_cast<int>(cores.size()));
  return sweep(spikes, [&](int count) {
    std::vector<std::int32_t> events;
    for (std::size_t index = 0; index < cores.size(); ++index)
      events.push_back(firing_event_of_column(index, cores.size()));
    return chip.output_times_ns(columns_on(cores, count / static_cast<int>(cores.size()), zeros), events).back();
  });
}

double last_y_per_unit(const Sweep& sweep) {
  return sweep.points.back().y / sweep.points.back().x;
}

bool is_clearly_above(double value_ns, double other_ns) {
  return value_ns > other_ns && !agree(value_ns, other_ns);
}

MeasuredConstant measure_host_events(BenchChip& chip, const std::vector<int>& cores, const std::vector<int>& few) {
  const Sweep events = over_events(chip, cores);
  MeasuredConstant constant = slope_of(events);
  constant.name = "host_event_ns";
  constant.what = "one event from the pad into a core: the slowest of the host's port, its link and the router";
  constant.how = "events for all cores of a router in turn, which find a zero each; control: for half of the cores";
  constant.x_title = "events";
  constant.y_title = "time until the last event comes out";
  check(constant, over_events(chip, few).fit.slope, last_y_per_unit(events));
  return constant;
}

MeasuredConstant measure_host_messages(BenchChip& chip, const std::vector<int>& cores, const std::vector<int>& few) {
  const Sweep spikes = over_spikes(chip, cores);
  MeasuredConstant constant = slope_of(spikes);
  constant.name = "host_message_ns";
  constant.what =
      "one message taken out of the chip: the slowest of the router, its link to the host and the host's port";
  constant.how = "all cores of a router send; control: half of them";
  constant.x_title = "messages";
  constant.y_title = "time until the last event comes out";
  check(constant, over_spikes(chip, few).fit.slope, last_y_per_unit(spikes));
  return constant;
}

// A spike shows only if it is slower than the port that it leaves through and than the synop that causes it.
MeasuredConstant measure_spikes(BenchChip& chip, int core, double synop_ns, double host_message_ns) {
  const Sweep spikes = over_spikes(chip, {core});
  MeasuredConstant constant = slope_of(spikes);
  constant.name = "spike_ns";
  constant.what = "one spike sent: forming its message, or the link into the router where that is slower";
  constant.how = fmt::format(
      "one event makes 8 to 48 neurons of core {} send, whose synops are the fastest; control: a zero between any two "
      "of "
      "their weights",
      core);
  constant.x_title = "messages";
  constant.y_title = "time until the last event comes out";
  check(constant, over_spikes(chip, {core}, 1).fit.slope, spikes.fit.slope);
  if (!is_clearly_above(constant.value_ns, synop_ns) || !is_clearly_above(constant.value_ns, host_message_ns))
    constant.finding = Finding::upper_bound;
  return constant;
}

// Between events that each sweep a row of weights and make no neuron send.
double interval_ns(BenchChip& chip, const Gate& wanted) {
  return sweep(counts(), [&](int events) { return gate_ns(chip, wanted, events); }).fit.slope;
}

// What an event that finds one zero takes where weights are read: long rows show it, whatever short ones wait for.
double swept_ns(BenchChip& chip, int core, double zero_synop_ns) {
  const Sweep rows = sweep({8, 16, 24, 32, 40, 48, 56, 64}, [&](int row) {
    return interval_ns(chip, {core, row, -1});
  });
  return rows.fit.intercept + zero_synop_ns;
}

MeasuredConstant measure_decoding(BenchChip& chip, int core, double zero_synop_ns, double port_ns) {
  const Gate one_zero{core, 1, 0};
  const Sweep events = sweep(counts(), [&](int count) { return gate_ns(chip, one_zero, count); });
  MeasuredConstant constant = slope_of(events);
  constant.name = "message_decode_ns";
  constant.what = "one message looked up by the core that receives it";
  constant.how = fmt::format(
      "events for core {}, which find a zero each; control: two zeros each. Slower than the host's port and than what "
      "a "
      "row of one zero takes, which rows of 8 to 64 weights tell",
      core);
  constant.x_title = "events";
  constant.y_title = "time until the last event comes out";
  check(constant, interval_ns(chip, {core, 2, 0}), events.fit.slope);
  if (!is_clearly_above(constant.value_ns, port_ns) ||
      !is_clearly_above(constant.value_ns, swept_ns(chip, core, zero_synop_ns)))
    constant.finding = Finding::upper_bound;
  return constant;
}

}  // namespace

void measure_event_rates(BenchChip& chip, Constants& constants) {
  const std::vector<int> cores = cores_of_one_router(chip.structure());
  const std::vector<int> few(cores.begin() + static_cast<std::ptrdiff_t>(cores.size() / 2), cores.end());
  const int fastest = fastest_core(cores, constants);
  const double flits = chip.structure().flits_per_message;

  const MeasuredConstant event = measure_host_events(chip, cores, few);
  constants.add(event);
  const MeasuredConstant message = measure_host_messages(chip, cores, few);
  constants.add(message);
  const MeasuredConstant spike =
      measure_spikes(chip, fastest, constants.find(synop_name(fastest))->value_ns, message.value_ns);
  constants.add(spike);
  const MeasuredConstant decode = measure_decoding(chip, fastest, constants.find(zero_synop_name(fastest))->value_ns,
                                                   std::max(event.value_ns, message.value_ns));
  constants.add(decode);

  constants.add(upper_bound("message_form_ns", "forming a message", spike.value_ns, "is a part of spike_ns"));
  constants.add(upper_bound("injection_flit_ns", "one flit from a core into its router",
                            std::min(spike.value_ns, event.value_ns) / flits,
                            "is a part of spike_ns, and as fast as the host's, which is a part of host_event_ns"));
  constants.add(upper_bound(
      "ejection_flit_ns", "one flit from a router to its core", std::min(decode.value_ns, message.value_ns) / flits,
      "is a part of message_decode_ns, and as fast as the host's, which is a part of host_message_ns"));
  constants.add(upper_bound("switch_flit_ns", "one flit taken from the router's input",
                            std::min({spike.value_ns, event.value_ns}) / flits,
                            "is a part of spike_ns and of host_event_ns, each of one input"));
}

}  // namespace floorline::platform
