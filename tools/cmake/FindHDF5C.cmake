# Finds the C library of HDF5 and defines hdf5::hdf5, as CMake's own FindHDF5 does, but without asking that the project
# that uses Floorline enables the C language.
find_package(PkgConfig QUIET)
if(PkgConfig_FOUND)
  pkg_search_module(HDF5C_PC QUIET IMPORTED_TARGET GLOBAL hdf5-serial hdf5)
endif()
if(TARGET PkgConfig::HDF5C_PC AND NOT TARGET hdf5::hdf5)
  add_library(hdf5::hdf5 INTERFACE IMPORTED GLOBAL)
  target_link_libraries(hdf5::hdf5 INTERFACE PkgConfig::HDF5C_PC)
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(
  HDF5C
  REQUIRED_VARS HDF5C_PC_VERSION
  VERSION_VAR HDF5C_PC_VERSION
  REASON_FAILURE_MESSAGE "install libhdf5-dev and pkg-config")
