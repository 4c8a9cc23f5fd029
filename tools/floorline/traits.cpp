#include "tools/floorline/traits.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "platform/events/event_file.h"

namespace floorline::tools {
namespace {

struct Words {
  int kind;               // traits of one kind exclude each other
  const char* noun;       // what an option applies to
  const char* predicate;  // what a subject is
};

// In the order of Trait.
constexpr Words words[] = {
    {0, "time-stepped networks", "is time-stepped"},   {0, "frame-based networks", "is frame-based"},
    {0, "event-driven networks", "is event-driven"},   {1, "NetX networks", "is a NetX network"},
    {1, "NIR networks", "is a NIR network"},           {1, "ONNX networks", "is an ONNX network"},
    {2, "arrays and images", "is an array or images"}, {2, "recordings of events", "is a recording of events"},
    {2, "runs without input", "is not given"},
};

const Words& words_of(Trait trait) {
  return words[static_cast<std::size_t>(trait)];
}

}  // namespace

Trait trait_of(platform::ExecutionModel model) {
  switch (model) {
    case platform::ExecutionModel::time_stepped:
      break;
    case platform::ExecutionModel::frame_based:
      return Trait::frame_based;
    case platform::ExecutionModel::event_driven:
      return Trait::event_driven;
  }
  return Trait::time_stepped;
}

Trait trait_of(platform::NetworkFormat format) {
  switch (format) {
    case platform::NetworkFormat::netx:
      break;
    case platform::NetworkFormat::nir:
      return Trait::nir;
    case platform::NetworkFormat::onnx:
      return Trait::onnx;
  }
  return Trait::netx;
}

Trait trait_of_input(const std::string& path) {
  return platform::is_event_file(path) ? Trait::recording : Trait::frames;
}

std::string nouns_of(const std::vector<Trait>& traits) {
  // "time-stepped and frame-based networks", where all end alike.
  const std::string ending = " networks";
  std::vector<std::string> nouns;
  bool all_end_alike = true;
  for (const Trait trait : traits) {
    nouns.emplace_back(words_of(trait).noun);
    const std::size_t place = nouns.back().rfind(ending);
    all_end_alike = all_end_alike && place != std::string::npos && place + ending.size() == nouns.back().size();
  }
  for (std::size_t index = 0; all_end_alike && index + 1 < nouns.size(); ++index)
    nouns[index].resize(nouns[index].size() - ending.size());
  return fmt::format("{}", fmt::join(nouns, " and "));
}

void Traits::add(Trait trait, const std::string& subject) {
  by_kind_[words_of(trait).kind] = {trait, subject};
}

bool Traits::has(Trait trait) const {
  const auto known = by_kind_.find(words_of(trait).kind);
  return known != by_kind_.end() && known->second.trait == trait;
}

bool Traits::allow(const std::vector<Trait>& any_of) const {
  return std::any_of(any_of.begin(), any_of.end(),
                     [this](Trait trait) { return has(trait) || by_kind_.count(words_of(trait).kind) == 0; });
}

std::string Traits::refusal(const std::vector<Trait>& any_of) const {
  std::set<int> kinds;
  for (const Trait trait : any_of)
    kinds.insert(words_of(trait).kind);
  std::vector<std::string> reasons;
  for (const int kind : kinds) {
    const Known& known = by_kind_.at(kind);
    reasons.push_back(fmt::format("{} {}", known.subject, words_of(known.trait).predicate));
  }
  return fmt::format("{}", fmt::join(reasons, " and "));
}

}  // namespace floorline::tools
