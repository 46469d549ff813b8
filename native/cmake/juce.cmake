# SPDX-License-Identifier: GPL-3.0-or-later

# JUCE 7: its module juce_core, which parses JSON, and the sources of the VST3 SDK,
# of LV2 and serd that its module juce_audio_processors carries.
#
#   juce_settings   how headers of JUCE are to be included
#   juce            juce_core as an object
#   juce_libraries  what this must be linked with
#
# JUCE 8 is under AGPL and never taken; see docs/decisions/0001-juce-and-the-licence.md.

set(JUCE_TAG 7.0.12)

# Reads the version from a folder of modules, empty when there is none.
function(read_juce_version modules result)
  set(version "")
  if(EXISTS "${modules}/juce_core/juce_core.h")
    file(STRINGS "${modules}/juce_core/juce_core.h" line REGEX "^ *version: +[0-9.]+" LIMIT_COUNT 1)
    string(REGEX MATCH "[0-9.]+" version "${line}")
  endif()
  set(${result} "${version}" PARENT_SCOPE)
endfunction()

set(JUCE_MODULES "/usr/share/juce/modules" CACHE PATH "Folder of the modules of a JUCE 7")
read_juce_version("${JUCE_MODULES}" JUCE_MODULES_VERSION)
if(NOT JUCE_MODULES_VERSION MATCHES "^7\\.")
  include(FetchContent)
  # SOURCE_SUBDIR names no CMakeLists.txt, so the sources are fetched and JUCE's
  # own build, with its tools, is left alone
  FetchContent_Declare(juce_source
    GIT_REPOSITORY https://github.com/juce-framework/JUCE.git
    GIT_TAG ${JUCE_TAG}
    GIT_SHALLOW TRUE
    SOURCE_SUBDIR modules)
  FetchContent_MakeAvailable(juce_source)
  set(JUCE_MODULES "${juce_source_SOURCE_DIR}/modules" CACHE PATH "" FORCE)
  read_juce_version("${JUCE_MODULES}" JUCE_MODULES_VERSION)
endif()
message(STATUS "JUCE ${JUCE_MODULES_VERSION} in ${JUCE_MODULES}")

add_library(juce_settings INTERFACE)
target_include_directories(juce_settings SYSTEM INTERFACE "${JUCE_MODULES}")
target_compile_definitions(juce_settings INTERFACE
  JUCE_MODULE_AVAILABLE_juce_core=1
  NDEBUG=1
  JUCE_GLOBAL_MODULE_SETTINGS_INCLUDED=1
  JUCE_STANDALONE_APPLICATION=0
  JUCE_USE_CURL=0)

add_library(juce OBJECT "${JUCE_MODULES}/juce_core/juce_core.$<IF:$<BOOL:${APPLE}>,mm,cpp>")
target_link_libraries(juce PRIVATE juce_settings)
if(MSVC)
  target_compile_options(juce PRIVATE /W0)
else()
  target_compile_options(juce PRIVATE -w -O2 -ffunction-sections -fdata-sections)
endif()

add_library(juce_libraries INTERFACE)
if(APPLE)
  foreach(framework IN ITEMS Cocoa Foundation IOKit Security)
    target_link_libraries(juce_libraries INTERFACE "-framework ${framework}")
  endforeach()
elseif(WIN32)
  target_link_libraries(juce_libraries INTERFACE
    advapi32 ole32 oleaut32 shell32 shlwapi user32 uuid version wininet winmm ws2_32)
else()
  target_link_libraries(juce_libraries INTERFACE ${CMAKE_DL_LIBS} rt)
endif()
