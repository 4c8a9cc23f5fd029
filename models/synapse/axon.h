// One entry of a core's axon table, made ready for use: which rows a message reads, and where their weights go.
#pragma once

#include <cstdint>
#include <vector>

#include "models/neurocore/core_tables.h"
#include "models/synapse/weight_rows.h"

namespace floorline::models {

// One row to read. Its weights go to `location.count` neurons from `first_neuron` on, or, with indices, to
// first_neuron + index.
struct RowAccess {
  RowLocation location;
  std::uint32_t first_neuron = 0;
};

class Axon {
 public:
  // `directory` has entry.atom_count rows for the sparse format and is not used otherwise.
  Axon(const AxonEntry& entry, const SparseRow* directory);

  const AxonEntry& entry() const { return entry_; }

  // Appends the rows that a message from source neuron `atom` reads; atom < entry().atom_count.
  void rows_of(std::uint32_t atom, std::vector<RowAccess>& rows) const;

 private:
  // A kernel tap and the column (or row) of the target block that it reaches.
  struct Tap {
    std::int32_t kernel;
    std::int32_t target;
  };
  // For each column (or row) of the source block, the taps that fall inside the target block.
  struct Taps {
    std::vector<std::uint32_t> first;  // one more than there are columns
    std::vector<Tap> taps;
  };
  static Taps make_taps(std::int32_t source_begin, std::int32_t source_size, std::int32_t target_begin,
                        std::int32_t target_size, std::int32_t kernel, std::int32_t stride, std::int32_t padding,
                        std::int32_t dilation);
  void convolution_rows(std::uint32_t atom, std::vector<RowAccess>& rows) const;

  const AxonEntry entry_;
  std::vector<SparseRow> directory_;
  Taps x_taps_;
  Taps y_taps_;
};

}  // namespace floorline::models
