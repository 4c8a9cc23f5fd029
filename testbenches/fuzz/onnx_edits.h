// ONNX models with a few things changed, so that a fuzzer gets behind protobuf.
#pragma once

#include <string>
#include <vector>

#include "testbenches/fuzz/recipe.h"

namespace floorline::testbenches {

// Models that are imported as they are, serialised; between them they have every operator that the importer takes.
const std::vector<std::string>& onnx_models();

// One of them with changes to its nodes, attributes and tensors, for which the input is the recipe.
std::string edited_onnx(Recipe& recipe);

}  // namespace floorline::testbenches
