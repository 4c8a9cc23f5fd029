#include "platform/nir/nir_file.h"

#include <fmt/core.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <functional>
#include <numeric>
#include <set>

#include "platform/base/error.h"
#include "platform/network/hdf5_file.h"
#include "platform/network/hdf5_writer.h"

namespace floorline::platform {
namespace {

constexpr std::int64_t max_whole_number = (std::int64_t{1} << 53) - 1;

// Hard links can make groups contain themselves, or name one array a million times. No network comes near these limits.
constexpr int max_depth = 16;
constexpr std::int64_t max_objects = 100'000;
constexpr std::int64_t max_values = std::int64_t{1} << 27;

// People save PyTorch models under any name; HDF5 would only say that it does not know the file.
void refuse_pytorch(const std::string& path) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(path, ignored)) {
    return;
  }
  std::array<char, 4> start{};
  std::ifstream(path, std::ios::binary).read(start.data(), start.size());
  if (start == std::array<char, 4>{'P', 'K', 3, 4}) {
    throw UserError(
        fmt::format("{}: is a ZIP archive, the format in which PyTorch saves models, not a NIR file; convert the model "
                    "to a NIR graph and save that with nir.write",
                    path));
  }
}

class Reader {
 public:
  explicit Reader(const std::string& path) : file_(path) {}

  NirModel model() {
    if (!file_.exists("/node")) {
      throw UserError(
          fmt::format("{}: contains no '/node', so it is not a NIR network (NIR data files, which contain recorded "
                      "activity, are a different format)",
                      file_.path()));
    }
    NirModel model;
    model.version = file_.exists("/version") ? file_.text("/version") : "";
    model.root = node("/node", "", 0);
    return model;
  }

 private:
  NirNode node(const std::string& group, const std::string& name, int depth) {
    NirNode node;
    node.name = name;
    node.type = file_.text(group + "/type");
    const bool is_graph = node.type == "NIRGraph";
    for (const std::string& member : members(group, depth)) {
      if (is_graph && member == "nodes") {
        nodes(group + "/nodes", depth + 1, node);
      } else if (is_graph && member == "edges") {
        node.edges = edges(group + "/edges");
      } else if (member != "type") {
        field(group, member, depth + 1, node);
      }
    }
    return node;
  }

  void nodes(const std::string& group, int depth, NirNode& parent) {
    for (const std::string& name : members(group, depth)) {
      parent.nodes.push_back(node(nir_path(group, name), name, depth + 1));
    }
  }

  // `name` is relative to the group of the node, with slashes if it lies in a group of its own.
  void field(const std::string& group, const std::string& name, int depth, NirNode& node) {
    const std::string path = nir_path(group, name);
    if (file_.is_group(path)) {
      for (const std::string& member : members(path, depth)) {
        field(group, nir_path(name, member), depth + 1, node);
      }
    } else if (file_.element(path) == Hdf5Element::text) {
      node.texts[name] = file_.text(path);
    } else {
      node.arrays[name] = array(path);
    }
  }

  NirArray array(const std::string& path) {
    NirArray array;
    array.shape = file_.dimensions(path);
    switch (file_.element(path)) {
      case Hdf5Element::integer: {
        const std::vector<std::int64_t> values = file_.integers(path, -max_whole_number, max_whole_number);
        array.number = NirNumber::integer;
        array.values.assign(values.begin(), values.end());
        break;
      }
      case Hdf5Element::float64:
        array.number = NirNumber::float64;
        array.values = file_.numbers(path);
        break;
      default:
        array.number = NirNumber::float32;
        array.values = file_.numbers(path);
    }
    value_count_ += static_cast<std::int64_t>(array.values.size());
    refuse_beyond(value_count_, max_values, "values");
    return array;
  }

  // Python's h5py stores an empty list of edges as numbers, of which there are none.
  std::vector<NirEdge> edges(const std::string& path) {
    const std::vector<std::int64_t> shape = file_.dimensions(path);
    if (!shape.empty() && shape.front() == 0) {
      return {};
    }
    if (shape.size() != 2 || shape[1] != 2) {
      throw UserError(
          fmt::format("{}: '{}' must be an array of pairs of node names, of shape [edges, 2]", file_.path(), path));
    }
    const std::vector<std::string> names = file_.texts(path);
    std::vector<NirEdge> edges;
    for (std::size_t i = 0; i < names.size(); i += 2) {
      edges.push_back({names[i], names[i + 1]});
    }
    return edges;
  }

  std::vector<std::string> members(const std::string& group, int depth) {
    if (depth > max_depth) {
      throw UserError(fmt::format("{}: '{}' is nested in more than {} groups; perhaps a group contains itself",
                                  file_.path(), group, max_depth));
    }
    std::vector<std::string> members = file_.members(group);
    object_count_ += static_cast<std::int64_t>(members.size());
    refuse_beyond(object_count_, max_objects, "nodes and parameters");
    return members;
  }

  void refuse_beyond(std::int64_t count, std::int64_t limit, const std::string& what) const {
    if (count > limit) {
      throw UserError(
          fmt::format("{}: contains more than {} {}, the most that is supported", file_.path(), limit, what));
    }
  }

  Hdf5File file_;
  std::int64_t object_count_ = 0;
  std::int64_t value_count_ = 0;
};

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
        throw UserError(
            fmt::format("{}: '{}' cannot be the name of a node; a name must not be empty or '.', or contain a slash",
                        path_, node.name));
      }
      if (!names.insert(node.name).second) {
        throw UserError(
            fmt::format("{}: two nodes have the name '{}'; names must be unique within a graph", path_, node.name));
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
      throw UserError(
          fmt::format("{}: '{}' has {} values, but its shape requires {}", path_, dataset, array.values.size(), count));
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

NirModel read_nir(const std::string& path) {
  refuse_pytorch(path);
  return Reader(path).model();
}

void write_nir(const NirModel& model, const std::string& path) {
  Writer(path).model(model);
}

}  // namespace floorline::platform
