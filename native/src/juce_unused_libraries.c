// SPDX-License-Identifier: GPL-3.0-or-later

// The symbols of FreeType, libpng and libjpeg that juce_graphics needs.
//
// The shim draws nothing, but JUCE's virtual functions keep the references
// alive.  If they were really linked, the three libraries would have to be on
// every machine, and the static versions of distributions cannot be linked into
// shared libraries.  So the entry functions of each library fail, and the others,
// which are unreachable without them, end the process.

#include <stddef.h>
#include <stdlib.h>

// Only the names matter here; the real declarations may be missing
#define FAILS(type, name, failure) \
  type name(void);                 \
  type name(void)                  \
  {                                \
    return failure;                \
  }

#define IS_UNREACHABLE(name)    \
  _Noreturn void name(void);    \
  _Noreturn void name(void)     \
  {                             \
    abort();                    \
  }

FAILS(int, FT_Init_FreeType, 1) // FT_Err_Cannot_Open_Resource
IS_UNREACHABLE(FT_Done_Face)
IS_UNREACHABLE(FT_Done_FreeType)
IS_UNREACHABLE(FT_Get_Char_Index)
IS_UNREACHABLE(FT_Get_First_Char)
IS_UNREACHABLE(FT_Get_Kerning)
IS_UNREACHABLE(FT_Get_Next_Char)
IS_UNREACHABLE(FT_Load_Glyph)
IS_UNREACHABLE(FT_New_Face)
IS_UNREACHABLE(FT_New_Memory_Face)
IS_UNREACHABLE(FT_Select_Charmap)
IS_UNREACHABLE(FT_Set_Charmap)

FAILS(void*, png_create_read_struct, NULL)
FAILS(void*, png_create_write_struct, NULL)
IS_UNREACHABLE(png_create_info_struct)
IS_UNREACHABLE(png_destroy_read_struct)
IS_UNREACHABLE(png_destroy_write_struct)
IS_UNREACHABLE(png_get_IHDR)
IS_UNREACHABLE(png_get_io_ptr)
IS_UNREACHABLE(png_get_tRNS)
IS_UNREACHABLE(png_get_valid)
IS_UNREACHABLE(png_read_end)
IS_UNREACHABLE(png_read_image)
IS_UNREACHABLE(png_read_info)
IS_UNREACHABLE(png_set_IHDR)
IS_UNREACHABLE(png_set_add_alpha)
IS_UNREACHABLE(png_set_error_fn)
IS_UNREACHABLE(png_set_expand)
IS_UNREACHABLE(png_set_gray_to_rgb)
IS_UNREACHABLE(png_set_longjmp_fn)
IS_UNREACHABLE(png_set_packing)
IS_UNREACHABLE(png_set_read_fn)
IS_UNREACHABLE(png_set_sBIT)
IS_UNREACHABLE(png_set_shift)
IS_UNREACHABLE(png_set_strip_16)
IS_UNREACHABLE(png_set_write_fn)
IS_UNREACHABLE(png_write_end)
IS_UNREACHABLE(png_write_info)
IS_UNREACHABLE(png_write_rows)

// libjpeg has no function that can report a failure
IS_UNREACHABLE(jpeg_CreateCompress)
IS_UNREACHABLE(jpeg_CreateDecompress)
IS_UNREACHABLE(jpeg_calc_output_dimensions)
IS_UNREACHABLE(jpeg_destroy_compress)
IS_UNREACHABLE(jpeg_destroy_decompress)
IS_UNREACHABLE(jpeg_finish_compress)
IS_UNREACHABLE(jpeg_finish_decompress)
IS_UNREACHABLE(jpeg_read_header)
IS_UNREACHABLE(jpeg_read_scanlines)
IS_UNREACHABLE(jpeg_resync_to_restart)
IS_UNREACHABLE(jpeg_set_defaults)
IS_UNREACHABLE(jpeg_set_quality)
IS_UNREACHABLE(jpeg_start_compress)
IS_UNREACHABLE(jpeg_start_decompress)
IS_UNREACHABLE(jpeg_write_scanlines)
