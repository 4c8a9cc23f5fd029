# What `cmake --install` puts where: headers below include/floorline, so that an include line reads the same here and in
# a consumer ("platform/network/network.h"); CMake package, .pc file and chip files beside the libraries.
include(CMakePackageConfigHelpers)
set(package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/floorline")

install(TARGETS floorline_models floorline_platform EXPORT floorlineTargets)
install(EXPORT floorlineTargets NAMESPACE floorline:: DESTINATION "${package_dir}")
install(
  DIRECTORY "${PROJECT_SOURCE_DIR}/models" "${PROJECT_SOURCE_DIR}/platform"
  DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/floorline"
  FILES_MATCHING
  PATTERN "*.h"
  PATTERN "chips" EXCLUDE)
install(
  DIRECTORY "${PROJECT_SOURCE_DIR}/platform/chips"
  DESTINATION "${CMAKE_INSTALL_DATADIR}/floorline"
  FILES_MATCHING
  PATTERN "*.json")

set(chips_dir "${CMAKE_INSTALL_DATADIR}/floorline/chips")
configure_package_config_file(
  "${CMAKE_CURRENT_LIST_DIR}/floorlineConfig.cmake.in" "${PROJECT_BINARY_DIR}/package/floorlineConfig.cmake"
  INSTALL_DESTINATION "${package_dir}"
  PATH_VARS chips_dir)
write_basic_package_version_file("${PROJECT_BINARY_DIR}/package/floorlineConfigVersion.cmake"
                                 COMPATIBILITY SameMinorVersion)
install(
  FILES "${PROJECT_BINARY_DIR}/package/floorlineConfig.cmake"
        "${PROJECT_BINARY_DIR}/package/floorlineConfigVersion.cmake" "${CMAKE_CURRENT_LIST_DIR}/FindSystemC.cmake"
        "${CMAKE_CURRENT_LIST_DIR}/FindHDF5C.cmake"
        "${CMAKE_CURRENT_LIST_DIR}/FindLZ4.cmake" "${CMAKE_CURRENT_LIST_DIR}/FindONNX.cmake"
  DESTINATION "${package_dir}")

file(RELATIVE_PATH prefix_from_pc_file "/prefix/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/prefix")
string(REGEX REPLACE "/$" "" prefix_from_pc_file "${prefix_from_pc_file}")
configure_file("${CMAKE_CURRENT_LIST_DIR}/floorline.pc.in" "${PROJECT_BINARY_DIR}/package/floorline.pc" @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/package/floorline.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig")
