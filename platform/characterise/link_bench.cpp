// Links between routers: their bandwidth from many cores before a link that send to many behind it, their latency from
// one message that goes a longer and longer way.
#include <algorithm>
#include <cmath>
#include <optional>

#include "platform/characterise/benches.h"
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
  // Arbiters on the way favour those who are near. So that nobody is left over at the end, too few to fill the link,
  // those further away have less to send: this part for each hop.
  double share_a_hop = 1;
};

std::vector<Source> senders_of(const Line& line, const Cut& cut, int neurons) {
  std::vector<Source> senders;
  const int reach = line.comes_last() ? line.lines() : 0;
  for (int place = 0; place < cut.routers_before; ++place) {
    for (int beside = 0; beside < line.lines(); ++beside) {
      const int aside = std::abs(beside - line.middle());
      const int hops = cut.routers_before - 1 - place + aside;
      const auto count = static_cast<int>(std::lround(neurons * std::pow(cut.share_a_hop, hops)));
      for (int index = 0; index < cut.cores_per_router && aside <= reach && count > 0; ++index)
        senders.push_back({line.core(place, beside, index), count});
    }
  }
  return senders;
}

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

// The time of a step in which so many neurons of the nearest cores send; x counts the flits that cross the link.
FitPoint saturate(BenchChip& chip, const Line& line, const Cut& cut, int neurons) {
  constexpr int most_targets = 8;
  Broadcast wanted;
  wanted.sources = senders_of(line, cut, neurons);
  wanted.targets = receivers_of(line, cut);
  wanted.targets_a_neuron = std::min(most_targets, static_cast<int>(wanted.targets.size()));
  int messages = 0;
  for (const Source& source : wanted.sources)
    messages += source.neurons * wanted.targets_a_neuron;
  return {static_cast<double>(messages * chip.structure().flits_a_message), chip.step_ns(broadcast(wanted))};
}

// The step time over the flits, at the share that gets most of them through.
Sweep best_share(BenchChip& chip, const Line& line, Cut cut) {
  constexpr int neurons = 40;
  Cut best = cut;
  double best_ns = 0;
  for (const double share : {1.0, 0.8, 0.6, 0.4, 0.25, 0.12}) {
    cut.share_a_hop = share;
    const FitPoint point = saturate(chip, line, cut, neurons);
    const double flit_ns = point.y / point.x;
    if (best_ns != 0 && flit_ns > best_ns)
      break;
    best = cut;
    best_ns = flit_ns;
  }
  Sweep result;
  for (const int count : {32, 48, 64, 80})
    result.points.push_back(saturate(chip, line, best, count));
  result.used = result.points;
  result.fit = fit_line(result.used, BenchChip::resolution_ns);
  return result;
}

// The links near the middle, with all cores of a router or without one: what senders or receivers could be short of
// differs between these, the link does not.
std::vector<Cut> cuts_of(const Line& line) {
  std::vector<Cut> cuts;
  const int middle = line.length() / 2;
  const int cores = line.chip().cores_per_router;
  for (int before = std::max(1, middle - 1); before <= std::min(line.length() - 1, middle); ++before) {
    cuts.push_back({before, cores, 1});
    if (cores > 1)
      cuts.push_back({before, cores - 1, 1});
  }
  return cuts;
}

void measure_bandwidth(BenchChip& chip, const Line& line, Constants& constants) {
  std::vector<Sweep> sweeps;
  for (const Cut& cut : cuts_of(line))
    sweeps.push_back(best_share(chip, line, cut));
  std::sort(sweeps.begin(), sweeps.end(), [](const Sweep& a, const Sweep& b) { return a.fit.slope < b.fit.slope; });
  if (std::getenv("DBG")) for (auto& c : sweeps) std::printf("DBG %s %g\n", line.name().c_str(), c.fit.slope);
  const Sweep& best = sweeps.front();
  MeasuredConstant flit = slope_of(best);
  flit.name = line.name() + "_flit_ns";
  flit.what = "one flit from a router to its " + line.name() + " neighbour";
  flit.how = "all cores before a link send to those behind it, the best of several links and numbers of cores; control: "
             "the second best";
  flit.x_title = "flits over the link";
  flit.y_title = "time of a step";
  // A sweep by itself proves nothing.
  const double control_ns = sweeps.size() > 1 ? sweeps[1].fit.slope : 0;
  check(flit, control_ns, best.points.back().y / best.points.back().x);
  constants.add(flit);
}

// One message, both ways along the line. Cores of two routers take part, whatever the distance.
void measure_hop(BenchChip& chip, const Line& line, Constants& constants) {
  Sweep way;
  for (int distance = 1; distance < line.length(); ++distance) {
    const int near = line.core(0, line.middle(), 0);
    const int far = line.core(distance, line.middle(), 0);
    way.points.push_back({static_cast<double>(distance), chip.step_ns(broadcast({{{near, 1}}, {far}}))});
    way.points.push_back({static_cast<double>(distance), chip.step_ns(broadcast({{{far, 1}}, {near}}))});
  }
  if (way.points.size() < 4)
    return;
  way.used = way.points;
  way.fit = fit_line(way.points, BenchChip::resolution_ns);
  MeasuredConstant hop = slope_of(way);
  hop.name = line.name() + "_hop_ns";
  hop.what = "latency of one " + line.name() + " hop";
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
    const double flit_ns = constants.found.back().value_ns * chip.structure().links_a_direction;
    fastest_ns = std::min(fastest_ns.value_or(flit_ns), flit_ns);
    measure_hop(chip, line, constants);
  }
  if (!fastest_ns)
    return;
  MeasuredConstant input;
  input.name = "switch_flit_ns";
  input.what = "one flit out of an input of a router";
  input.finding = Finding::upper_bound;
  input.value_ns = *fastest_ns;
  input.how = "is a part of the time a flit on every link";
  constants.add(input);
}

}  // namespace floorline::platform
