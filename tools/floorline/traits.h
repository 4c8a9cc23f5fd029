// What is known of the work that a command is asked to do, as far as options depend on it.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "platform/import/network_file.h"
#include "platform/network/execution_model.h"

namespace floorline::tools {

enum class Trait {
  time_stepped,  // the network's execution model
  frame_based,
  event_driven,
  netx,  // the format of the network's file
  nir,
  onnx,
  frames,     // the input file: an array, or images
  recording,  // of an event camera
  no_input,   // there is none
};

Trait trait_of(platform::ExecutionModel model);
Trait trait_of(platform::NetworkFormat format);
// Of an input file.
Trait trait_of_input(const std::string& path);

// "time-stepped and frame-based networks", "NIR networks and recordings of events".
std::string nouns_of(const std::vector<Trait>& traits);

// The traits that are known so far, one per kind: a network has one execution model, an input file one content.
class Traits {
 public:
  // `subject` is who has it: the name of a network or a file.
  void add(Trait trait, const std::string& subject);

  bool has(Trait trait) const;
  // Whether one of these may still hold: it does, or nothing is known of its kind.
  bool allow(const std::vector<Trait>& any_of) const;
  // "mnist is frame-based and digits.gz is an array or images": why none of these holds.
  std::string refusal(const std::vector<Trait>& any_of) const;

 private:
  struct Known {
    Trait trait;
    std::string subject;
  };
  std::map<int, Known> by_kind_;
};

}  // namespace floorline::tools
