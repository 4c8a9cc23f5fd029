#include "testbenches/unit/plot/picture_check.h"

#include <algorithm>
#include <sstream>
#include <stdexcept>

#include "platform/plot/svg.h"

namespace floorline::testbenches {

using platform::Rectangle;

namespace {

std::string attribute_of(const XmlElement& element, const std::string& name) {
  const auto found = element.attributes.find(name);
  return found == element.attributes.end() ? "" : found->second;
}

// Of "translate(x y)".
platform::Place shift_of(const XmlElement& element) {
  std::string text = attribute_of(element, "transform");
  const std::string name = "translate(";
  platform::Place shift;
  if (text.compare(0, name.size(), name) == 0) {
    std::istringstream(text.substr(name.size())) >> shift.x >> shift.y;
  }
  return shift;
}

}  // namespace

Picture::Picture(const std::string& svg) : elements_(parse_xml(svg)) {}

std::vector<XmlElement> Picture::of_class(const std::string& name) const {
  std::vector<XmlElement> found;
  std::copy_if(elements_.begin(), elements_.end(), std::back_inserter(found),
               [&](const XmlElement& element) { return attribute_of(element, "class") == name; });
  return found;
}

std::vector<std::string> Picture::texts() const {
  std::vector<std::string> texts;
  for (const XmlElement& element : elements_) {
    if (element.name == "text") {
      texts.push_back(element.text);
    }
  }
  return texts;
}

bool Picture::has_text(const std::string& text) const {
  const std::vector<std::string> all = texts();
  return std::find(all.begin(), all.end(), text) != all.end();
}

const XmlElement& Picture::with_hint(const std::string& hint) const {
  for (const XmlElement& element : elements_) {
    if (element.name == "title" && element.text == hint) {
      return elements_.at(element.around.back());
    }
  }
  throw std::runtime_error("nothing with the hint '" + hint + "'");
}

Rectangle Picture::box_of(const XmlElement& element) const {
  Rectangle box;
  if (element.name == "text") {
    const double size = number_of(element, "font-size");
    const double width = platform::text_width(element.text, size);
    const std::string anchor = attribute_of(element, "text-anchor");
    const double left = number_of(element, "x") - (anchor == "end" ? width : (anchor == "middle" ? width / 2 : 0));
    constexpr double rise = 0.72;
    constexpr double fall = 0.05;  // but for the few letters with a descender
    box = {left, number_of(element, "y") - rise * size, left + width, number_of(element, "y") + fall * size};
  } else {
    box = {number_of(element, "x"), number_of(element, "y"), 0, 0};
    box.right = box.left + number_of(element, "width");
    box.bottom = box.top + number_of(element, "height");
  }
  for (const std::size_t around : element.around) {
    const platform::Place shift = shift_of(elements_[around]);
    box = {box.left + shift.x, box.top + shift.y, box.right + shift.x, box.bottom + shift.y};
  }
  return box;
}

std::vector<std::string> Picture::bad_texts() const {
  std::vector<std::pair<std::string, Rectangle>> placed;
  std::vector<std::string> bad;
  for (const XmlElement& element : elements_) {
    if (element.name != "text" || attribute_of(element, "transform").find("rotate") != std::string::npos) {
      continue;
    }
    const Rectangle box = box_of(element);
    if (box.left < 0 || box.right > 1000 || box.top < 0 || box.bottom > height()) {
      bad.push_back("'" + element.text + "' is not on the page");
    }
    for (const auto& [text, other] : placed) {
      if (box.overlaps(other)) {
        bad.push_back("'" + element.text + "' is on '" + text + "'");
      }
    }
    placed.emplace_back(element.text, box);
  }
  return bad;
}

double Picture::height() const {
  return number_of(elements_.front(), "height");
}

double number_of(const XmlElement& element, const std::string& attribute) {
  return std::stod(element.attributes.at(attribute));
}

}  // namespace floorline::testbenches
