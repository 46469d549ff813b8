# SPDX-License-Identifier: GPL-3.0-or-later

# Warnings for our own sources; third-party headers are included as system ones.
add_library(pluginary_warnings INTERFACE)
if(MSVC)
  target_compile_options(pluginary_warnings INTERFACE /W4 /WX /permissive- /utf-8 /external:W0)
else()
  target_compile_options(pluginary_warnings INTERFACE
    -Wall -Wextra -Wpedantic -Werror
    -Wconversion -Wsign-conversion -Wshadow -Wcast-align -Wformat=2 -Wnull-dereference
    $<$<COMPILE_LANGUAGE:CXX>:-Wold-style-cast -Woverloaded-virtual>
    -ffunction-sections -fdata-sections)
endif()
