# Finds the LZ4 library and defines LZ4::LZ4. Debian ships only a pkg-config file.
find_package(PkgConfig QUIET)
if(PkgConfig_FOUND)
  pkg_check_modules(LZ4_PC QUIET IMPORTED_TARGET GLOBAL liblz4)
endif()
if(TARGET PkgConfig::LZ4_PC AND NOT TARGET LZ4::LZ4)
  add_library(LZ4::LZ4 INTERFACE IMPORTED GLOBAL)
  target_link_libraries(LZ4::LZ4 INTERFACE PkgConfig::LZ4_PC)
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(
  LZ4
  REQUIRED_VARS LZ4_PC_VERSION
  VERSION_VAR LZ4_PC_VERSION
  REASON_FAILURE_MESSAGE "install liblz4-dev and pkg-config")
