// What another simulation made of 61 N-MNIST recordings with the convolutional network of NIR's paper.
#pragma once

#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "testbenches/support/data_directory.h"

namespace floorline::testbenches {

// A line of the table: what one recording must come to.
struct NmnistLine {
  std::string sample;
  int label = 0;
  std::size_t events = 0;
  // Of the variants A (no lower bound) and B (potentials not below minus the threshold): the prediction, and the spikes
  // of the five layers of neurons.
  std::map<char, std::vector<double>> values;

  std::string recording() const { return data_file("nmnist/test/" + sample + ".bin"); }
};

inline std::vector<NmnistLine> read_nmnist_table() {
  std::ifstream file(data_file("nmnist/golden_nmnist_cnn_sinabs.tsv"));
  std::vector<NmnistLine> table;
  std::string text;
  while (std::getline(file, text)) {
    NmnistLine line;
    std::istringstream fields(text);
    if (!(fields >> line.sample >> line.label >> line.events)) {
      continue;  // the comment and the header
    }
    for (const char variant : {'A', 'B'}) {
      std::vector<double>& values = line.values[variant];
      values.resize(6);
      for (double& value : values) {
        fields >> value;
      }
    }
    table.push_back(line);
  }
  return table;
}

}  // namespace floorline::testbenches
