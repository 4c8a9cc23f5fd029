#include "platform/nir/nir_executor.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <set>

#include "platform/base/error.h"
#include "platform/base/nearest_names.h"
#include "platform/nir/nir_check.h"
#include "platform/nir/nir_flat_graph.h"

namespace floorline::platform {
namespace {

// Of each node, whether it is a Delay that may wait for a step.
std::vector<bool> waiting_nodes(const NirNode& graph, const std::vector<NirNodeShapes>& shapes, const std::string& file,
                                double dt_s) {
  std::vector<bool> waits;
  for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
    bool is_waiting = graph.nodes[i].type == "Delay";
    if (is_waiting) {
      const std::vector<std::int64_t> steps =
          nir_delay_steps(NirParameters(file, graph.nodes[i]), nir_elements(shapes[i].input), dt_s);
      is_waiting = *std::min_element(steps.begin(), steps.end()) > 0;
    }
    waits.push_back(is_waiting);
  }
  return waits;
}

bool is_late(const std::vector<NirSource>& sources) {
  return std::any_of(sources.begin(), sources.end(), [](const NirSource& source) { return source.is_late; });
}

}  // namespace

NirExecutor::NirExecutor(const NirModel& model, const std::string& file, const NirRunOptions& options) : file_(file) {
  if (!std::isfinite(options.dt_s) || options.dt_s <= 0) {
    throw UserError(fmt::format(
        "{}: the time step is {} s, but must be positive; NIR files do not contain one, so it must be set, in seconds",
        file, nir_number_text(options.dt_s)));
  }
  check_nir(model, file);
  const NirNode graph = flat_nir_graph(model, file);
  name_nodes(graph);
  const std::vector<NirNodeShapes> shapes = infer_nir_shapes(graph, file);
  const std::vector<bool> waits = waiting_nodes(graph, shapes, file, options.dt_s);
  schedule_ = schedule_nir_nodes(graph, waits);
  nodes_.resize(graph.nodes.size());
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    const NirNode& node = graph.nodes[i];
    const int late_steps = waits[i] && is_late(schedule_.sources[i]) ? 1 : 0;
    nodes_[i].computation = make_nir_operator({NirParameters(file, node), node.type, shapes[i], options, late_steps});
    nodes_[i].shapes = shapes[i];
    nodes_[i].sum.resize(static_cast<std::size_t>(nir_elements(shapes[i].input)));
    nodes_[i].output.resize(static_cast<std::size_t>(nir_elements(shapes[i].output)));
    for (const NirSource& source : schedule_.sources[i]) {
      nodes_[source.node].is_kept = nodes_[source.node].is_kept || source.is_late;
    }
  }
  reset();
}

void NirExecutor::name_nodes(const NirNode& graph) {
  std::set<std::string> sources;
  std::set<std::string> targets;
  for (const NirEdge& edge : graph.edges) {
    sources.insert(edge.source);
    targets.insert(edge.target);
  }
  for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
    const NirNode& node = graph.nodes[i];
    index_[node.name] = i;
    if (node.type == "Input" && targets.count(node.name) == 0) {
      input_names_.push_back(node.name);
    } else if (node.type == "Output" && sources.count(node.name) == 0) {
      output_names_.push_back(node.name);
    }
  }
  if (input_names_.empty()) {
    throw UserError(fmt::format("{}: the graph has no Input node; add one with the shape of the input", file_));
  }
}

void NirExecutor::reset() {
  for (Node& node : nodes_) {
    node.computation->reset();
    std::fill(node.output.begin(), node.output.end(), 0.0);
    node.late = node.is_kept ? node.output : NirValues();
  }
}

void NirExecutor::step_all(const std::map<std::string, NirValues>& inputs) {
  std::map<std::size_t, const NirValues*> by_index;
  for (const auto& [name, values] : inputs) {
    check_input(name, values);
    by_index[index_of(name)] = &values;
  }
  for (const std::string& name : input_names_) {
    if (inputs.count(name) == 0) {
      throw UserError(
          fmt::format("{}: Input '{}' receives no values in this step; each step needs values for all of: {}", file_,
                      name, join_names(input_names_)));
    }
  }
  compute(by_index);
}

