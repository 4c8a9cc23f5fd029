#include "platform/nir/nir_writer.h"

#include <functional>
#include <numeric>
#include <set>

#include "platform/base/error.h"
#include "platform/network/hdf5_writer.h"
#include "platform/nir/nir_path.h"

namespace floorline::platform {
namespace {

class Writer {
 public:
  explicit Writer(const std::string& path) : path_(path), file_(path, Hdf5Storage::compressed) {}

  void model(const NirModel& model) {
    file_.unicode_texts("/version", {}, {model.version});
    node("/node", model.root);
    file_.commit();
  }

 private:
  void node(const std::string& group, const NirNode& node) {
    file_.group(group);
    file_.unicode_texts(group + "/type", {}, {node.type});
    std::set<std::string> groups;
    for (const auto& [name, text] : node.texts) {
      groups_of(group, name, groups);
      file_.unicode_texts(nir_path(group, name), {}, {text});
    }
    for (const auto& [name, values] : node.arrays) {
      groups_of(group, name, groups);
      array(nir_path(group, name), values);
    }
    if (node.type == "NIRGraph") {
      graph(group, node);
    }
  }

  // Makes the groups in which the field lies, unless that has been done.
  void groups_of(const std::string& node, const std::string& field, std::set<std::string>& made) {
    for (std::size_t slash = field.find('/'); slash != std::string::npos; slash = field.find('/', slash + 1)) {
      const std::string group = nir_path(node, field.substr(0, slash));
      if (made.insert(group).second) {
        file_.group(group);
      }
    }
  }

  void graph(const std::string& group, const NirNode& graph) {
    file_.group(group + "/nodes");
    std::set<std::string> names;
    for (const NirNode& node : graph.nodes) {
      if (node.name.empty() || node.name == "." || node.name.find('/') != std::string::npos) {
        throw UserError(path_ + ": '" + node.name + "' cannot be the name of a node; names have no slash");
      }
      if (!names.insert(node.name).second) {
        throw UserError(path_ + ": two nodes have the name '" + node.name + "'; each needs one of its own");
      }
      this->node(nir_path(group + "/nodes", node.name), node);
    }
    std::vector<std::string> ends;
    for (const NirEdge& edge : graph.edges) {
      ends.push_back(edge.source);
      ends.push_back(edge.target);
    }
    file_.unicode_texts(group + "/edges", {static_cast<std::int64_t>(graph.edges.size()), 2}, ends);
  }

  void array(const std::string& dataset, const NirArray& array) {
    const std::int64_t count =
        std::accumulate(array.shape.begin(), array.shape.end(), std::int64_t{1}, std::multiplies<>());
    if (count != static_cast<std::int64_t>(array.values.size())) {
      throw UserError(path_ + ": '" + dataset + "' has " + std::to_string(array.values.size()) +
                      " values, its shape asks for " + std::to_string(count));
    }
    switch (array.number) {
      case NirNumber::integer:
        file_.integers(dataset, array.shape, {array.values.begin(), array.values.end()});
        break;
      case NirNumber::float32:
        file_.floats(dataset, array.shape, {array.values.begin(), array.values.end()});
        break;
      case NirNumber::float64:
        file_.doubles(dataset, array.shape, array.values);
        break;
    }
  }

  std::string path_;
  Hdf5Writer file_;
};

}  // namespace

void write_nir(const NirModel& model, const std::string& path) {
  Writer(path).model(model);
}

}  // namespace floorline::platform
