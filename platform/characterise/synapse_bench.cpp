// Messages into one core, from a few others that send faster than it can accumulate.
//
// The cost of a message there is measured over the weights of its row and over the words of its row, each by itself:
// rows of one word that hold more or fewer weights of one bit, and rows of as many weights with more or fewer bits.
#include "platform/characterise/benches.h"
#include "platform/characterise/sites.h"
#include "platform/characterise/sweep.h"

namespace floorline::platform {

namespace {

constexpr int weights_per_word = 64;  // of one bit
std::vector<int> row_lengths() {
  return {16, 24, 32, 40, 48, 56, 64};
}
std::vector<int> weight_bits() {
  return {1, 2, 3, 4, 5, 6, 7, 8};
}

double message_cost_ns(BenchChip& chip, int sources, int weights, int bits) {
  const std::vector<int> cores = cores_around(chip.structure(), centre_of(chip.structure()));
  const std::vector<int> senders = some_of(cores, 1, sources);
  const auto count = static_cast<int>(senders.size());
  return marginal_ns(chip, {48, 96, 144, 192}, [&](int messages) {  // all of them multiples of 2, 3 and 4
    return broadcast(chip.structure(), {sources_on(senders, messages / count), some_of(cores, 0, 1), weights, bits});
  });
}

int words_of(const ChipStructure& chip, int weights, int bits) {
  const auto bytes = models::synapse_row_words(static_cast<std::uint64_t>(weights), static_cast<std::uint32_t>(bits)) *
                     models::synapse_word_bytes;
  return static_cast<int>((bytes + chip.synapse_word_bytes - 1) / chip.synapse_word_bytes);
}

Sweep over_weights(BenchChip& chip, int sources) {
  return sweep(row_lengths(), [&](int weights) { return message_cost_ns(chip, sources, weights, 1); });
}

Sweep over_words(BenchChip& chip, int sources) {
  Sweep result;
  for (const int bits : weight_bits())
    result.points.push_back({static_cast<double>(words_of(chip.structure(), weights_per_word, bits)),
                             message_cost_ns(chip, sources, weights_per_word, bits)});
  result.used = straight_end(result.points, straightness);
  result.fit = fit_line(result.used, BenchChip::resolution_ns);
  return result;
}

}  // namespace

void measure_synapses(BenchChip& chip, Constants& constants) {
  constexpr int many = 4;
  constexpr int few = 2;
  const Sweep weights = over_weights(chip, many);
  MeasuredConstant synop = slope_of(weights);
  synop.name = "synop_ns";
  synop.what = "one weight accumulated: the slope";
  synop.how = "messages from 4 cores to one, rows of one memory word with 16 to 64 weights of one bit; control: from 2";
  synop.x_title = "weights in a row";
  synop.y_title = "time a message";
  check(synop, over_weights(chip, few).fit.slope, weights.points.back().y / weights.points.back().x);
  constants.add(synop);

  const Sweep words = over_words(chip, many);
  MeasuredConstant word = slope_of(words);
  word.name = "synapse_word_ns";
  word.what = "one word read from weight memory";
  word.how = "messages from 4 cores to one, rows of 64 weights of 1 to 8 bits; control: from 2";
  word.x_title = "words in a row";
  word.y_title = "time a message";
  check(word, over_words(chip, few).fit.slope, words.points.back().y / words.points.back().x);
  constants.add(word);

  if (synop.finding != Finding::measured || word.finding != Finding::measured)
    return;
  MeasuredConstant access = intercept_of(weights);
  access.name = "synapse_access_ns";
  access.what = "access latency of weight memory, once a message";
  access.how = "as synop_ns, extrapolated to no weights, less the row's word";
  access.x_title = synop.x_title;
  access.y_title = synop.y_title;
  access.value_ns -= word.value_ns;
  access.standard_error_ns += word.standard_error_ns;
  // The same from the other sweep.
  access.control_ns = words.fit.intercept - weights_per_word * synop.value_ns;
  constants.add(access);
}

}  // namespace floorline::platform
