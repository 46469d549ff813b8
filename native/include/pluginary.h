// SPDX-License-Identifier: GPL-3.0-or-later

/**
   @file pluginary.h  The C ABI between a pluginary worker and the shim.

   The shim loads audio plugins, which is third-party code that may crash, hang
   or be malicious.  So one worker process uses it, on one thread, and every
   function below is called from that thread alone (marked [main-thread]).

   Rules that hold for all functions:

   - Texts are UTF-8.  Requests are NUL-terminated JSON and are not kept.
   - Answers go into buffers that the caller owns.  The shim never returns a
     pointer and never calls back, because a Deno process whose ffi right is
     limited to one library can use neither.
   - No C++ exception leaves a function.
   - A negative result is a #PluginaryStatus, and pluginary_last_error() then
     explains it to people.

   A function that writes an answer returns the number of bytes needed.  When
   that exceeds `capacity` nothing was written, and the answer waits for the
   next call of the same function with the same request and a larger buffer;
   any other call drops it.
*/

#ifndef PLUGINARY_H
#define PLUGINARY_H

#include <stdint.h>

#if defined(_WIN32)
#  define PLUGINARY_API __declspec(dllexport)
#else
#  define PLUGINARY_API __attribute__((visibility("default")))
#endif

#ifdef __cplusplus
extern "C" {
#endif

/// Increases with every change of a name, a parameter or a message shape below
#define PLUGINARY_ABI_VERSION 2

/// Why a call failed
typedef enum {
  PLUGINARY_OK                 = 0,
  PLUGINARY_INTERNAL_ERROR     = -1,  ///< A fault of the shim, or an exception of a plugin
  PLUGINARY_INVALID_REQUEST    = -2,  ///< The request is not JSON or lacks a field
  PLUGINARY_NOT_OPEN           = -3,  ///< pluginary_open() has not been called
  PLUGINARY_FORMAT_NOT_BUILT   = -4,  ///< This build of the shim does not have the format
  PLUGINARY_NOT_FOUND          = -5,  ///< No such file
  PLUGINARY_PERMISSION_DENIED  = -6,  ///< The file cannot be read
  PLUGINARY_NOT_A_MODULE       = -7,  ///< The file is not a shared library, or not a module of this format
  PLUGINARY_NO_ENTRY_POINT     = -8,  ///< The library lacks its format's entry function, or that returned nothing
  PLUGINARY_MISSING_DEPENDENCY = -9,  ///< A library or symbol that the module needs is missing
  PLUGINARY_LOAD_ERROR         = -10, ///< The module or plugin refused to load
  PLUGINARY_PLUGIN_NOT_FOUND   = -11, ///< The module has no plugin with that id
  PLUGINARY_INVALID_METADATA   = -12, ///< The plugin's description of itself cannot be read
  PLUGINARY_OUT_OF_MEMORY      = -13, ///< An allocation failed
  PLUGINARY_CHANNEL_ERROR      = -14, ///< The protocol channel is broken or not open
  PLUGINARY_SYSTEM_ERROR       = -15  ///< The operating system refused; see pluginary_last_error()
} PluginaryStatus;

/**
   Return #PLUGINARY_ABI_VERSION of the library, to compare before anything else.

   [main-thread]
*/
PLUGINARY_API int32_t
pluginary_abi_version(void);

/**
   Report how the library was built.

   The answer is the same JSON document as the file `libpluginary.json` beside
   the library: `{"abi":2,"juce":"7.0.5","formats":["vst3"],...}`.

   @param out      Receives UTF-8 JSON, not NUL-terminated.
   @param capacity Size of `out` in bytes.
   @return Bytes needed, or a negative #PluginaryStatus.

   [main-thread]
*/
PLUGINARY_API int64_t
pluginary_build_info(uint8_t* out, int64_t capacity);

/**
   Move the protocol off standard output.

   Keeps a private, close-on-exec copy of descriptor 1 for pluginary_send() and
   redirects descriptor 1 to standard error, so that output of plugins never
   reaches the protocol.  Call it once, before anything else.

   @return #PLUGINARY_OK or a negative #PluginaryStatus.

   [main-thread]
*/
PLUGINARY_API int32_t
pluginary_open_channel(void);

/**
   Write protocol bytes to the descriptor that pluginary_open_channel() saved.

   Blocks until everything is written.

   @param bytes Bytes to write, complete lines.
   @param size  Their number.
   @return #PLUGINARY_OK, or #PLUGINARY_CHANNEL_ERROR when the parent is gone.

   [main-thread]
*/
PLUGINARY_API int32_t
pluginary_send(const uint8_t* bytes, int64_t size);

/**
   Make this process die with its parent, however the parent ends.

   @param parent_pid The parent's process id, as the parent itself reported it
                     (1 is legal in containers).  If that process has already
                     died, this function ends the calling process.
   @return #PLUGINARY_OK or a negative #PluginaryStatus.

   [main-thread]
*/
PLUGINARY_API int32_t
pluginary_die_with_parent(int64_t parent_pid);

/**
   Confine this process for the rest of its life, all threads included.

   Finally attempts forbidden actions.  If one of these attempts succeeds, or
   "require" cannot be met, the call fails and no plugin may be loaded.

   @param request  UTF-8 JSON.  `"level"`: "auto" (all layers of this system),
                   "require" (all layers, or fail) or "off" (none, but memory is
                   still limited).  `"readable"` and `"writable"`: lists of
                   folders and files, in addition to those that any library
                   needs.  `"overrides"`: a list of "exec", "net", "display"
                   (which are allowed) and "paths" (the lists contain more than
                   the plugins need); each lowers the level.  `"memory"`: bytes
                   of private memory instead of the usual 2 GiB; likewise.
                   `"denials"`: a file to which denied system calls are
                   appended; such a process may die of one.  `"refusals"`: true
                   to append refused files and memory as well.
                   Only for tests of the layers, never sent by a worker:
                   `"maximumLandlockAbi"`, `"without"` (a list of layers to leave
                   out) and `"pretend"` (layers that are left out but treated as
                   applied, so that the call must fail).
   @param out      Receives `{"level":"full"|"partial"|"none","layers":[...]}`.
   @param capacity Size of `out` in bytes.
   @return Bytes needed, or a negative #PluginaryStatus.

   [main-thread]
*/
PLUGINARY_API int64_t
pluginary_confine(const char* request, uint8_t* out, int64_t capacity);

/**
   Prepare the library for some plugin formats; no other format is initialised.

   @param request UTF-8 JSON: `{"formats":["vst3","lv2"],"lv2Bundles":["/usr/lib/lv2/amp.lv2"]}`;
                  `lv2Bundles` are all LV2 bundles, including those of presets
                  and specifications, and may be left out.
   @return #PLUGINARY_OK or a negative #PluginaryStatus.

   [main-thread]
*/
PLUGINARY_API int32_t
pluginary_open(const char* request);

/**
   List the plugins of a module without creating an instance.

   Loads the module, so third-party code runs in this process.  Call it only
   from a confined worker, which may crash or never return.

   @param request  UTF-8 JSON: `{"format","location","binary"}`; `location` is
                   the module, `binary` the file in it to load.
   @param out      Receives `{"plugins":[{"nativeId","name",...}]}`, UTF-8 JSON,
                   with a member `"presetLocations":["..."]` if the module names
                   the files and folders of its presets.
   @param capacity Size of `out` in bytes.
   @return Bytes needed, or a negative #PluginaryStatus.

   [main-thread]
*/
PLUGINARY_API int64_t
pluginary_list(const char* request, uint8_t* out, int64_t capacity);

/**
   Describe one plugin of a module by creating an instance.

   Third-party code runs in this process.  The instance lives until
   pluginary_release(), so that a plugin which crashes when it is destroyed
   cannot take its own answer with it.

   @param request  UTF-8 JSON: `{"format","location","binary","nativeId"}`.
   @param out      Receives one plugin, UTF-8 JSON, not NUL-terminated.
   @param capacity Size of `out` in bytes.
   @return Bytes needed, or a negative #PluginaryStatus.

   [main-thread]
*/
PLUGINARY_API int64_t
pluginary_describe(const char* request, uint8_t* out, int64_t capacity);

/**
   List a part of a plugin's presets, which may be thousands, sorted by their
   URIs.  Other formats than LV2 report none.

   Runs no third-party code.

   @param request  UTF-8 JSON: `{"format","location","binary","nativeId","offset","limit"}`.
   @param out      Receives `{"total":1000,"presets":[{"uri","label"}]}`, UTF-8 JSON.
   @param capacity Size of `out` in bytes.
   @return Bytes needed, or a negative #PluginaryStatus.

   [main-thread]
*/
PLUGINARY_API int64_t
pluginary_presets(const char* request, uint8_t* out, int64_t capacity);

/**
   Load a state, a preset or a program into one plugin, set parameters, and read its state.

   Creates an instance and prepares it for 48 kHz and blocks of 512 samples.  Loads what the
   request says, processes one block of silence, so that the plugin applies
   changes that it has queued, and reads the state and the texts of all parameters.

   Third-party code runs in this process.  The instance lives until
   pluginary_release().

   @param request  UTF-8 JSON: `{"format","location","binary","nativeId"}` and at most one of
                   `"state"` (as in an answer), `"preset"` (`{"location","loadKey"}`: the file of a
                   CLAP preset, empty for one inside the module, and its key; LV2's URI as
                   key) and `"program"` (its index in the description), then
                   `"values"`: `[{"id","value"}|{"id","text"}]`, a number as in the description or
                   a text as the plugin displays it.
   @param out      Receives `{"state":{"format",...},"parameters":[{"id","value","text"}],
                   "refused":[{"id","message"}],"warnings":[{"code","message"}]}`, UTF-8 JSON.
                   A state has `"component"` and `"controller"` (VST3), `"data"` (CLAP),
                   `"ports"` and `"properties"` (LV2) or `"ports"` (LADSPA), bytes in base64.
   @param capacity Size of `out` in bytes.
   @return Bytes needed, or a negative #PluginaryStatus.

   [main-thread]
*/
PLUGINARY_API int64_t
pluginary_state(const char* request, uint8_t* out, int64_t capacity);

/**
   Read the presets in files, or in a module, with the format's own reader: CLAP's preset
   discovery of a module, or our own parser for LV2, which needs no module.

   CLAP's runs third-party code in this process.

   @param request  UTF-8 JSON: `{"format","location","binary","files":["..."]}`; an empty file
                   stands for presets inside the module.
   @param out      Receives `{"fileTypes":["..."],"presets":[{"location","loadKey","name",
                   "plugins":[{"abi","id"}],"authors":["..."],"description","tags":["..."],
                   "isFactory"}],"failures":[{"location","message"}]}`, UTF-8 JSON; `isFactory` may
                   be absent.
   @param capacity Size of `out` in bytes.
   @return Bytes needed, or a negative #PluginaryStatus.

   [main-thread]
*/
PLUGINARY_API int64_t
pluginary_preset_files(const char* request, uint8_t* out, int64_t capacity);

/**
   Destroy the instance that the last pluginary_describe() or pluginary_state() left, if any, and undo
   the changes that plugins have made to the process since pluginary_open(): to
   the current folder, locale, environment, signal handlers, timers, the mask of
   new files, rounding, the standard streams.  Call it after every request.

   Third-party code runs in this process.

   @return #PLUGINARY_OK or a negative #PluginaryStatus.

   [main-thread]
*/
PLUGINARY_API int32_t
pluginary_release(void);

/**
   Return the reason for the last failure in a sentence.  Empty after a success.

   @param out      Receives UTF-8 text, not NUL-terminated.
   @param capacity Size of `out` in bytes.
   @return Bytes needed.

   [main-thread]
*/
PLUGINARY_API int64_t
pluginary_last_error(uint8_t* out, int64_t capacity);

/**
   End the process at once, without exit handlers: those of plugins crash.

   @param code The exit code.

   [main-thread]
*/
PLUGINARY_API void
pluginary_exit(int32_t code);

#ifdef __cplusplus
}
#endif

#endif // PLUGINARY_H
