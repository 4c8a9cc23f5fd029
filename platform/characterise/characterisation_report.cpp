#include "platform/characterise/characterisation_report.h"

#include <fmt/core.h>

#include <cmath>
#include <iomanip>
#include <nlohmann/json.hpp>
#include <sstream>

#include "platform/analysis/run_json.h"
#include "platform/base/json_reader.h"
#include "platform/base/number_text.h"
#include "platform/config/timing_values.h"
#include "platform/plot/floorline_chart.h"

namespace floorline::platform {

namespace {

constexpr double bits_per_byte = 8;

bool is_flit_time(const MeasuredConstant& constant) {
  const std::string ending = "_flit_ns";
  return constant.name.size() > ending.size() &&
         constant.name.compare(constant.name.size() - ending.size(), ending.size(), ending) == 0;
}

const char* program_name(const Characterisation& result) {
  return models::neuron_program_names[static_cast<std::size_t>(result.program)];
}

bool has_floor(const Characterisation& result) {
  return result.floor_ns > 0;
}

double bits_per_ns(const Characterisation& result, const MeasuredConstant& constant) {
  return result.structure.flit_bytes * bits_per_byte / constant.value_ns;
}

Json points_json(const std::vector<FitPoint>& points) {
  Json x = Json::array();
  Json y = Json::array();
  for (const FitPoint& point : points) {
    x.push_back(point.x);
    y.push_back(point.y);
  }
  return {{"x", x}, {"y_ns", y}};
}

Json constant_json(const Characterisation& result, const MeasuredConstant& constant) {
  const bool measured = constant.finding == Finding::measured;
  Json json = {{"finding", measured ? "measured" : "upper_bound"},
               {"value", constant.value_ns},
               {"unit", "ns"},
               {"what", constant.what},
               {"how", constant.how}};
  if (is_flit_time(constant))
    json["bits_per_ns"] = bits_per_ns(result, constant);
  if (constant.points.empty())
    return json;
  if (measured)
    json["standard_error"] = constant.standard_error_ns;
  if (constant.control_ns)
    json["control"] = *constant.control_ns;
  json["r2"] = constant.r2;
  json["largest_residual"] = constant.largest_residual_ns;
  json["x_title"] = constant.x_title;
  json["y_title"] = constant.y_title;
  json["points"] = points_json(constant.points);
  json["points_used"] = constant.points_used;
  return json;
}

void print_constant(std::ostringstream& text, const Characterisation& result, const MeasuredConstant& constant) {
  constexpr int name_width = 29;
  constexpr int number_width = 11;
  constexpr double printed_ns = 0.0001;  // the last digit
  const bool measured = constant.finding == Finding::measured;
  text << "  " << std::left << std::setw(name_width) << constant.name << std::right << (measured ? "  " : "<=")
       << std::setw(number_width)
       << fixed_text(std::abs(constant.value_ns) < printed_ns / 2 ? 0 : constant.value_ns, 4);
  text << std::setw(number_width) << (measured ? fixed_text(constant.standard_error_ns, 4) : "");
  text << std::setw(number_width) << (constant.points.empty() || !measured ? "" : fixed_text(constant.r2, 6));
  if (is_flit_time(constant))
    text << "   " << fixed_text(bits_per_ns(result, constant), 1) << (measured ? "" : " or more") << " bit/ns";
  text << '\n';
}

}  // namespace

std::string characterisation_json(const Characterisation& result, const ChipConfig& chip) {
  Json json;
  json["schema"] = characterisation_schema;
  json["chip"] = result.chip;
  json["timing"] = timing_name(result.timing);
  json["runs"] = result.runs;
  json["structure"] = {{"columns", result.structure.columns},
                       {"rows", result.structure.rows},
                       {"cores_per_router", result.structure.cores_per_router},
                       {"flit_bits", result.structure.flit_bytes * bits_per_byte},
                       {"flits_per_message", result.structure.flits_per_message}};
  json["constants"] = Json::object();
  for (const MeasuredConstant& constant : result.constants.found)
    json["constants"][constant.name] = constant_json(result, constant);
  Json series = Json::array();
  for (const FloorlineSeries& one : result.series) {
    Json entry = points_json(one.points);
    entry["name"] = one.name;
    series.push_back(entry);
  }
  if (!result.constants.left_out.empty())
    json["left_out"] = result.constants.left_out;
  json["floorline"] = {{"program", program_name(result)},
                       {"neurons_per_core", result.neurons},
                       {"slope_ns_per_synop", result.slope_ns_per_synop},
                       {"floor_ns", result.floor_ns},
                       {"ridge_synops", result.floor_ns / result.slope_ns_per_synop},
                       {"steps", series}};
  json["chip_values"] = timing_values(chip);
  return json.dump(2) + "\n";
}

std::string characterisation_summary(const Characterisation& result) {
  std::ostringstream text;
  text << fmt::format("{} ({}), from the {} {} microbenchmarks\n\n", result.chip, timing_name(result.timing),
                      result.measured, result.runs)
       << "  constant, ns                          value      error         r2\n";
  std::size_t bounds = 0;
  for (const MeasuredConstant& constant : result.constants.found) {
    print_constant(text, result, constant);
    bounds += constant.finding == Finding::upper_bound ? 1 : 0;
  }
  text << '\n';
  if (bounds > 0)
    text << "  <=: hidden behind something slower on this chip, so only an upper bound is known\n";
  for (const std::string& sentence : result.constants.left_out)
    text << "  not measured    " << sentence << '\n';
  const std::string slope = fixed_text(result.slope_ns_per_synop, 3);
  if (has_floor(result))
    text << fmt::format(
        "  floorline       {} ns per synop, floor of {} for {} {} neurons per core, ridge at {} synops\n", slope,
        time_text(result.floor_ns), result.neurons, program_name(result),
        count_text(result.floor_ns / result.slope_ns_per_synop));
  else
    text << fmt::format("  floorline       {} ns per nonzero synop on the fastest core; no floor\n", slope);
  return text.str();
}

std::string characterisation_svg(const Characterisation& result) {
  FloorlineChart chart;
  chart.title = fmt::format("Floorline of {}", result.chip);
  const std::string slope = fixed_text(result.slope_ns_per_synop, 3);
  if (has_floor(result)) {
    chart.subtitle = fmt::format("Microbenchmarks. Slope: {} ns per synop; floor: {} {} neurons per core, {}", slope,
                                 result.neurons, program_name(result), time_text(result.floor_ns));
  } else {
    chart.subtitle = fmt::format("Bursts of events. Slope: {} ns per synop on the fastest core; no floor", slope);
    chart.x_title = nonzero_synops_title;
    chart.y_title = "time until the last event comes out";
    chart.above = above_or_idle;
  }
  chart.slope_ns_per_synop = result.slope_ns_per_synop;
  chart.floor_ns = result.floor_ns;
  for (const FloorlineSeries& series : result.series) {
    if (series.points.empty())
      continue;
    FloorlineRun run;
    run.name = series.name;
    run.synops = series.points.back().x;
    run.time_ns = series.points.back().y;
    for (const FitPoint& point : series.points)
      run.steps.push_back({point.x, point.y});
    chart.runs.push_back(run);
  }
  return to_svg(chart);
}

}  // namespace floorline::platform
