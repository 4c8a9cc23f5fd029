#include "platform/nir/nir_shapes.h"

#include <map>
#include <optional>
#include <set>
#include <utility>

#include "platform/base/error.h"
#include "platform/nir/nir_parameters.h"

namespace floorline::platform {
namespace {

// What the node takes of an input with this shape, which may have axes of batch or time in front.
NirShape without_leading_axes(const NirNode& target, const NirParameters& parameters, NirShape shape) {
  std::size_t axes = shape.size();
  if (target.type == "Conv2d" || target.type == "SumPool2d" || target.type == "AvgPool2d") {
    axes = 3;
  } else if (target.type == "Conv1d") {
    axes = 2;
  } else if (target.type == "Affine" || target.type == "Linear") {
    const std::int64_t inputs = parameters.array("weight").shape[1];
    axes = nir_elements(shape) != inputs && !shape.empty() && shape.back() == inputs ? 1 : axes;
  }
  if (shape.size() > axes) {
    shape.erase(shape.begin(), shape.end() - static_cast<std::ptrdiff_t>(axes));
  }
  return shape;
}

class Inference {
 public:
  Inference(const NirNode& graph, const std::string& file) : graph_(graph), sources_(graph.nodes.size()) {
    for (const NirNode& node : graph.nodes) {
      index_[node.name] = parameters_.size();
      parameters_.emplace_back(file, node);
    }
    std::set<std::pair<std::string, std::string>> seen;
    for (const NirEdge& edge : graph.edges) {
      const std::size_t target = index_.at(edge.target);
      if (!seen.emplace(edge.source, edge.target).second) {
        throw UserError(parameters_[target].where() + ": the edge from '" + edge.source +
                        "' is there twice; each edge counts once");
      }
      sources_[target].push_back(index_.at(edge.source));
    }
    shapes_.resize(graph.nodes.size());
  }

  std::vector<NirNodeShapes> run() {
    bool is_news = true;
    while (is_news) {
      is_news = false;
      for (std::size_t node = 0; node < shapes_.size(); ++node) {
        if (const std::optional<NirShape> input = shapes_[node] ? std::nullopt : input_of(node)) {
          shapes_[node] = {*input, nir_output_shape(parameters_[node], graph_.nodes[node].type, *input)};
          is_news = true;
        }
      }
    }
    return agreed();
  }

 private:
  // From the field of an Input, else from any source that is known by now.
  std::optional<NirShape> input_of(std::size_t node) const {
    if (graph_.nodes[node].type == "Input" && sources_[node].empty()) {
      return given(node);
    }
    for (const std::size_t source : sources_[node]) {
      if (shapes_[source]) {
        return shapes_[source]->output;
      }
    }
    return std::nullopt;
  }

  NirShape given(std::size_t input) const {
    NirShape shape = parameters_[input].integers("shape", 1, nir_max_elements);
    for (const NirEdge& edge : graph_.edges) {
      if (edge.source == graph_.nodes[input].name) {
        const std::size_t target = index_.at(edge.target);
        shape = without_leading_axes(graph_.nodes[target], parameters_[target], shape);
      }
    }
    return shape;
  }

  // Names a node without edges to it if there is one: what comes behind it is not to blame.
  void refuse_unknown() const {
    std::optional<std::size_t> unknown;
    for (std::size_t node = 0; node < shapes_.size(); ++node) {
      if (!shapes_[node] && (!unknown || (sources_[node].empty() && !sources_[*unknown].empty()))) {
        unknown = node;
      }
    }
    if (unknown) {
      throw UserError(parameters_[*unknown].where() + ": its shape is unknown, because no edges lead to it from an " +
                      "Input; either such edges or an Input node are missing in the file");
    }
  }

  std::vector<NirNodeShapes> agreed() const {
    refuse_unknown();
    std::vector<NirNodeShapes> shapes;
    for (std::size_t node = 0; node < shapes_.size(); ++node) {
      for (const std::size_t source : sources_[node]) {
        if (shapes_[source]->output != shapes_[node]->input) {
          throw UserError(parameters_[node].where() + " receives the shapes " + nir_shape_text(shapes_[node]->input) +
                          " and " + nir_shape_text(shapes_[source]->output) + " (from '" + graph_.nodes[source].name +
                          "'), whose sum needs equal ones");
        }
      }
      shapes.push_back(*shapes_[node]);
    }
    return shapes;
  }

  const NirNode& graph_;
  std::map<std::string, std::size_t> index_;
  std::vector<NirParameters> parameters_;          // by index of the node, as the following
  std::vector<std::vector<std::size_t>> sources_;  // of the node's edges
  std::vector<std::optional<NirNodeShapes>> shapes_;
};

}  // namespace

std::vector<NirNodeShapes> infer_nir_shapes(const NirNode& graph, const std::string& file) {
  return Inference(graph, file).run();
}

}  // namespace floorline::platform
