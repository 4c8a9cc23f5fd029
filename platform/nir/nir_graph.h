// What a NIR file says, as plain data. NIR (Neuromorphic Intermediate Representation) describes a network as a graph of
// computing nodes in continuous time.
//
// Nothing is interpreted here: no time step, no shapes inferred along edges, no chip. Values are kept as
// stored, so that a file can be written again unchanged (nir_file.h, nir_file.h); nir_check.h says whether they fit
// together.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

namespace floorline::platform {

enum class NirNumber { integer, float32, float64 };

// A parameter of a node. All values are held as doubles, which is exact: whole numbers of 2^53 and more are refused
// when a file is read.
struct NirArray {
  NirNumber number = NirNumber::float32;  // how the file stores it; integers and booleans of any width are `integer`
  std::vector<std::int64_t> shape;        // empty for a scalar
  std::vector<double> values;             // in C order
};

// From the output of the node named `source` to the input of the node named `target`.
struct NirEdge {
  std::string source;
  std::string target;
};

// One node. A graph is a node too, of type "NIRGraph": only these have nodes and edges of their own, and what they hold
// may be graphs again. Fields in a group of the node have that group in their name: "metadata/author".
struct NirNode {
  std::string name;  // may contain dots ("lif1.lif"); empty for the outermost one
  std::string type;  // "Affine", "Conv2d", "LIF", ...
  std::map<std::string, NirArray> arrays;
  std::map<std::string, std::string> texts;  // without the type
  std::vector<NirNode> nodes;  // in no particular order; files give them by name as text ("10" before "2")
  std::vector<NirEdge> edges;  // in no particular order; cycles are recurrent connections
};

struct NirModel {
  std::string version;  // of the library that wrote the file, such as "1.0.4"
  NirNode root;         // as a rule of type "NIRGraph", though a file may hold a single node
};

// "group/member": a path inside a file, or the name of a node of an inner graph.
inline std::string nir_path(std::string group, const std::string& member) {
  group += '/';
  group += member;
  return group;
}

inline bool operator==(const NirArray& a, const NirArray& b) {
  return std::tie(a.number, a.shape, a.values) == std::tie(b.number, b.shape, b.values);
}

inline bool operator==(const NirEdge& a, const NirEdge& b) {
  return std::tie(a.source, a.target) == std::tie(b.source, b.target);
}

inline bool operator==(const NirNode& a, const NirNode& b) {
  return std::tie(a.name, a.type, a.arrays, a.texts, a.nodes, a.edges) ==
         std::tie(b.name, b.type, b.arrays, b.texts, b.nodes, b.edges);
}

inline bool operator==(const NirModel& a, const NirModel& b) {
  return std::tie(a.version, a.root) == std::tie(b.version, b.root);
}

}  // namespace floorline::platform
