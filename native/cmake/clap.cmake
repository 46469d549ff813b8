# SPDX-License-Identifier: GPL-3.0-or-later

# The headers of CLAP: those of the system, or those that come with Debian's
# source of DPF (CLAP 1.1.1), else fetched.  src/clap/clap_abi.h declares what the
# older of these lack.
#
#   clap_settings  how the headers are to be included

set(CLAP_TAG 1.2.6)

find_path(CLAP_INCLUDES clap/ext/note-ports.h PATHS /usr/share/dpf/distrho/src)
if(NOT CLAP_INCLUDES)
  include(FetchContent)
  # SOURCE_SUBDIR names no CMakeLists.txt, so nothing of CLAP is built
  FetchContent_Declare(clap_source
    GIT_REPOSITORY https://github.com/free-audio/clap.git
    GIT_TAG ${CLAP_TAG}
    GIT_SHALLOW TRUE
    SOURCE_SUBDIR include)
  FetchContent_MakeAvailable(clap_source)
  set(CLAP_INCLUDES "${clap_source_SOURCE_DIR}/include" CACHE PATH "" FORCE)
endif()
message(STATUS "CLAP's headers in ${CLAP_INCLUDES}")

add_library(clap_settings INTERFACE)
target_include_directories(clap_settings SYSTEM INTERFACE "${CLAP_INCLUDES}")
