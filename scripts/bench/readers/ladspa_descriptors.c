// SPDX-License-Identifier: GPL-3.0-or-later

// Reads all descriptors of the LADSPA libraries that it is given, and prints how
// many plugins it saw and how many milliseconds that took.
//
//   ladspa_descriptors - LIBRARY...     by a plain loop over the descriptors
//   ladspa_descriptors SHIM LIBRARY...  by listing and describing through the shim

#include <dlfcn.h>
#include <ladspa.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

typedef int32_t (*Open)(const char* request);
typedef int64_t (*Answer)(const char* request, uint8_t* out, int64_t capacity);

static char list[1 << 20];
static char description[1 << 22];

// Values that are read must be used, or the compiler leaves the reads out
static volatile unsigned long sum;

static double milliseconds(void)
{
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static int readByLoop(const char* library)
{
  void* handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
  if (handle == NULL) return 0;
  LADSPA_Descriptor_Function descriptor = (LADSPA_Descriptor_Function)dlsym(handle, "ladspa_descriptor");
  int count = 0;
  for (const LADSPA_Descriptor* plugin; descriptor != NULL && (plugin = descriptor((unsigned long)count)); ++count) {
    sum += strlen(plugin->Name) + strlen(plugin->Label) + strlen(plugin->Maker);
    for (unsigned long i = 0; i < plugin->PortCount; ++i) {
      const LADSPA_PortRangeHint* hint = &plugin->PortRangeHints[i];
      sum += strlen(plugin->PortNames[i]) + (unsigned long)plugin->PortDescriptors[i];
      sum += (unsigned long)hint->HintDescriptor + (hint->LowerBound < hint->UpperBound ? 1 : 0);
    }
  }
  return count;
}

// Ids of the samples need no escapes, so they are passed on unchanged
static int readByShim(void* shim, const char* library)
{
  Answer answerList = (Answer)dlsym(shim, "pluginary_list");
  Answer answerDescribe = (Answer)dlsym(shim, "pluginary_describe");
  char request[4096];
  const int end = snprintf(request, sizeof request, "{\"format\":\"ladspa\",\"location\":\"%s\",\"binary\":\"%s\"",
                           library, library);
  strcpy(request + end, "}");
  const int64_t size = answerList(request, (uint8_t*)list, sizeof list - 1);
  if (size < 0) return 0;
  list[size] = '\0';

  int count = 0;
  static const char KEY[] = "\"nativeId\":";
  for (const char* id = strstr(list, KEY); id != NULL; id = strstr(id, KEY)) {
    id += sizeof KEY - 1;
    snprintf(request + end, sizeof request - (size_t)end, ",\"nativeId\":%.*s}", (int)strcspn(id, ","), id);
    if (answerDescribe(request, (uint8_t*)description, sizeof description) > 0) ++count;
  }
  return count;
}

int main(int argumentCount, char** arguments)
{
  void* shim = NULL;
  if (strcmp(arguments[1], "-") != 0) {
    shim = dlopen(arguments[1], RTLD_NOW | RTLD_LOCAL);
    Open open = (Open)dlsym(shim, "pluginary_open");
    if (open("{\"formats\":[\"ladspa\"]}") != 0) return 1;
  } else {
    dlopen("libm.so.6", RTLD_NOW | RTLD_GLOBAL);
  }

  int count = 0;
  const double start = milliseconds();
  for (int i = 2; i < argumentCount; ++i) {
    count += shim != NULL ? readByShim(shim, arguments[i]) : readByLoop(arguments[i]);
  }
  printf("%d %.3f\n", count, milliseconds() - start);
  fflush(stdout);
  _exit(0);
}
