# SPDX-License-Identifier: GPL-3.0-or-later

# Writes the JSON document of pluginary_build_info(), once into a source file and
# once beside the library, so that the two cannot differ.

file(STRINGS include/pluginary.h abi_line REGEX "^#define PLUGINARY_ABI_VERSION [0-9]+$")
string(REGEX MATCH "[0-9]+$" PLUGINARY_ABI_VERSION "${abi_line}")
if(PLUGINARY_ABI_VERSION STREQUAL "")
  message(FATAL_ERROR "Cannot find PLUGINARY_ABI_VERSION in include/pluginary.h")
endif()

list(JOIN PLUGINARY_FORMATS "\",\"" formats)
string(CONCAT PLUGINARY_BUILD_INFO
  "{\"abi\":${PLUGINARY_ABI_VERSION},\"version\":\"${PLUGINARY_VERSION}\",\"juce\":\"${JUCE_MODULES_VERSION}\","
  "\"formats\":[\"${formats}\"],\"compiler\":\"${CMAKE_CXX_COMPILER_ID} ${CMAKE_CXX_COMPILER_VERSION}\","
  "\"system\":\"${CMAKE_SYSTEM_NAME}\",\"processor\":\"${CMAKE_SYSTEM_PROCESSOR}\","
  "\"buildType\":\"${CMAKE_BUILD_TYPE}\",\"hash\":\"${PLUGINARY_SOURCE_HASH}\"}")

set(PLUGINARY_BUILD_INFO_SOURCE "${CMAKE_CURRENT_BINARY_DIR}/build_info.cpp")
configure_file(src/build_info.cpp.in "${PLUGINARY_BUILD_INFO_SOURCE}" @ONLY)
set(PLUGINARY_BUILD_INFO_FILE "${CMAKE_SHARED_LIBRARY_PREFIX}pluginary.json")
file(CONFIGURE OUTPUT "${PLUGINARY_BUILD_INFO_FILE}" CONTENT "@PLUGINARY_BUILD_INFO@" @ONLY)
