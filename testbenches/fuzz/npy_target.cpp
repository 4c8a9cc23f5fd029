// NumPy arrays.
#include "platform/network/npy.h"
#include "testbenches/fuzz/fuzz_input.h"
#include "testbenches/fuzz/fuzz_target.h"

namespace floorline::testbenches {
namespace {

std::string array(char version, const std::string& type, const char* order, const std::string& shape,
                  const std::string& bytes) {
  const std::string header = "{'descr': '" + type + "', 'fortran_order': " + order + ", 'shape': " + shape + ", }\n";
  const std::string length = {static_cast<char>(header.size()), 0};
  return std::string("\x93NUMPY") + version + '\0' + length + (version == 1 ? "" : std::string(2, '\0')) + header +
         bytes;
}

}  // namespace

std::vector<std::string> fuzz_seeds() {
  std::vector<std::string> seeds = {array(1, "|b1", "False", "(3,)", "abc"),
                                    array(2, "<i2", "True", "(2, 3)", std::string(12, 'a')),
                                    array(3, "<i8", "False", "()", std::string(8, '\1'))};
  for (const char* type : {"|i1", "<u2", "<i4", "<u4", "<f4", "<f8"})
    seeds.push_back(array(1, type, "False", "(1, 1)", std::string(8, '\0')));
  return seeds;
}

void fuzz_one_input(const std::uint8_t* data, std::size_t size) {
  const std::string path = fuzz_file("array.npy", {reinterpret_cast<const char*>(data), size});
  is_taken([&] { platform::npy_element_type(path); });
  is_taken([&] { platform::read_npy_int32(path); });
}

}  // namespace floorline::testbenches
