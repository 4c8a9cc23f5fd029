// NIR nodes that are linear functions of one step's input. Only inputs that are not zero cost time.
#pragma once

#include <memory>

#include "platform/nir/nir_operator.h"

namespace floorline::platform {

// Affine and Linear: weight times input, plus bias if there is one.
std::unique_ptr<NirOperator> make_nir_dense(const NirOperatorSetting& setting);

// Conv1d and Conv2d: correlation with the stored kernel, not flipped, plus bias.
std::unique_ptr<NirOperator> make_nir_convolution(const NirOperatorSetting& setting);

// SumPool2d and AvgPool2d; zeros of the padding count in an average.
std::unique_ptr<NirOperator> make_nir_pool(const NirOperatorSetting& setting);

}  // namespace floorline::platform
