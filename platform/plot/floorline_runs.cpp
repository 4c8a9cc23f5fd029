#include "platform/plot/floorline_runs.h"

#include <fmt/core.h>

#include <algorithm>

#include "platform/plot/axis.h"
#include "platform/plot/series.h"
#include "platform/plot/svg.h"

namespace floorline::platform {

namespace {

constexpr double text_size = 16;
constexpr double text_height = 18;
constexpr double longest_name = 260;  // room for "mean: 60.5 % synchronisation"
constexpr double marker_size = 7;
constexpr double dot_size = 2.2;

std::string colour_of(const std::vector<FloorlineRun>& runs, std::size_t run) {
  return code_of(runs[run].colour.value_or(static_cast<Colour>(run % cycling_colours)));
}

// A run without synops has no place on the axis: an arrow to the left.
std::string marker_of(const std::vector<FloorlineRun>& runs, std::size_t run, Place place) {
  const std::string colour = colour_of(runs, run);
  if (runs[run].synops == 0) {
    return polygon({{place.x, place.y}, {place.x + 12, place.y - 7}, {place.x + 12, place.y + 7}},
                   " class=\"at-edge\" fill=\"" + colour + R"(" stroke="#ffffff" stroke-width="1")");
  }
  constexpr Marker shapes[] = {Marker::circle, Marker::square, Marker::triangle, Marker::diamond};
  return marker(place, shapes[run % std::size(shapes)], false, colour);
}

bool any_at_edge(const std::vector<FloorlineRun>& runs) {
  return std::any_of(runs.begin(), runs.end(), [](const FloorlineRun& run) {
    return run.synops == 0 ||
           std::any_of(run.steps.begin(), run.steps.end(), [](const ChartPoint& step) { return step.x == 0; });
  });
}

}  // namespace

std::size_t dot_stride(const FloorlineRun& run) {
  return std::max<std::size_t>((run.steps.size() + most_drawn_dots - 1) / most_drawn_dots, 1);
}

FloorlineRuns::FloorlineRuns(const std::vector<FloorlineRun>& runs, const PlotArea& area) : runs_(runs), area_(area) {}

Place FloorlineRuns::place_of(double synops, double time_ns) const {
  return {synops > 0 ? area_.x_of(synops) : area_.box().left, area_.y_of(time_ns)};
}

void FloorlineRuns::avoid(LabelPlacement& labels) const {
  const auto around = [](Place place, double size) {
    return Rectangle{place.x, place.y, place.x, place.y}.grown(size);
  };
  for (const FloorlineRun& run : runs_) {
    const Place place = place_of(run.synops, run.time_ns);
    labels.avoid_mark(place, marker_size);
    if (run.synops == 0) {
      labels.avoid(Rectangle{place.x, place.y - marker_size, place.x + 2 * marker_size, place.y + marker_size});
    }
    for (std::size_t i = 0; i < run.steps.size(); i += dot_stride(run)) {
      labels.avoid(around(place_of(run.steps[i].x, run.steps[i].y), dot_size));
    }
  }
}

bool FloorlineRuns::place_names(LabelPlacement& labels) {
  labels_.clear();
  if (runs_.size() > most_named_runs) {
    return false;
  }
  for (const FloorlineRun& run : runs_) {
    const std::string words = shortened(run.name, text_size, longest_name);
    const auto place =
        labels.place(place_of(run.synops, run.time_ns), marker_size, text_width(words, text_size), text_height);
    if (!place) {
      return false;
    }
    labels_.push_back({words, *place});
  }
  return true;
}

void FloorlineRuns::place_numbers(LabelPlacement& labels) {
  labels_.clear();
  for (std::size_t i = 0; i < runs_.size(); ++i) {
    const std::string words = std::to_string(i + 1);
    const auto place = labels.place(place_of(runs_[i].synops, runs_[i].time_ns), marker_size,
                                    text_width(words, text_size), text_height);
    if (place) {
      labels_.push_back({words, *place});
    }
  }
}

std::string FloorlineRuns::dots() const {
  std::string svg;
  for (std::size_t i = 0; i < runs_.size(); ++i) {
    const FloorlineRun& run = runs_[i];
    if (run.steps.empty()) {
      continue;
    }
    svg += "<g class=\"steps\" fill=\"" + colour_of(runs_, i) + "\" fill-opacity=\"0.3\">\n";
    for (std::size_t step = 0; step < run.steps.size(); step += dot_stride(run)) {
      const Place place = place_of(run.steps[step].x, run.steps[step].y);
      svg += "<circle cx=\"" + number_text(place.x) + "\" cy=\"" + number_text(place.y) + "\" r=\"" +
             number_text(dot_size) + "\"/>\n";
    }
    svg += "</g>\n";
  }
  return svg;
}

std::string FloorlineRuns::markers_and_labels() const {
  std::string leaders;
  for (const Label& label : labels_) {
    if (label.place.leader) {
      leaders += "M" + place_text(label.place.leader->first) + " L" + place_text(label.place.leader->second) + " ";
    }
  }
  std::string svg = path(leaders, R"( class="leaders" stroke="#777777")");
  for (std::size_t i = 0; i < runs_.size(); ++i) {
    const FloorlineRun& run = runs_[i];
    svg += "<g class=\"run\">\n<title>" +
           escaped(fmt::format("{}: {} synops, {}", run.name, value_text(run.synops, TickLabels::counts),
                               value_text(run.time_ns, TickLabels::times_ns))) +
           "</title>\n" + marker_of(runs_, i, place_of(run.synops, run.time_ns)) + "</g>\n";
  }
  for (const Label& label : labels_) {
    const Rectangle& box = label.place.box;
    svg += text({box.left, box.centre().y + letter_middle * text_size}, label.words, text_size, "");
  }
  return svg;
}

std::vector<KeyEntry> run_key(const std::vector<FloorlineRun>& runs, bool numbered) {
  std::vector<KeyEntry> entries;
  if (numbered) {
    for (std::size_t i = 0; i < runs.size(); ++i) {
      entries.push_back({marker_of(runs, i, {0, 0}), fmt::format("{}: {}", i + 1, runs[i].name)});
    }
  }
  if (std::any_of(runs.begin(), runs.end(), [](const FloorlineRun& run) { return !run.steps.empty(); })) {
    std::string dots;
    for (const Place& place : {Place{-7, 2}, Place{0, -3}, Place{5, 3}}) {
      dots += "<circle cx=\"" + number_text(place.x) + "\" cy=\"" + number_text(place.y) +
              R"(" r="2.2" fill="#777777"/>)" + "\n";
    }
    entries.push_back({dots, "single steps"});
  }
  if (any_at_edge(runs)) {
    entries.push_back(
        {polygon({{-6, 0}, {6, -7}, {6, 7}}, R"( fill="#777777")"), "at the left edge: no synaptic operations"});
  }
  return entries;
}

}  // namespace floorline::platform
