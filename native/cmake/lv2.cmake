# SPDX-License-Identifier: GPL-3.0-or-later

# serd, which reads Turtle, compiled from the sources that JUCE's module carries.
#
#   turtle        the library as objects
#   lv2_settings  how its headers and those of LV2 are to be included

set(LV2_SOURCES "${JUCE_MODULES}/juce_audio_processors/format_types/LV2_SDK")

add_library(lv2_settings INTERFACE)
target_include_directories(lv2_settings SYSTEM INTERFACE
  "${LV2_SOURCES}"
  "${LV2_SOURCES}/lv2"
  "${LV2_SOURCES}/serd")
target_compile_definitions(lv2_settings INTERFACE LV2_STATIC SERD_STATIC)

set(serd_files base64 byte_source env n3 node reader string system uri writer)
list(TRANSFORM serd_files REPLACE "(.+)" "${LV2_SOURCES}/serd/src/\\1.c")

add_library(turtle OBJECT ${serd_files})
target_link_libraries(turtle PRIVATE lv2_settings)
# JUCE wrote the configuration headers and asks for its own names of the systems
target_compile_definitions(turtle PRIVATE
  NDEBUG=1
  $<$<PLATFORM_ID:Linux>:JUCE_LINUX=1>
  $<$<PLATFORM_ID:Darwin>:JUCE_MAC=1>
  $<$<PLATFORM_ID:Windows>:JUCE_WINDOWS=1>)
set_target_properties(turtle PROPERTIES C_VISIBILITY_PRESET hidden)
if(MSVC)
  target_compile_options(turtle PRIVATE /W0)
else()
  target_compile_options(turtle PRIVATE -w -O2 -ffunction-sections -fdata-sections)
endif()
