# SPDX-License-Identifier: GPL-3.0-or-later

# JUCE 7, compiled from the sources of its modules.
#
#   juce_settings   how headers of JUCE and of its VST3 SDK are to be included
#   juce            the compiled modules, all but juce_audio_processors, which
#                   src/vst3/vst3_instance.cpp compiles
#   juce_libraries  what these must be linked with
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

set(JUCE_MODULE_NAMES
  juce_audio_basics juce_audio_processors juce_core juce_data_structures juce_events juce_graphics
  juce_gui_basics juce_gui_extra)

add_library(juce_settings INTERFACE)
target_include_directories(juce_settings SYSTEM INTERFACE
  "${JUCE_MODULES}"
  "${JUCE_MODULES}/juce_audio_processors/format_types/VST3_SDK")
list(TRANSFORM JUCE_MODULE_NAMES REPLACE "(.+)" "JUCE_MODULE_AVAILABLE_\\1=1" OUTPUT_VARIABLE available)
target_compile_definitions(juce_settings INTERFACE
  ${available}
  NDEBUG=1
  RELEASE=1 # For the headers of the VST3 SDK
  JUCE_GLOBAL_MODULE_SETTINGS_INCLUDED=1
  JUCE_STANDALONE_APPLICATION=0
  JUCE_DISPLAY_SPLASH_SCREEN=0
  JUCE_REPORT_APP_USAGE=0
  JUCE_USE_CURL=0
  JUCE_WEB_BROWSER=0
  JUCE_PLUGINHOST_VST3=1
  JUCE_PLUGINHOST_AU=$<BOOL:${APPLE}>
  # X11 extensions, for windows that are never opened
  JUCE_USE_XCURSOR=0
  JUCE_USE_XINERAMA=0
  JUCE_USE_XRANDR=0
  JUCE_USE_XRENDER=0
  JUCE_USE_XSHM=0)

set(module_extension $<IF:$<BOOL:${APPLE}>,mm,cpp>)
set(juce_sources "")
foreach(module IN LISTS JUCE_MODULE_NAMES)
  if(NOT module STREQUAL juce_audio_processors)
    list(APPEND juce_sources "${JUCE_MODULES}/${module}/${module}.${module_extension}")
  endif()
endforeach()
add_library(juce OBJECT ${juce_sources})
target_link_libraries(juce PRIVATE juce_settings)
if(MSVC)
  target_compile_options(juce PRIVATE /W0)
else()
  # Unoptimised: it halves the time of the build, and the little of this code
  # that ever runs is not where a scan spends its time
  target_compile_options(juce PRIVATE -w -O0 -ffunction-sections -fdata-sections)
endif()

add_library(juce_libraries INTERFACE)
if(APPLE)
  foreach(framework IN ITEMS
      Accelerate AudioToolbox AudioUnit Carbon Cocoa CoreAudio CoreAudioKit CoreMIDI IOKit Metal QuartzCore WebKit)
    target_link_libraries(juce_libraries INTERFACE "-framework ${framework}")
  endforeach()
elseif(WIN32)
  target_link_libraries(juce_libraries INTERFACE
    comctl32 comdlg32 dbghelp dxgi gdi32 iphlpapi ole32 oleaut32 setupapi shell32 shlwapi user32 uuid version wininet
    winmm wsock32 ws2_32)
else()
  # Headers only; src/juce_unused_libraries.c stands in for the library
  find_path(FREETYPE_INCLUDES ft2build.h PATH_SUFFIXES freetype2 REQUIRED)
  target_include_directories(juce_settings SYSTEM INTERFACE "${FREETYPE_INCLUDES}")
  target_sources(juce_libraries INTERFACE "${CMAKE_CURRENT_SOURCE_DIR}/src/juce_unused_libraries.c")
  target_link_libraries(juce_libraries INTERFACE ${CMAKE_DL_LIBS} rt)
endif()
