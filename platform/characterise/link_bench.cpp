// Links between routers: their bandwidth from many cores on one side of a link that send to many on the other, their
// latency from one message that goes a longer and longer way.
//
// All stay in one line of routers, where every minimal route is the same.
#include <algorithm>
#include <optional>

#include "platform/characterise/benches.h"
#include "platform/characterise/sweep.h"

namespace floorline::platform {

using models::NeuronProgramId;

namespace {

// A line of routers through the middle of the mesh.
struct Line {
  std::string name;  // "horizontal"
  int routers = 0;
  int cores_per_router = 0;
  std::vector<int> first_core;  // of each router
};

Line horizontal_line(const ChipStructure& chip) {
  Line line{"horizontal", chip.columns, chip.cores_per_router, {}};
  for (int column = 0; column < chip.columns; ++column)
    line.first_core.push_back(chip.core_at(column, chip.rows / 2, 0));
  return line;
}

Line vertical_line(const ChipStructure& chip) {
  Line line{"vertical", chip.rows, chip.cores_per_router, {}};
  for (int row = 0; row < chip.rows; ++row)
    line.first_core.push_back(chip.core_at(chip.columns / 2, row, 0));
  return line;
}

std::vector<int> cores_of(const Line& line, int begin, int end) {
  std::vector<int> cores;
  for (int index = 0; index < line.cores_per_router; ++index) {
    for (int router = begin; router < end; ++router)
      cores.push_back(line.first_core[static_cast<std::size_t>(router)] + index);
  }
  return cores;
}

// All cores before a link send to all behind it: the step time over the flits that cross it.
Sweep saturate(BenchChip& chip, const Line& line, int routers_before) {
  Broadcast wanted;
  wanted.sources = cores_of(line, 0, routers_before);
  wanted.targets = cores_of(line, routers_before, line.routers);
  wanted.targets_a_source = std::min(4, static_cast<int>(wanted.targets.size()));
  const int flits =
      static_cast<int>(wanted.sources.size()) * wanted.targets_a_source * chip.structure().flits_a_message;
  std::vector<int> counts;
  for (const int neurons : {32, 48, 64, 80, 96})
    counts.push_back(neurons * flits);
  return sweep(counts, [&](int count) {
    wanted.neurons_a_source = count / flits;
    return chip.step_ns(broadcast(wanted));
  });
}

void measure_bandwidth(BenchChip& chip, const Line& line, Constants& constants) {
  // Cuts near the middle; what senders or receivers could be short of differs between them, the link does not.
  std::vector<Sweep> cuts;
  const int middle = line.routers / 2;
  for (int before = std::max(1, middle - 1); before <= std::min(line.routers - 1, middle + 1); ++before)
    cuts.push_back(saturate(chip, line, before));
  std::sort(cuts.begin(), cuts.end(), [](const Sweep& a, const Sweep& b) { return a.fit.slope < b.fit.slope; });
  MeasuredConstant flit = slope_of(cuts.front());
  flit.name = line.name + "_flit_ns";
  flit.what = "one flit from a router to its " + line.name + " neighbour: the slower of link and input";
  flit.how = "all cores of a line of routers before a link send to those behind it, at the best of the links near the "
             "middle; control: at the second best";
  flit.x_title = "flits over the link";
  flit.y_title = "time of a step";
  if (cuts.size() > 1) {
    check(flit, cuts[1].fit.slope, cuts.front().fit.slope);
  } else {
    flit.finding = Finding::upper_bound;
  }
  constants.add(flit);
}

// One message, both ways along the line. Cores of two routers take part, whatever the distance.
void measure_hop(BenchChip& chip, const Line& line, Constants& constants) {
  Sweep way;
  for (int distance = 1; distance < line.routers; ++distance) {
    for (const bool back : {false, true}) {
      Broadcast wanted;
      wanted.sources = {line.first_core[static_cast<std::size_t>(back ? distance : 0)]};
      wanted.targets = {line.first_core[static_cast<std::size_t>(back ? 0 : distance)]};
      way.points.push_back({static_cast<double>(distance), chip.step_ns(broadcast(wanted))});
    }
  }
  if (way.points.size() < 4)
    return;
  way.used = way.points;
  way.fit = fit_line(way.points, BenchChip::resolution_ns);
  MeasuredConstant hop = slope_of(way);
  hop.name = line.name + "_hop_ns";
  hop.what = "latency of one " + line.name + " hop";
  hop.how = "one neuron that sends to one core, nearer or further";
  hop.x_title = "hops";
  hop.y_title = "time of a step";
  constants.add(hop);
}

}  // namespace

void measure_links(BenchChip& chip, Constants& constants) {
  std::optional<double> fastest_ns;
  for (const Line& line : {horizontal_line(chip.structure()), vertical_line(chip.structure())}) {
    if (line.routers < 2)
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
