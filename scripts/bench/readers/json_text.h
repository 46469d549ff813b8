// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_BENCH_JSON_TEXT_H
#define PLUGINARY_BENCH_JSON_TEXT_H

#include <stdio.h>

// The JSON that the readers print, so that their work ends where a scan's begins:
// with text that somebody else can read.

static inline void putText(const char* text)
{
  putchar('"');
  for (const unsigned char* c = (const unsigned char*)text; *c != '\0'; ++c) {
    if (*c == '"' || *c == '\\') putchar('\\');
    if (*c >= 0x20) putchar(*c);
  }
  putchar('"');
}

static inline void putMember(const char* key, const char* text)
{
  printf(",\"%s\":", key);
  putText(text);
}

#endif // PLUGINARY_BENCH_JSON_TEXT_H
