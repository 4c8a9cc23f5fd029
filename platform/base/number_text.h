// Numbers as a person reads them: three significant digits and a unit that fits.
#pragma once

#include <string>

namespace floorline::platform {

std::string time_text(double time_ns);     // "1.23 us"
std::string energy_text(double energy_j);  // "1.23 uJ"
std::string count_text(double count);      // "999", "1.23 k", "1.23 M"
std::string bytes_text(double bytes);      // "1.23 MB", of 10^6 bytes
std::string percent_text(double share);    // 0.123 is "12.3 %"
std::string fixed_text(double value, int decimals);

}  // namespace floorline::platform
