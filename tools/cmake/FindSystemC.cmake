# Finds SystemC with TLM-2.0 and defines SystemC::systemc.
#
# Accellera's own CMake package is preferred; Debian ships only pkg-config files.
find_package(SystemCLanguage CONFIG QUIET)
if(TARGET SystemC::systemc)
  set(SystemC_FOUND TRUE)
  set(SystemC_VERSION "${SystemCLanguage_VERSION}")
else()
  find_package(PkgConfig QUIET)
  if(PkgConfig_FOUND)
    pkg_check_modules(SystemC_PC QUIET IMPORTED_TARGET GLOBAL systemc)
  endif()
  if(TARGET PkgConfig::SystemC_PC)
    add_library(SystemC::systemc INTERFACE IMPORTED GLOBAL)
    target_link_libraries(SystemC::systemc INTERFACE PkgConfig::SystemC_PC)
    set(SystemC_VERSION "${SystemC_PC_VERSION}")
  endif()
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(
  SystemC
  REQUIRED_VARS SystemC_VERSION
  VERSION_VAR SystemC_VERSION
  REASON_FAILURE_MESSAGE "install libsystemc-dev, or point CMAKE_PREFIX_PATH at a SystemC >= 2.3.4 installation")
