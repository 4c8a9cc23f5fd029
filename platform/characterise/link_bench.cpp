// Links between routers: their bandwidth from many cores before a link that send to many behind it, their latency from
// one message that goes a longer and longer way.
#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "platform/characterise/benches.h"
#include "platform/characterise/fair_share.h"
#include "platform/characterise/sweep.h"

namespace floorline::platform {

namespace {

// A line of routers through the middle of the mesh, and where the others are beside it.
class Line {
 public:
  Line(const ChipStructure& chip, bool horizontal) : chip_(chip), horizontal_(horizontal) {}

  std::string name() const { return horizontal_ ? "horizontal" : "vertical"; }
  int length() const { return horizontal_ ? chip_.columns : chip_.rows; }
  int lines() const { return horizontal_ ? chip_.rows : chip_.columns; }
  int middle() const { return lines() / 2; }
  // `beside` is the number of the line.
  int core(int place, int beside, int index) const {
    return horizontal_ ? chip_.core_at(place, beside, index) : chip_.core_at(beside, place, index);
  }
  // Whether a message goes along this line, if it has to, before it goes anywhere else, or after; adaptive: neither.
  bool comes_first() const { return chip_.routing == (horizontal_ ? models::Routing::xy : models::Routing::yx); }
  bool comes_last() const { return chip_.routing == (horizontal_ ? models::Routing::yx : models::Routing::xy); }
  const ChipStructure& chip() const { return chip_; }

 private:
  const ChipStructure& chip_;
  const bool horizontal_;
};

// Cores on both sides of a link of the middle line, so that all messages from one side to the other cross it: with
// routes in order of dimensions, the receivers may lie beside the line where it comes first, the senders where last.
struct Cut {
  int routers_before = 1;
  int cores_per_router = 1;  // that take part
};

// Arbiters on the way favour those who are near. If all had as much to send, those far away would be left over at the
// end, too few to fill the link. So all senders get as much as they can bring through in the same time, as far as that
// is known: it follows from the rate of a sender and that of the link, which is what is looked for.
class Senders {
 public:
  Senders(const Line& line, const Cut& cut, double rate_of_sender)
      : line_(line), cut_(cut), rate_of_sender_(rate_of_sender) {}

  // Those behind the router at `place` of the line, itself included, for a link of that rate; the nearest gets
  // `neurons`.
  std::vector<Source> at(double rate_of_link, int neurons) const {
    std::vector<Sender> senders;
    spread(cut_.routers_before - 1, line_.middle(), 0, rate_of_link, senders);
    double most = 0;
    for (const Sender& sender : senders)
      most = std::max(most, sender.rate);
    std::vector<Source> sources;
    for (const Sender& sender : senders) {
      if (const auto count = static_cast<int>(std::lround(neurons * sender.rate / most)); count > 0)
        sources.push_back({sender.core, count});
    }
    return sources;
  }

 private:
  struct Sender {
    int core;
    double rate;
  };
  // A router and the direction in which one comes to it from the link, aside: 0 along the line.
  struct Router {
    int place;
    int beside;
    int aside;
  };

  std::vector<Router> behind(const Router& router) const {
    std::vector<Router> routers;
    if (router.aside == 0 && router.place > 0)
      routers.push_back({router.place - 1, router.beside, 0});
    for (const int aside : {-1, 1}) {
      const int beside = router.beside + aside;
      const bool is_straight_on = router.aside == 0 || router.aside == aside;
      if (line_.comes_last() && is_straight_on && beside >= 0 && beside < line_.lines())
        routers.push_back({router.place, beside, aside});
    }
    return routers;
  }

  double demand_of(const Router& router) const {
    double demand = cut_.cores_per_router * rate_of_sender_;
    for (const Router& next : behind(router))
      demand += demand_of(next);
    return demand;
  }

