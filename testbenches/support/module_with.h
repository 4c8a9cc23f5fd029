// A SystemC module that wraps a part which owns sockets but is not a module.
#pragma once

#include <systemc>
#include <utility>

namespace floorline::testbenches {

template <typename Part>
class ModuleWith : public sc_core::sc_module {
 public:
  template <typename... Arguments>
  explicit ModuleWith(const sc_core::sc_module_name& name, Arguments&&... arguments)
      : sc_module(name), part(std::forward<Arguments>(arguments)...) {}

  Part part;
};

}  // namespace floorline::testbenches
