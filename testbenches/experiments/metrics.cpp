// Which figure tells how long a step takes: sums over the network, or the maximum over its cores?
#include <cmath>
#include <string>

#include "platform/base/number_text.h"
#include "platform/plot/line_chart.h"
#include "testbenches/experiments/chip_rates.h"
#include "testbenches/experiments/experiment.h"
#include "testbenches/experiments/random_workload.h"
#include "testbenches/experiments/statistics.h"

namespace floorline::testbenches {

using platform::fixed_text;
using platform::LineChart;
using platform::Marker;
using platform::Scale;
using platform::Series;
using platform::Stroke;
using platform::TickLabels;

namespace {

struct Metric {
  std::string name;
  std::vector<double> values;
};

LineChart scatter(const Metric& metric, const std::vector<Measurement>& measured, const std::string& title,
                  const platform::Axis& x) {
  LineChart chart;
  chart.title = title;
  chart.subtitle = std::to_string(measured.size()) + " random networks and mappings, one chip";
  chart.x = x;
  chart.y = {"time of a step", Scale::logarithmic, {}, {}, TickLabels::times_ns};
  const struct {
    models::TimeLabel label;
    platform::Colour colour;
    Marker marker;
  } styles[] = {{models::TimeLabel::memory, platform::Colour::blue, Marker::circle},
                {models::TimeLabel::compute, platform::Colour::orange, Marker::square},
                {models::TimeLabel::traffic, platform::Colour::purple, Marker::triangle},
                {models::TimeLabel::synchronisation, platform::Colour::grey, Marker::diamond}};
  for (const auto& style : styles) {
    Series series{models::time_label_names[static_cast<std::size_t>(style.label)],
                  {},
                  Stroke::none,
                  2,
                  style.marker,
                  style.colour};
    for (std::size_t index = 0; index < measured.size(); ++index) {
      if (measured[index].bottleneck() == style.label)
        series.points.push_back({metric.values[index], measured[index].step_ns});
    }
    if (!series.points.empty())
      chart.series.push_back(series);
  }
  return chart;
}

}  // namespace

ExperimentResult compare_metrics(const ExperimentSettings& settings) {
  std::vector<Case> cases;
  for (std::uint32_t index = 0; index < settings.networks; ++index) {
    platform::Draw draw(2'000'000 + index);
    cases.push_back({settings.chip, random_workload(draw, settings.chip)});
  }
  const std::vector<Measurement> measured = measure_all(cases);
  const ChipRates rates = characterise_all({settings.chip}).front();

  Metric synops{"network-wide synops", {}};
  Metric sparsity{"network-wide activation sparsity", {}};
  Metric mean{"mean synops per core", {}};
  Metric bound{"floorline bound (maxima)", {}};
  std::vector<double> times_ns;
  Table runs("metrics", {"time_ns", "bottleneck", "total_synops", "activation_sparsity", "max_synops", "max_updates",
                         "max_messages_out", "bound_ns"});
  std::size_t below = 0;
  for (const Measurement& point : measured) {
    const StepLoads& loads = point.loads;
    const double bound_ns = platform::floorline_bound_ns(
        {slope_ns(rates, loads) / std::max(loads.max_synops, 1.0), rates.update_ns, rates.message_ns,
         rates.horizontal_flit_ns,
         platform::barrier_ns(rates.barrier_base_ns, rates.barrier_further_router_ns, loads.routers)},
        {loads.max_synops, loads.max_updates, loads.max_messages_out, loads.max_horizontal_flits});
    times_ns.push_back(point.step_ns);
    synops.values.push_back(loads.total_synops);
    sparsity.values.push_back(-loads.activation_sparsity);  // sparser should be faster
    mean.values.push_back(loads.mean_synops);
    bound.values.push_back(bound_ns);
    below += point.step_ns < max_affine_bound_ns(rates, loads) ? 1 : 0;
    runs.add({fixed_text(point.step_ns, 1), models::time_label_names[static_cast<std::size_t>(point.bottleneck())],
              fixed_text(loads.total_synops, 0), fixed_text(loads.activation_sparsity, 4),
              fixed_text(loads.max_synops, 0), fixed_text(loads.max_updates, 0), fixed_text(loads.max_messages_out, 0),
              fixed_text(bound_ns, 1)});
  }
  Table table("metrics_rank_correlation", {"metric", "rank_correlation_with_time"});
  for (const Metric* metric : {&synops, &sparsity, &mean, &bound})
    table.add({metric->name, fixed_text(rank_correlation(metric->values, times_ns), 3)});
  const std::map<std::string, double> figures = {{"synops", rank_correlation(synops.values, times_ns)},
                                                 {"sparsity", rank_correlation(sparsity.values, times_ns)},
                                                 {"mean_synops", rank_correlation(mean.values, times_ns)},
                                                 {"bound", rank_correlation(bound.values, times_ns)},
                                                 {"below_bound", static_cast<double>(below)}};
  return {{runs, table},
          {{"metrics_synops.svg",
            to_svg(scatter(synops, measured, "Synops of the whole network",
                           {"synops a step, of all cores", Scale::logarithmic, {}, {}, TickLabels::counts}))},
           {"metrics_bound.svg", to_svg(scatter(bound, measured, "Floorline bound of the busiest core",
                                                {"bound", Scale::logarithmic, {}, {}, TickLabels::times_ns}))}},
          {std::to_string(below) + " of " + std::to_string(measured.size()) +
           " steps are shorter than the max-affine bound"},
          figures};
}

}  // namespace floorline::testbenches
