#include "platform/plot/page.h"

#include "platform/plot/svg_text.h"

namespace floorline::platform {

namespace {

constexpr double title_size = 22;
constexpr double subtitle_size = 17;
constexpr double gap = 8;
constexpr double bold = 1.06;  // times as wide

}  // namespace

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