const NirValues& NirExecutor::step(const NirValues& input) {
  const std::string& from = only(input_names_, "Input");
  const std::string& to = only(output_names_, "Output");
  check_input(from, input);
  compute({{index_of(from), &input}});
  return values(to);
}

void NirExecutor::compute(const std::map<std::size_t, const NirValues*>& inputs) {
  for (const std::size_t i : schedule_.order) {
    const auto given = inputs.find(i);
    nodes_[i].computation->step(given == inputs.end() ? gather(i) : *given->second, nodes_[i].output);
  }
  for (Node& node : nodes_) {
    if (node.is_kept) {
      node.late = node.output;
    }
  }
}

const NirValues& NirExecutor::gather(std::size_t node) {
  const std::vector<NirSource>& sources = schedule_.sources[node];
  const auto delivered = [this](const NirSource& source) -> const NirValues& {
    return source.is_late ? nodes_[source.node].late : nodes_[source.node].output;
  };
  if (sources.size() == 1) {
    return delivered(sources.front());
  }
  NirValues& sum = nodes_[node].sum;
  std::fill(sum.begin(), sum.end(), 0.0);
  for (const NirSource& source : sources) {
    const NirValues& values = delivered(source);
    std::transform(sum.begin(), sum.end(), values.begin(), sum.begin(), std::plus<>());
  }
  return sum;
}

const NirShape& NirExecutor::shape(const std::string& node) const {
  return nodes_[index_of(node)].shapes.output;
}

const NirValues& NirExecutor::values(const std::string& node) const {
  return nodes_[index_of(node)].output;
}

const NirValues& NirExecutor::potentials(const std::string& node) const {
  const NirValues* const potentials = nodes_[index_of(node)].computation->potentials();
  if (potentials == nullptr) {
    throw UserError(fmt::format("{}: node '{}' is not a neuron and has no potential", file_, node));
  }
  return *potentials;
}

std::size_t NirExecutor::index_of(const std::string& node) const {
  const auto found = index_.find(node);
  if (found == index_.end()) {
    std::vector<std::string> names;
    for (const auto& entry : index_) {
      names.push_back(entry.first);
    }
    throw UserError(fmt::format("{}: there is no node '{}'; similar names: {}", file_, node,
                                join_names(nearest_names(node, names, 3))));
  }
  return found->second;
}

void NirExecutor::check_input(const std::string& name, const NirValues& values) const {
  if (std::find(input_names_.begin(), input_names_.end(), name) == input_names_.end()) {
    throw UserError(fmt::format("{}: '{}' is not an Input that takes values; these are: {}", file_, name,
                                join_names(input_names_)));
  }
  const std::size_t expected = nodes_[index_of(name)].output.size();
  if (values.size() != expected) {
    throw UserError(fmt::format("{}: Input '{}' receives {} values in a step; its shape {} requires {}", file_, name,
                                values.size(), nir_shape_text(shape(name)), expected));
  }
  const auto bad = std::find_if(values.begin(), values.end(), [](double value) { return !std::isfinite(value); });
  if (bad != values.end()) {
    throw UserError(fmt::format("{}: Input '{}' receives {} as value {} of a step; all values must be finite", file_,
                                name, nir_number_text(*bad), bad - values.begin()));
  }
}

const std::string& NirExecutor::only(const std::vector<std::string>& names, const std::string& type) const {
  if (names.size() != 1) {
    throw UserError(fmt::format("{}: step() requires one Input and one Output, but the graph has {} nodes of type {}{}",
                                file_, names.size(), type, names.empty() ? "" : ": " + join_names(names)));
  }
  return names.front();
}

}  // namespace floorline::platform
