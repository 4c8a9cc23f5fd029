# Finds the messages of ONNX files as C++ classes and defines ONNX::ONNX. Debian's own package file asks for libraries
# that take no part in reading files, and leaves protobuf to whoever includes it.
find_package(PkgConfig QUIET)
if(PkgConfig_FOUND)
  pkg_check_modules(ONNX_PROTOBUF QUIET IMPORTED_TARGET GLOBAL protobuf)
endif()
find_path(ONNX_INCLUDE_DIR onnx/onnx_pb.h)
find_library(ONNX_LIBRARY onnx_proto)
mark_as_advanced(ONNX_INCLUDE_DIR ONNX_LIBRARY)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(
  ONNX
  REQUIRED_VARS ONNX_LIBRARY ONNX_INCLUDE_DIR ONNX_PROTOBUF_VERSION
  REASON_FAILURE_MESSAGE "install libonnx-dev, libprotobuf-dev and pkg-config")

if(ONNX_FOUND AND NOT TARGET ONNX::ONNX)
  add_library(ONNX::ONNX INTERFACE IMPORTED GLOBAL)
  # Without ONNX_ML its header looks for another one, which Debian does not ship.
  set_target_properties(ONNX::ONNX PROPERTIES INTERFACE_COMPILE_DEFINITIONS ONNX_ML=1 INTERFACE_INCLUDE_DIRECTORIES
                                              "${ONNX_INCLUDE_DIR}")
  target_link_libraries(ONNX::ONNX INTERFACE "${ONNX_LIBRARY}" PkgConfig::ONNX_PROTOBUF)
endif()
