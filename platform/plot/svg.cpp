#include "platform/plot/svg.h"

#include <cstring>

#include "platform/base/number_text.h"
#include "platform/base/readable_text.h"

namespace floorline::platform {

namespace {

bool begins_character(char byte) {
  constexpr unsigned continuation_mask = 0xc0;
  constexpr unsigned continuation = 0x80;
  return (static_cast<unsigned char>(byte) & continuation_mask) != continuation;
}

// Of a character in a wide font, of the size of the text.
double width_of(char byte) {
  constexpr double narrow = 0.36;
  constexpr double usual = 0.57;
  constexpr double capital = 0.7;
  constexpr double wide = 0.95;
  if (!begins_character(byte)) {
    return 0;
  }
  if (byte != '\0' && std::strchr("fijlrtI.,:;'|!()[]/ ", byte) != nullptr) {
    return narrow;
  }
  if (byte != '\0' && std::strchr("mwMW@%", byte) != nullptr) {
    return wide;
  }
  return byte >= 'A' && byte <= 'Z' ? capital : usual;
}

std::vector<std::string> characters(const std::string& text) {
  std::vector<std::string> all;
  for (const char byte : text) {
    if (begins_character(byte) || all.empty()) {
      all.emplace_back();
    }
    all.back() += byte;
  }
  return all;
}

constexpr double title_size = 22;
constexpr double subtitle_size = 17;
constexpr double gap = 8;
constexpr double bold = 1.06;  // times as wide

}  // namespace

std::string escaped(const std::string& text) {
  std::string result;
  for (const char character : readable_text(text)) {
    switch (character) {
      case '&':
        result += "&amp;";
        break;
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '"':
        result += "&quot;";
        break;
      default:
        result += character;
    }
  }
  return result;
}

std::string number_text(double number) {
  std::string text = fixed_text(number, 2);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') {
    text.pop_back();
  }
  return text == "-0" ? "0" : text;
}

std::string place_text(Place place) {
  return number_text(place.x) + " " + number_text(place.y);
}

double text_width(const std::string& text, double size) {
  double width = 0;
  for (const char byte : text) {
    width += width_of(byte);
  }
  return width * size;
}

std::string shortened(const std::string& text, double size, double width) {
  if (text_width(text, size) <= width) {
    return text;
  }
  const std::vector<std::string> all = characters(text);
  constexpr std::size_t parts = 3;  // one of them is the end, which is often a number
  for (std::size_t kept = all.size() - 1; kept > 0; --kept) {
    const std::size_t end = kept / parts;
    std::string shorter;
    for (std::size_t i = 0; i < kept - end; ++i) {
      shorter += all[i];
    }
    shorter += "\u2026";
    for (std::size_t i = all.size() - end; i < all.size(); ++i) {
      shorter += all[i];
    }
    if (text_width(shorter, size) <= width) {
      return shorter;
    }
  }
  return "\u2026";
}

std::string text(Place place, const std::string& text, double size, const std::string& attributes) {
  if (text.empty()) {
    return "";
  }
  return "<text x=\"" + number_text(place.x) + "\" y=\"" + number_text(place.y) + "\" font-size=\"" +
         number_text(size) + "\"" + attributes + ">" + escaped(text) + "</text>\n";
}

std::string path(const std::string& commands, const std::string& attributes) {
  if (commands.empty()) {
    return "";
  }
  return "<path d=\"" + commands.substr(0, commands.find_last_not_of(' ') + 1) + "\" fill=\"none\"" + attributes +
         "/>\n";
}

std::string rectangle(const Rectangle& box, const std::string& attributes) {
  return "<rect x=\"" + number_text(box.left) + "\" y=\"" + number_text(box.top) + "\" width=\"" +
         number_text(box.width()) + "\" height=\"" + number_text(box.height()) + "\"" + attributes + "/>\n";
}

std::string polygon(const std::vector<Place>& corners, const std::string& attributes) {
  std::string commands;
  for (const Place& corner : corners) {
    commands += (commands.empty() ? "M" : "L") + place_text(corner) + " ";
  }
  return "<path d=\"" + commands + "Z\"" + attributes + "/>\n";
}

std::string with_hint(std::string element, const std::string& hint) {
  const std::string name = element.substr(1, element.find(' ') - 1);
  element.erase(element.rfind("/>"));
  return element + "><title>" + escaped(hint) + "</title></" + name + ">\n";
}

std::string page(double height, const std::string& title, const std::string& content) {
  const std::string size = R"(" width=")" + number_text(page_width) + R"(" height=")" + number_text(height) + "\"";
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
         "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " +
         place_text({page_width, height}) + size +
         " font-family=\"Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif\" fill=\"#222222\">\n"
         "<title>" +
         escaped(title) + "</title>\n" + rectangle({0, 0, page_width, height}, R"( fill="#ffffff")") + content +
         "</svg>\n";
}

double headline_height(const std::string& title, const std::string& subtitle) {
  return (title.empty() ? 0 : title_size + gap) + (subtitle.empty() ? 0 : subtitle_size + gap);
}

std::string headline(const std::string& title, const std::string& subtitle, double left) {
  const double room = page_width - page_margin - left;
  double base = page_margin + title_size * letter_rise;
  const std::string first =
      text({left, base}, shortened(title, title_size * bold, room), title_size, R"( font-weight="bold")");
  base += title.empty() ? subtitle_size - title_size : subtitle_size + gap;
  return first + text({left, base}, shortened(subtitle, subtitle_size, room), subtitle_size, R"( fill="#555555")");
}

}  // namespace floorline::platform
