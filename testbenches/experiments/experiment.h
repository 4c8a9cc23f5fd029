// An experiment: what it finds out, as tables and pictures.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "platform/chip/chip_config.h"

namespace floorline::testbenches {

// Rows of cells that are written as they are; numbers come from platform::fixed_text().
class Table {
 public:
  Table(std::string name, std::vector<std::string> columns) : name_(std::move(name)), columns_(std::move(columns)) {}

  // As many cells as there are columns; none of them holds a comma.
  void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }

  const std::string& name() const { return name_; }  // of the file, without an ending
  const std::vector<std::vector<std::string>>& rows() const { return rows_; }
  std::string csv() const;
  // Columns set out with spaces.
  std::string text() const;

 private:
  std::string name_;
  std::vector<std::string> columns_;
  std::vector<std::vector<std::string>> rows_;
};

struct ExperimentResult {
  std::vector<Table> tables;
  std::vector<std::pair<std::string, std::string>> pictures;  // file name and SVG
  std::vector<std::string> findings;                          // sentences with figures
  std::map<std::string, double> figures;                      // the same by name
};

// How much is drawn at random, where an experiment is one of many draws.
struct ExperimentSettings {
  platform::ChipConfig chip;
  std::uint32_t chips = 26;
  std::uint32_t networks_per_chip = 12;
  std::uint32_t networks = 240;
};

// In these, each measurement is a process of its own: nothing may have been elaborated in this one.
ExperimentResult sweep_synops(const ExperimentSettings& settings);
ExperimentResult sweep_neurons(const ExperimentSettings& settings);
ExperimentResult sweep_destinations(const ExperimentSettings& settings);
ExperimentResult sweep_weight_sparsity(const ExperimentSettings& settings);
ExperimentResult sweep_activation_sparsity(const ExperimentSettings& settings);
ExperimentResult sweep_linear_layer(const ExperimentSettings& settings);
ExperimentResult try_remedies(const ExperimentSettings& settings);
ExperimentResult try_labels(const ExperimentSettings& settings);
ExperimentResult compare_metrics(const ExperimentSettings& settings);

// These need a chip whose layers hand frames on, such as akd1500.
ExperimentResult replay_akida_layers(const ExperimentSettings& settings);
ExperimentResult sweep_frame_sparsity(const ExperimentSettings& settings);
ExperimentResult compare_frame_mappings(const ExperimentSettings& settings);

// This needs an event-driven chip, such as speck.
ExperimentResult measure_event_rates(const ExperimentSettings& settings);

}  // namespace floorline::testbenches
