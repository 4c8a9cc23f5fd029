// What a picture shows, read back from its SVG text.
#pragma once

#include <string>
#include <vector>

#include "platform/plot/box.h"
#include "testbenches/unit/plot/xml_check.h"

namespace floorline::testbenches {

class Picture {
 public:
  // Throws std::runtime_error if the text is not well-formed.
  explicit Picture(const std::string& svg);

  const std::vector<XmlElement>& elements() const { return elements_; }

  // The attribute `class` names what an element is.
  std::vector<XmlElement> of_class(const std::string& name) const;
  // All of what stands in <text> elements, in their order.
  std::vector<std::string> texts() const;
  bool has_text(const std::string& text) const;
  // The element whose <title>, which browsers show under the mouse, is this; throws if there is none.
  const XmlElement& with_hint(const std::string& hint) const;

  // Of a <rect>, or about that of a <text>, on the page: what groups around it are shifted by is added.
  platform::Box box_of(const XmlElement& element) const;

  // Sentences on texts that lie on others or beyond the page; slanted texts are left out.
  std::vector<std::string> bad_texts() const;
  double height() const;

 private:
  std::vector<XmlElement> elements_;
};

double number_of(const XmlElement& element, const std::string& attribute);

}  // namespace floorline::testbenches
