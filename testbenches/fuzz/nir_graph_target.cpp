// NIR files that are good HDF5: the input of the fuzzer is a recipe of what to change in a network.
#include "testbenches/fuzz/fuzz_input.h"
#include "testbenches/fuzz/fuzz_target.h"
#include "testbenches/fuzz/hdf5_edits.h"
#include "testbenches/fuzz/network_files.h"

namespace floorline::testbenches {

std::vector<std::string> fuzz_seeds() {
  return recipe_seeds(nir_files().size());
}

void fuzz_one_input(const std::uint8_t* data, std::size_t size) {
  static const std::vector<std::vector<Hdf5Item>> networks = all_hdf5_items(nir_files());
  const std::string path = fuzz_path("network.nir");
  Recipe recipe(data, size);
  const std::vector<Hdf5Item>& network = recipe.one_of(networks);
  if (write_edited_hdf5(path, network, recipe))
    import_nir(path);
}

}  // namespace floorline::testbenches
