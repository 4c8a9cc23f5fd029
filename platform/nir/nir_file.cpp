#include "platform/nir/nir_file.h"

#include <array>
#include <filesystem>
#include <fstream>

#include "platform/base/error.h"
#include "platform/network/hdf5_file.h"
#include "platform/nir/nir_path.h"

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
    throw UserError(path + ": is a ZIP archive, as PyTorch saves models, not a NIR file; convert the model to a NIR " +
                    "graph and save that with nir.write");
  }
}

class Reader {
 public:
  explicit Reader(const std::string& path) : file_(path) {}

  NirModel model() {
    if (!file_.exists("/node")) {
      throw UserError(file_.path() + ": holds no '/node', so it is not a NIR network (NIR data files, with recorded " +
                      "activity, are another format)");
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
      throw UserError(file_.path() + ": '" + path + "' must be an array of pairs of node names, of shape [edges, 2]");
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
      throw UserError(file_.path() + ": '" + group + "' lies in more than " + std::to_string(max_depth) +
                      " groups; perhaps one contains itself");
    }
    std::vector<std::string> members = file_.members(group);
    object_count_ += static_cast<std::int64_t>(members.size());
    refuse_beyond(object_count_, max_objects, "nodes and parameters");
    return members;
  }

  void refuse_beyond(std::int64_t count, std::int64_t limit, const std::string& what) const {
    if (count > limit) {
      throw UserError(file_.path() + ": holds more than " + std::to_string(limit) + " " + what +
                      ", which is more than any network needs");
    }
  }

  Hdf5File file_;
  std::int64_t object_count_ = 0;
  std::int64_t value_count_ = 0;
};

}  // namespace

NirModel read_nir(const std::string& path) {
  refuse_pytorch(path);
  return Reader(path).model();
}

}  // namespace floorline::platform
