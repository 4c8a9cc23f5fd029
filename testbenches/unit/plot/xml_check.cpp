#include "testbenches/unit/plot/xml_check.h"

#include <cctype>
#include <stdexcept>

namespace floorline::testbenches {

namespace {

class XmlReader {
 public:
  explicit XmlReader(const std::string& xml) : xml_(xml) {}

  std::vector<XmlElement> read() {
    if (accept("<?xml ")) {
      require(until("?>").find('<') == std::string::npos, "bad declaration");
    }
    space();
    require(accept("<"), "no root element");
    element();
    space();
    require(position_ == xml_.size(), "something behind the root element");
    return elements_;
  }

 private:
  void require(bool condition, const std::string& otherwise) const {
    if (!condition) {
      throw std::runtime_error(otherwise + " at byte " + std::to_string(position_));
    }
  }
  bool accept(const std::string& word) {
    if (xml_.compare(position_, word.size(), word) != 0) {
      return false;
    }
    position_ += word.size();
    return true;
  }
  void space() {
    while (position_ < xml_.size() && std::isspace(static_cast<unsigned char>(xml_[position_])) != 0) {
      ++position_;
    }
  }
  std::string until(const std::string& end) {
    const std::size_t found = xml_.find(end, position_);
    require(found != std::string::npos, "no " + end);
    const std::string text = xml_.substr(position_, found - position_);
    position_ = found + end.size();
    return text;
  }
  std::string name() {
    const std::size_t begin = position_;
    while (position_ < xml_.size() &&
           (std::isalnum(static_cast<unsigned char>(xml_[position_])) != 0 || xml_[position_] == '-')) {
      ++position_;
    }
    require(position_ > begin && std::isalpha(static_cast<unsigned char>(xml_[begin])) != 0, "no name");
    return xml_.substr(begin, position_ - begin);
  }
  std::string resolved(const std::string& text) const {
    static const std::map<std::string, char> entities = {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}};
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
      require(text[i] != '<', "a naked <");
      require(static_cast<unsigned char>(text[i]) >= ' ' || text[i] == '\n', "a control character");
      if (text[i] != '&') {
        result += text[i];
        continue;
      }
      const std::size_t end = text.find(';', i);
      require(end != std::string::npos, "a naked &");
      const auto entity = entities.find(text.substr(i + 1, end - i - 1));
      require(entity != entities.end(), "an unknown entity");
      result += entity->second;
      i = end;
    }
    return result;
  }
  // Behind its first <.
  void element() {
    const std::size_t index = elements_.size();
    elements_.push_back({name(), {}, "", open_, open_elements_});
    const std::string name_here = elements_[index].name;
    for (space(); !accept(">"); space()) {
      if (accept("/>")) {
        return;
      }
      const std::string attribute = name();
      require(accept("=\""), "no value");
      const bool is_new = elements_[index].attributes.emplace(attribute, resolved(until("\""))).second;
      require(is_new, "an attribute twice");
    }
    open_.push_back(name_here);
    open_elements_.push_back(index);
    elements_[index].text = resolved(until("<"));
    while (!accept("/")) {
      element();
      resolved(until("<"));
    }
    require(name() == name_here && accept(">"), "the end of another element");
    open_.pop_back();
    open_elements_.pop_back();
  }

  const std::string& xml_;
  std::size_t position_ = 0;
  std::vector<XmlElement> elements_;
  std::vector<std::string> open_;
  std::vector<std::size_t> open_elements_;
};

}  // namespace

std::vector<XmlElement> parse_xml(const std::string& xml) {
  return XmlReader(xml).read();
}

}  // namespace floorline::testbenches
