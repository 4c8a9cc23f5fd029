#include "testbenches/fuzz/hdf5_edits.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include "platform/base/error.h"
#include "platform/network/hdf5_file.h"
#include "platform/network/hdf5_writer.h"

namespace floorline::testbenches {
namespace {

using Kind = Hdf5Item::Kind;

constexpr std::int64_t most_elements = 1 << 16;  // written; declared ones are for the fuzzer of whole files

void collect(const platform::Hdf5File& file, const std::string& group, std::vector<Hdf5Item>& items) {
  for (const std::string& name : file.members(group.empty() ? "/" : group)) {
    Hdf5Item item;
    item.path = group + "/" + name;
    if (!file.is_group(item.path)) {
      item.extents = file.dimensions(item.path);
      switch (file.element(item.path)) {
        case platform::Hdf5Element::text:
          item.kind = Kind::unicode;
          item.texts = file.texts(item.path);
          break;
        case platform::Hdf5Element::integer:
          item.kind = Kind::integers;
          item.numbers = file.numbers(item.path);
          break;
        default:
          item.kind = Kind::floats;
          item.numbers = file.numbers(item.path);
      }
    }
    items.push_back(item);
    if (item.kind == Kind::group)
      collect(file, item.path, items);
  }
}

std::int64_t element_count(const std::vector<std::int64_t>& extents) {
  std::int64_t count = 1;
  for (const std::int64_t extent : extents) {
    if (extent < 0 || (extent > 0 && count > most_elements / extent))
      return -1;
    count *= extent;
  }
  return count;
}

// As many values as the extents say, the old ones again and again.
template <typename Value>
void fit(std::vector<Value>& values, std::size_t count, const Value& first) {
  if (values.empty())
    values.push_back(first);
  const std::size_t old = values.size();
  values.resize(count);
  for (std::size_t index = old; index < count; ++index)
    values[index] = values[index % old];
}

std::int64_t whole(double number) {
  return static_cast<std::int64_t>(std::clamp(number, -9e18, 9e18));
}

void write_item(platform::Hdf5Writer& writer, Hdf5Item item) {
  const auto count = static_cast<std::size_t>(element_count(item.extents));
  switch (item.kind) {
    case Kind::group:
      return writer.group(item.path);
    case Kind::text:
      return writer.text(item.path, item.texts.empty() ? "x" : item.texts.front());
    case Kind::unicode:
      fit(item.texts, count, std::string("input"));
      return writer.unicode_texts(item.path, item.extents, item.texts);
    case Kind::integers: {
      fit(item.numbers, count, 1.0);
      std::vector<std::int64_t> numbers(count);
      std::transform(item.numbers.begin(), item.numbers.end(), numbers.begin(), whole);
      return writer.integers(item.path, item.extents, numbers);
    }
    case Kind::floats: {
      fit(item.numbers, count, 1.0);
      std::vector<float> numbers(count);
      std::transform(item.numbers.begin(), item.numbers.end(), numbers.begin(),
                     [](double number) { return static_cast<float>(std::clamp(number, -3e38, 3e38)); });
      return writer.floats(item.path, item.extents, numbers);
    }
    case Kind::doubles:
      fit(item.numbers, count, 1.0);
      return writer.doubles(item.path, item.extents, item.numbers);
  }
}

void edit(std::vector<Hdf5Item>& items, Recipe& recipe) {
  const std::size_t index = recipe.below(items.size());
  Hdf5Item& item = items[index];
  switch (recipe.below(10)) {
    case 0:
      items.erase(items.begin() + static_cast<std::ptrdiff_t>(index));
      break;
    case 1:  // what another one holds
      item = items[recipe.below(items.size())];
      break;
    case 2: {  // the values of another one under this name
      const std::string path = item.path;
      item = recipe.one_of(items);
      item.path = path;
      break;
    }
    case 3:
      item.kind = static_cast<Kind>(recipe.below(6));
      break;
    case 4:
      item.extents = recipe.extents();
      break;
    case 5:
      if (!item.extents.empty())
        item.extents[recipe.below(item.extents.size())] = recipe.whole_number();
      break;
    case 6:
      if (!item.texts.empty())
        item.texts[recipe.below(item.texts.size())] = recipe.text();
      break;
    case 7: {  // a text of the same file elsewhere
      const Hdf5Item& other = recipe.one_of(items);
      if (!item.texts.empty() && !other.texts.empty())
        item.texts[recipe.below(item.texts.size())] = recipe.one_of(other.texts);
      break;
    }
    default:
      if (!item.numbers.empty())
        item.numbers[recipe.below(item.numbers.size())] = recipe.number();
  }
}

}  // namespace

std::vector<std::vector<Hdf5Item>> all_hdf5_items(const std::vector<std::string>& paths) {
  std::vector<std::vector<Hdf5Item>> all(paths.size());
  for (std::size_t file = 0; file < paths.size(); ++file)
    collect(platform::Hdf5File(paths[file]), "", all[file]);
  return all;
}

bool write_edited_hdf5(const std::string& path, std::vector<Hdf5Item> items, Recipe& recipe) {
  for (int edits = 0; edits < 12 && !recipe.is_over() && !items.empty(); ++edits)
    edit(items, recipe);
  std::filesystem::remove(path);  // else renaming waits for the disk
  try {
    platform::Hdf5Writer writer(path);
    std::set<std::string> written;
    std::set<std::string> groups = {""};
    for (const Hdf5Item& item : items) {
      const bool has_parent = groups.count(item.path.substr(0, item.path.find_last_of('/'))) != 0;
      if (element_count(item.extents) < 0 || !has_parent || !written.insert(item.path).second)
        continue;
      if (item.kind == Kind::group)
        groups.insert(item.path);
      write_item(writer, item);
    }
    writer.commit();
    return true;
  } catch (const platform::UserError&) {
    return false;
  }
}

}  // namespace floorline::testbenches
