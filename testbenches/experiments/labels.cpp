// Does the label say what would help, and does it agree with where a run lies on the floorline?
#include <algorithm>
#include <map>
#include <string>

#include "platform/base/number_text.h"
#include "platform/plot/line_chart.h"
#include "testbenches/experiments/experiment.h"
#include "testbenches/experiments/label_trials.h"
#include "testbenches/experiments/statistics.h"

namespace floorline::testbenches {

using models::TimeLabel;
using platform::fixed_text;
using platform::LineChart;
using platform::Marker;
using platform::Scale;
using platform::Series;
using platform::Stroke;
using platform::TickLabels;

namespace {

constexpr double kept = 0.5;                 // of its promise, at least, by the resource of the label
constexpr double more_than_promised = 0.02;  // of the step, at most, by any other resource
constexpr double clear_of_ridges = 1.15;

std::string name(TimeLabel label) {
  return models::time_label_names[static_cast<std::size_t>(label)];
}

bool is_resource(TimeLabel label) {
  return label != TimeLabel::synchronisation;
}

const Measurement& faster(const LabelTrial& trial, TimeLabel resource) {
  return trial.twice_as_fast[static_cast<std::size_t>(resource)];
}

Table all_trials(const LabelTrials& trials) {
  Table table("labels", {"chip", "seed", "label", "time_ns", "memory", "compute", "traffic", "synchronisation",
                         "gain_memory", "gain_compute", "gain_traffic", "region", "distance_from_ridge", "bound_ns"});
  for (const LabelTrial& trial : trials.trials) {
    const Measurement& point = trial.as_it_is;
    const ChipRates& rates = trials.rates[trial.chip];
    std::vector<std::string> row = {std::to_string(trial.chip), std::to_string(trial.seed), name(point.bottleneck()),
                                    fixed_text(point.step_ns, 1)};
    for (const double share : point.shares)
      row.push_back(fixed_text(share, 4));
    for (const TimeLabel resource : resources)
      row.push_back(fixed_text(trial.gain(resource), 4));
    row.push_back(name(region(rates, point)));
    row.push_back(fixed_text(distance_from_ridge(rates, point), 3));
    row.push_back(fixed_text(max_affine_bound_ns(rates, point.loads), 1));
    table.add(row);
  }
  return table;
}

// How much of what its share promises the resource of the label brings, and why it is less.
struct Causality {
  Table by_label{"labels_gain",
                 {"label", "runs", "kept_p5", "kept_p25", "kept_median", "kept_p95", "half_or_more", "overtaken"}};
  Table exceptions{"labels_exceptions", {"seed", "label", "share", "kept", "overtaken_by", "with_both", "of_promise"}};
  std::size_t runs = 0, kept_promise = 0, overtaken = 0, others = 0, others_above = 0;
};

Causality causality(const LabelTrials& trials) {
  Causality result;
  for (const TimeLabel label : resources) {
    std::vector<double> shares_kept;
    std::size_t kept_promise = 0, overtaken = 0;
    for (const LabelTrial& trial : trials.trials) {
      const TimeLabel bottleneck = trial.as_it_is.bottleneck();
      if (bottleneck != label) {
        if (is_resource(bottleneck)) {
          ++result.others;
          result.others_above += trial.gain(label) > trial.promise(label) + more_than_promised ? 1 : 0;
        }
        continue;
      }
      shares_kept.push_back(trial.gain(label) / trial.promise(label));
      if (shares_kept.back() >= kept) {
        ++kept_promise;
        continue;
      }
      const TimeLabel next = faster(trial, label).bottleneck();
      overtaken += next != label ? 1 : 0;
      result.exceptions.add(
          {std::to_string(trial.seed), name(label), fixed_text(trial.as_it_is.share(label), 3),
           fixed_text(shares_kept.back(), 3), next == label ? "none" : name(next),
           trial.both_step_ns > 0 ? fixed_text(trial.gain_of_both(), 3) : "none",
           trial.both_step_ns > 0 ? fixed_text(trial.gain_of_both() / trial.promise(label), 2) : "none"});
    }
    result.runs += shares_kept.size();
    result.kept_promise += kept_promise;
    result.overtaken += overtaken;
    if (shares_kept.empty())
      continue;
    result.by_label.add({name(label), std::to_string(shares_kept.size()), fixed_text(quantile(shares_kept, 0.05), 3),
                         fixed_text(quantile(shares_kept, 0.25), 3), fixed_text(quantile(shares_kept, 0.5), 3),
                         fixed_text(quantile(shares_kept, 0.95), 3), std::to_string(kept_promise),
                         std::to_string(overtaken)});
  }
  return result;
}

struct Agreement {
  Table confusion{"labels_confusion", {"label", "on_slope", "on_floor", "above", "at_barrier"}};
  std::size_t clear = 0, agree = 0;
};

Agreement agreement(const LabelTrials& trials) {
  std::map<std::pair<TimeLabel, TimeLabel>, std::size_t> counts;
  Agreement result;
  for (const LabelTrial& trial : trials.trials) {
    const ChipRates& rates = trials.rates[trial.chip];
    if (distance_from_ridge(rates, trial.as_it_is) <= clear_of_ridges)
      continue;
    const TimeLabel label = trial.as_it_is.bottleneck();
    const TimeLabel place = region(rates, trial.as_it_is);
    ++counts[{label, place}];
    ++result.clear;
    result.agree += label == place ? 1 : 0;
  }
  for (const TimeLabel label :
       {TimeLabel::memory, TimeLabel::compute, TimeLabel::traffic, TimeLabel::synchronisation}) {
    std::vector<std::string> row = {name(label)};
    for (const TimeLabel place :
         {TimeLabel::memory, TimeLabel::compute, TimeLabel::traffic, TimeLabel::synchronisation})
      row.push_back(std::to_string(counts[{label, place}]));
    result.confusion.add(row);
  }
  return result;
}

LineChart gain_chart(const LabelTrials& trials) {
  LineChart chart;
  chart.title = "What the label promises, and what it brings";
  chart.subtitle = "each point: the resource of a run's label made twice as fast, on random chips";
  chart.x = {"promised: half of its share of the critical path", Scale::linear, 0.0, 0.5, TickLabels::percent};
  chart.y = {"step shorter by", Scale::linear, 0.0, 0.5, TickLabels::percent};
  const struct {
    TimeLabel label;
    platform::Colour colour;
    Marker marker;
  } styles[] = {{TimeLabel::memory, platform::Colour::blue, Marker::circle},
                {TimeLabel::compute, platform::Colour::orange, Marker::square},
                {TimeLabel::traffic, platform::Colour::purple, Marker::triangle}};
  for (const auto& style : styles) {
    Series series{name(style.label), {}, Stroke::none, 2, style.marker, style.colour};
    for (const LabelTrial& trial : trials.trials) {
      if (trial.as_it_is.bottleneck() == style.label)
        series.points.push_back({trial.promise(style.label), trial.gain(style.label)});
    }
    chart.series.push_back(series);
  }
  chart.series.push_back(
      {"all of it", {{0, 0}, {0.5, 0.5}}, Stroke::dashed, 1.8, Marker::none, platform::Colour::grey});
  chart.series.push_back(
      {"half of it", {{0, 0}, {0.5, 0.25}}, Stroke::dotted, 1.8, Marker::none, platform::Colour::grey});
  return chart;
}

std::string of(std::size_t part, std::size_t whole) {
  return std::to_string(part) + " of " + std::to_string(whole);
}

}  // namespace

ExperimentResult try_labels(const ExperimentSettings& settings) {
  const LabelTrials trials =
      run_label_trials(settings.chip, settings.chips, settings.networks_per_chip, models::Timing::approximately_timed);
  const Causality causal = causality(trials);
  const Agreement geometric = agreement(trials);
  std::size_t below = 0;
  for (const LabelTrial& trial : trials.trials)
    below += trial.as_it_is.step_ns < max_affine_bound_ns(trials.rates[trial.chip], trial.as_it_is.loads) ? 1 : 0;
  ExperimentResult result;
  result.tables = {all_trials(trials), causal.exceptions, causal.by_label, geometric.confusion};
  result.pictures = {{"labels.svg", to_svg(gain_chart(trials))}};
  const std::size_t exceptions = causal.runs - causal.kept_promise;
  result.findings = {
      of(causal.kept_promise, causal.runs) + " runs keep half of their label's promise or more; of the other " +
          std::to_string(exceptions) + ", " + std::to_string(causal.overtaken) +
          " have another bottleneck once the "
          "resource of the label is twice as fast",
      of(causal.others_above, causal.others) + " times another resource brings more than its share promises and 2 %",
      of(geometric.agree, geometric.clear) + " runs more than 15 % from a ridge lie where their label says (" +
          fixed_text(100 * static_cast<double>(geometric.agree) / static_cast<double>(geometric.clear), 1) + " %)",
      of(below, trials.trials.size()) + " steps are shorter than the max-affine bound"};
  const auto figure = [](std::size_t count) { return static_cast<double>(count); };
  result.figures = {{"runs", figure(causal.runs)},
                    {"kept_promise", figure(causal.kept_promise)},
                    {"unexplained", figure(exceptions - causal.overtaken)},
                    {"others", figure(causal.others)},
                    {"others_above", figure(causal.others_above)},
                    {"agreement", figure(geometric.agree) / figure(geometric.clear)},
                    {"below_bound", figure(below)}};
  return result;
}

}  // namespace floorline::testbenches