  void spread(int place, int beside, int aside, double capacity, std::vector<Sender>& senders) const {
    const std::vector<Router> routers = behind({place, beside, aside});
    std::vector<double> demands(static_cast<std::size_t>(cut_.cores_per_router), rate_of_sender_);
    for (const Router& router : routers)
      demands.push_back(demand_of(router));
    const std::vector<double> shares = fair_shares(demands, capacity);
    for (int index = 0; index < cut_.cores_per_router; ++index)
      senders.push_back({line_.core(place, beside, index), shares[static_cast<std::size_t>(index)]});
    for (std::size_t index = 0; index < routers.size(); ++index)
      spread(routers[index].place, routers[index].beside, routers[index].aside,
             shares[static_cast<std::size_t>(cut_.cores_per_router) + index], senders);
  }

  const Line& line_;
  const Cut cut_;
  const double rate_of_sender_;
};

std::vector<int> receivers_of(const Line& line, const Cut& cut) {
  std::vector<int> receivers;
  for (int index = 0; index < cut.cores_per_router; ++index) {
    for (int place = cut.routers_before; place < line.length(); ++place) {
      for (int beside = 0; beside < line.lines(); ++beside) {
        if (line.comes_first() || beside == line.middle())
          receivers.push_back(line.core(place, beside, index));
      }
    }
  }
  return receivers;
}

constexpr int most_targets = 8;  // of a neuron

// The time of a step with these senders; x counts the flits that cross the link.
FitPoint saturate(BenchChip& chip, const Line& line, const Cut& cut, const std::vector<Source>& senders) {
  Broadcast wanted;
  wanted.sources = senders;
  wanted.targets = receivers_of(line, cut);
  wanted.targets_per_neuron = std::min(most_targets, static_cast<int>(wanted.targets.size()));
  int messages = 0;
  for (const Source& source : senders)
    messages += source.neurons * wanted.targets_per_neuron;
  return {static_cast<double>(messages * chip.structure().flits_per_message),
          chip.step_ns(broadcast(chip.structure(), wanted))};
}

// The step time over the flits, with the shares of senders that get most of them through: first all have the same to
// send, then shares as for links that are faster than that by some factor.
Sweep saturation(BenchChip& chip, const Line& line, const Cut& cut, double rate_of_sender) {
  constexpr int neurons = 48;
  const Senders senders(line, cut, rate_of_sender);
  const auto flits_per_ns = [&](double rate_of_link) {
    const FitPoint point = saturate(chip, line, cut, senders.at(rate_of_link, neurons));
    return point.x / point.y;
  };
  double best_guess = std::numeric_limits<double>::max();
  const double with_equal_shares = flits_per_ns(best_guess);
  double most = with_equal_shares;
  for (const double faster : {1.2, 1.5, 2.0, 3.0}) {
    const double result = flits_per_ns(faster * with_equal_shares);
    if (result > most) {
      most = result;
      best_guess = faster * with_equal_shares;
    }
  }
  Sweep result;
  for (const int count : {48, 64, 80, 96})
    result.points.push_back(saturate(chip, line, cut, senders.at(best_guess, count)));
  result.used = result.points;
  result.fit = fit_line(result.used, BenchChip::resolution_ns);
  return result;
}

// Links near the middle, and one of them with fewer cores: what senders or receivers could be short of differs between
// these, the link does not.
std::vector<Cut> cuts_of(const Line& line) {
  std::vector<Cut> cuts;
  const int middle = line.length() / 2;
  const int cores = line.chip().cores_per_router;
  const int first = std::max(1, middle - 1);
  for (int before = first; before <= std::min(line.length() - 1, middle + 1); ++before)
    cuts.push_back({before, cores});
  if (cores > 1)
    cuts.push_back({first, cores - 1});
  return cuts;
}

// Flits per nanosecond of a core that does nothing else.
double rate_of_sender(const ChipStructure& chip, const Constants& constants) {
  const bool has_lif = chip.bench_program() == models::NeuronProgramId::lif;
  const double update_ns =
      constants.measured_ns(has_lif ? "neuron_update_ns.lif_input" : "neuron_update_ns.bounded_relu");
  const double message_ns = constants.find("message_ns") == nullptr ? 0 : constants.find("message_ns")->value_ns;
  const double send_ns = constants.measured_ns("activation_ns") + most_targets * message_ns;
  return most_targets * chip.flits_per_message / std::max(update_ns, send_ns);
}

void measure_bandwidth(BenchChip& chip, const Line& line, Constants& constants) {
  std::vector<Sweep> sweeps;
  for (const Cut& cut : cuts_of(line))
    sweeps.push_back(saturation(chip, line, cut, rate_of_sender(chip.structure(), constants)));
  std::sort(sweeps.begin(), sweeps.end(), [](const Sweep& a, const Sweep& b) { return a.fit.slope < b.fit.slope; });
  const Sweep& best = sweeps.front();
  MeasuredConstant flit = slope_of(best);
  flit.name = line.name() + "_flit_ns";
  flit.what = fmt::format("one flit from a router to its {} neighbour", line.name());
  flit.how =
      "all cores before a link send to those behind it, the best of several links and numbers of cores; control: "
      "the second best";
  flit.x_title = "flits over the link";
  flit.y_title = "time of a step";
  // A sweep by itself proves nothing, nor do two over the same link, which is all that a line of two routers has: what
  // hides it there hides it in both.
  const double control_ns = line.length() > 2 ? sweeps[1].fit.slope : 0;
  check(flit, control_ns, best.points.back().y / best.points.back().x);
  constants.add(flit);
}

// One message, both ways along the line. Cores of two routers take part, whatever the distance.
void measure_hop(BenchChip& chip, const Line& line, Constants& constants) {
  Sweep way;
  for (int distance = 1; distance < line.length(); ++distance) {
    const int near = line.core(0, line.middle(), 0);
    const int far = line.core(distance, line.middle(), 0);
    way.points.push_back(
        {static_cast<double>(distance), chip.step_ns(broadcast(chip.structure(), {{{near, 1}}, {far}}))});
    way.points.push_back(
        {static_cast<double>(distance), chip.step_ns(broadcast(chip.structure(), {{{far, 1}}, {near}}))});
  }
  if (way.points.size() < 4) {
    constants.left_out.push_back(
        fmt::format("The latency of a {0} hop ({0}_hop_ns): that takes three routers in a line.", line.name()));
    return;
  }
  way.used = way.points;
  way.fit = fit_line(way.points, BenchChip::resolution_ns);
  MeasuredConstant hop = slope_of(way);
  hop.name = line.name() + "_hop_ns";
  hop.what = fmt::format("latency of one {} hop", line.name());
  hop.how = "one neuron that sends to one core, nearer or further";
  hop.x_title = "hops";
  hop.y_title = "time of a step";
  constants.add(hop);
}

}  // namespace

void measure_links(BenchChip& chip, Constants& constants) {
  std::optional<double> fastest_ns;
  for (const bool horizontal : {true, false}) {
    const Line line(chip.structure(), horizontal);
    if (line.length() < 2)
      continue;
    measure_bandwidth(chip, line, constants);
    const double flit_ns = constants.found.back().value_ns * chip.structure().links_per_direction;
    fastest_ns = std::min(fastest_ns.value_or(flit_ns), flit_ns);
    measure_hop(chip, line, constants);
  }
  if (!fastest_ns)
    return;
  MeasuredConstant input;
  input.name = "switch_flit_ns";
  input.what = "one flit out of an input of a router";
  input.finding = Finding::upper_bound;
  input.value_ns = *fastest_ns * (1 + agreement);  // as sure as the value that it follows from
  input.how = "is a part of the time a flit on every link";
  constants.add(input);
}

}  // namespace floorline::platform
