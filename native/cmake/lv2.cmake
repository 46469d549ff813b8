# SPDX-License-Identifier: GPL-3.0-or-later

# lilv and what it stands on (serd reads Turtle, sord keeps it, sratom writes
# state), compiled from the sources that JUCE's module carries.
#
#   lilv           the four libraries as objects, with our window into lilv
#   lilv_settings  how their headers are to be included

set(LV2_SOURCES "${JUCE_MODULES}/juce_audio_processors/format_types/LV2_SDK")

add_library(lilv_settings INTERFACE)
target_include_directories(lilv_settings SYSTEM INTERFACE
  "${LV2_SOURCES}"
  "${LV2_SOURCES}/lilv"
  "${LV2_SOURCES}/lv2"
  "${LV2_SOURCES}/serd"
  "${LV2_SOURCES}/sord"
  "${LV2_SOURCES}/sratom")
target_compile_definitions(lilv_settings INTERFACE
  LILV_STATIC LV2_STATIC SERD_STATIC SORD_STATIC SRATOM_STATIC ZIX_STATIC)

set(lilv_files
  collections filesystem instance lib node plugin pluginclass port query scalepoint state ui util world zix/tree)
set(serd_files base64 byte_source env n3 node reader string system uri writer)
set(sord_files sord syntax) # sord.c includes the rest
list(TRANSFORM lilv_files REPLACE "(.+)" "${LV2_SOURCES}/lilv/src/\\1.c")
list(TRANSFORM serd_files REPLACE "(.+)" "${LV2_SOURCES}/serd/src/\\1.c")
list(TRANSFORM sord_files REPLACE "(.+)" "${LV2_SOURCES}/sord/src/\\1.c")

# Both have private headers of the same names
set_source_files_properties(${lilv_files} src/lv2/lv2_lilv_access.c PROPERTIES INCLUDE_DIRECTORIES "${LV2_SOURCES}/lilv/src")
set_source_files_properties(${sord_files} PROPERTIES INCLUDE_DIRECTORIES "${LV2_SOURCES}/sord/src")

add_library(lilv OBJECT
  ${lilv_files} ${serd_files} ${sord_files} "${LV2_SOURCES}/sratom/src/sratom.c" src/lv2/lv2_lilv_access.c)
target_link_libraries(lilv PRIVATE lilv_settings)
# JUCE wrote the configuration headers and asks for its own names of the systems
target_compile_definitions(lilv PRIVATE
  NDEBUG=1
  $<$<PLATFORM_ID:Linux>:JUCE_LINUX=1>
  $<$<PLATFORM_ID:Darwin>:JUCE_MAC=1>
  $<$<PLATFORM_ID:Windows>:JUCE_WINDOWS=1>)
set_target_properties(lilv PROPERTIES C_VISIBILITY_PRESET hidden)
if(MSVC)
  target_compile_options(lilv PRIVATE /W0)
else()
  target_compile_options(lilv PRIVATE -w -O2 -ffunction-sections -fdata-sections)
endif()
