// The two ends of a message: what it costs the core that sends it and the core that takes it in.
#include <algorithm>

#include "platform/characterise/benches.h"
#include "platform/characterise/sites.h"
#include "platform/characterise/sweep.h"

namespace floorline::platform {

namespace {

constexpr int many_senders = 24;
constexpr int few_senders = 12;

// By how much a step gets longer for each further neuron of one core that sends to so many cores around it.
double activation_cost_ns(BenchChip& chip, Site site, int destinations) {
  const std::vector<int> cores = cores_around(chip.structure(), site);
  return marginal_ns(chip, {32, 64, 96, 128}, [&](int neurons) {
    return broadcast(chip.structure(), {{{cores[0], neurons}}, some_of(cores, 1, destinations)});
  });
}

// Up to so many that they take longer than the slowest neuron update, or the time that a receiver needs.
std::vector<int> fan_outs(const ChipStructure& chip) {
  const int most = std::min(48, chip.core_count() - 1);
  const int step = std::max(1, most / 12);
  std::vector<int> counts;
  for (int count = step; count <= most; count += step)
    counts.push_back(count);
  return counts;
}

// So many cores send to one, which accumulates one weight per message.
Sweep receiver_sweep(BenchChip& chip, int sources) {
  const std::vector<int> cores = cores_around(chip.structure(), centre_of(chip.structure()));
  const std::vector<int> senders = some_of(cores, 1, sources);
  const int count = static_cast<int>(senders.size());
  return sweep({32 * count, 64 * count, 96 * count, 128 * count}, [&](int messages) {
    return chip.step_ns(broadcast(chip.structure(), {sources_on(senders, messages / count), some_of(cores, 0, 1)}));
  });
}

Sweep host_sweep(BenchChip& chip, int sources) {
  const std::vector<int> cores = some_of(cores_around(chip.structure(), {0, 0}), 0, sources);
  const int count = static_cast<int>(cores.size());
  return sweep({32 * count, 64 * count, 96 * count, 128 * count}, [&](int messages) {
    return chip.step_ns(neurons_that_send_to_host(chip.structure(), cores, messages / count));
  });
}

MeasuredConstant measure_host(BenchChip& chip) {
  const Sweep to_host = host_sweep(chip, many_senders);
  MeasuredConstant host = slope_of(to_host);
  host.name = "host_message_ns";
  host.what = "one message taken out of the chip by the host";
  host.how = "24 cores whose neurons all send to the host; control: 12";
  host.x_title = "messages";
  host.y_title = "time of a step";
  check(host, host_sweep(chip, few_senders).fit.slope, to_host.points.back().y / to_host.points.back().x);
  return host;
}

}  // namespace

void measure_sending(BenchChip& chip, Constants& constants) {
  const std::vector<int> counts = fan_outs(chip.structure());
  if (counts.size() < 4)
    return;
  const auto at = [&](Site site) {
    return sweep(counts, [&](int destinations) { return activation_cost_ns(chip, site, destinations); });
  };
  const Sweep centre = at(centre_of(chip.structure()));
  const Sweep edge = at(edge_of(chip.structure()));

  MeasuredConstant message = slope_of(centre);
  message.name = "message_ns";
  message.what = "one message formed and injected: the slower of the two";
  message.how =
      "one core whose neurons all send to up to 48 cores around it, step time over neurons, then over "
      "destinations; control: at the edge of the mesh";
  message.x_title = "destinations";
  message.y_title = "time a neuron that sends";
  check(message, edge.fit.slope, centre.points.back().y / centre.points.back().x);
  constants.add(message);

  if (message.finding == Finding::measured) {
    MeasuredConstant activation = intercept_of(centre);
    activation.name = "activation_ns";
    activation.what = "a neuron that sends, beyond its messages";
    activation.how = "as message_ns, extrapolated to no destinations";
    activation.x_title = message.x_title;
    activation.y_title = message.y_title;
    activation.control_ns = edge.fit.intercept;
    constants.add(activation);
  }
  constants.add(upper_bound("message_form_ns", "forming a message", message.value_ns, "is a part of message_ns"));
  constants.add(upper_bound("injection_flit_ns", "one flit from a core into its router",
                            message.value_ns / chip.structure().flits_per_message, "is a part of message_ns"));
}

void doubt_sending(const ChipStructure& chip, Constants& constants) {
  MeasuredConstant* const message = constants.find("message_ns");
  MeasuredConstant* const activation = constants.find("activation_ns");
  const MeasuredConstant* const router = constants.find("switch_flit_ns");
  if (activation == nullptr || router == nullptr || router->value_ns * chip.flits_per_message < message->value_ns)
    return;
  message->what = "one message formed, injected, and taken from the router's input: the slowest of these";
  // A router with a buffer hides what a neuron takes before its first message, but not from a neuron alone.
  activation->finding = Finding::upper_bound;
  activation->value_ns = activation->points.front().y - message->value_ns;
  activation->how = "time a neuron that sends to the fewest, less one message";
}

void measure_receiving(BenchChip& chip, Constants& constants) {
  const MeasuredConstant host = measure_host(chip);
  constants.add(host);

  const Sweep messages = receiver_sweep(chip, many_senders);
  MeasuredConstant decode = slope_of(messages);
  decode.name = "message_decode_ns";
  decode.what = "one message looked up by the core that receives it";
  decode.how = "24 cores that send to one, which accumulates one weight a message; control: 12";
  decode.x_title = "messages";
  decode.y_title = "time of a step";
  check(decode, receiver_sweep(chip, few_senders).fit.slope, messages.fit.slope);
  // What sets the pace may also be the synapse stage, whose time for such a message is known, or the port between
  // router and core, which is not slower than the host's.
  const double synapse_ns = constants.measured_ns("synapse_access_ns") + constants.measured_ns("synapse_word_ns") +
                            constants.measured_ns("synop_ns");
  const auto is_clearly_above = [&](double other_ns) {
    return decode.value_ns > other_ns && !agree(decode.value_ns, other_ns);
  };
  if (synapse_ns == 0 || !is_clearly_above(synapse_ns) || !is_clearly_above(host.value_ns))
    decode.finding = Finding::upper_bound;
  constants.add(decode);
  constants.add(upper_bound("ejection_flit_ns", "one flit from a router to its core",
                            std::min(decode.value_ns, host.value_ns) / chip.structure().flits_per_message,
                            "is a part of message_decode_ns and of host_message_ns"));
}

}  // namespace floorline::platform
