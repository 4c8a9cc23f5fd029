// Sets of images and labels, plain and compressed.
#pragma once

#include <string>
#include <vector>

namespace floorline::testbenches {

std::string idx_images();  // two of three by two pixels
std::vector<std::string> idx_seeds();

}  // namespace floorline::testbenches
