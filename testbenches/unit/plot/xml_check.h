// Reads a picture back: whether it is well-formed XML, and the attributes of its elements.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace floorline::testbenches {

struct XmlElement {
  std::string name;
  std::map<std::string, std::string> attributes;
  std::string text;                 // up to its first child, with entities resolved
  std::vector<std::string> path;    // the names of the elements around it, outermost first
  std::vector<std::size_t> around;  // these elements themselves: their places in the list
};

// All elements in the order of their start tags. As much of XML as a picture may use (no comments, no CDATA, no
// document type); throws std::runtime_error at anything that is not well-formed.
std::vector<XmlElement> parse_xml(const std::string& xml);

}  // namespace floorline::testbenches
