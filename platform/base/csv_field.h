// Names in tables: those of layers come from files, and may hold commas.
#pragma once

#include <string>

namespace floorline::platform {

// The text as one field of a CSV line (RFC 4180): in quotation marks where a reader would take it for several.
inline std::string csv_field(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos)
    return text;
  std::string field = "\"";
  for (const char character : text)
    field += character == '"' ? std::string("\"\"") : std::string(1, character);
  return field + "\"";
}

}  // namespace floorline::platform
