# SPDX-License-Identifier: GPL-3.0-or-later

# The VST3 SDK, from the sources that JUCE's module carries.
#
#   vst3_sdk       the ids of its interfaces
#   vst3_settings  how its headers are to be included

set(VST3_SOURCES "${JUCE_MODULES}/juce_audio_processors/format_types/VST3_SDK")

add_library(vst3_settings INTERFACE)
target_include_directories(vst3_settings SYSTEM INTERFACE "${VST3_SOURCES}")
target_compile_definitions(vst3_settings INTERFACE RELEASE=1)

add_library(vst3_sdk OBJECT
  "${VST3_SOURCES}/pluginterfaces/base/coreiids.cpp"
  "${VST3_SOURCES}/pluginterfaces/base/funknown.cpp"
  "${VST3_SOURCES}/public.sdk/source/vst/vstinitiids.cpp")
target_link_libraries(vst3_sdk PRIVATE vst3_settings)
target_compile_options(vst3_sdk PRIVATE $<IF:$<BOOL:${MSVC}>,/W0,-w>)
