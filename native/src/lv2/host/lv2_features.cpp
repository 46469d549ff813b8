// SPDX-License-Identifier: GPL-3.0-or-later

#include "lv2_features.h"

#include "lv2_port_buffers.h"
#include "plugin_state.h"

#include <lv2/atom/atom.h>
#include <lv2/buf-size/buf-size.h>
#include <lv2/parameters/parameters.h>

#include <algorithm>
#include <cstdarg>
#include <cstdio>
#include <iterator>

namespace pluginary {
namespace {

constexpr std::int32_t BLOCK_SIZE = STATE_BLOCK_SIZE;
constexpr std::int32_t SEQUENCE_SIZE = LV2_EVENT_BYTES;
constexpr float SAMPLE_RATE = STATE_SAMPLE_RATE;

struct Option {
  const char* uri;
  const char* type;
  const void* value;
};

/// All values have four bytes.
constexpr Option OPTIONS[] = {
  {LV2_BUF_SIZE__minBlockLength, LV2_ATOM__Int, &BLOCK_SIZE},
  {LV2_BUF_SIZE__maxBlockLength, LV2_ATOM__Int, &BLOCK_SIZE},
  {LV2_BUF_SIZE__nominalBlockLength, LV2_ATOM__Int, &BLOCK_SIZE},
  {LV2_BUF_SIZE__sequenceSize, LV2_ATOM__Int, &SEQUENCE_SIZE},
  {LV2_PARAMETERS__sampleRate, LV2_ATOM__Float, &SAMPLE_RATE},
};

/// Features with a meaning alone, all true of blocks of one size that nobody hears.
constexpr const char* PLAIN_FEATURES[] = {
  LV2_BUF_SIZE__boundedBlockLength, LV2_BUF_SIZE__fixedBlockLength, LV2_BUF_SIZE__powerOf2BlockLength,
  LV2_BUF_SIZE__coarseBlockLength,  LV2_CORE__inPlaceBroken,        LV2_CORE__hardRTCapable,
  LV2_CORE__isLive,                 LV2_STATE__loadDefaultState,    LV2_STATE__threadSafeRestore,
};

/// Features with data.
constexpr const char* FEATURES[] = {
  LV2_URID__map,     LV2_URID__unmap,    LV2_OPTIONS__options, LV2_WORKER__schedule,    LV2_LOG__log,
  LV2_STATE__mapPath, LV2_STATE__makePath, LV2_STATE__freePath, LV2_RESIZE_PORT__resize,
};

#if defined(__GNUC__)
#  define PLUGINARY_FORMAT(text, first) __attribute__((format(printf, text, first)))
#else
#  define PLUGINARY_FORMAT(text, first)
#endif

/// Written to standard error, where the scanner looks for a plugin's last output.
PLUGINARY_FORMAT(3, 0)
int logArguments(LV2_Log_Handle, LV2_URID, const char* format, va_list arguments)
{
  return std::vfprintf(stderr, format, arguments);
}

PLUGINARY_FORMAT(3, 4)
int log(LV2_Log_Handle handle, LV2_URID type, const char* format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  const int size = logArguments(handle, type, format, arguments);
  va_end(arguments);
  return size;
}

bool isAmong(const char* const* first, const char* const* last, std::string_view uri)
{
  return std::find(first, last, uri) != last;
}

} // namespace

Lv2Features::Lv2Features(Lv2Urids& urids, Lv2Worker& worker, Lv2StateFiles& files, LV2_Resize_Port_Resize& resize)
  : log_{nullptr, log, logArguments}
{
  for (const auto& [uri, type, value] : OPTIONS) {
    options_.push_back({LV2_OPTIONS_INSTANCE, 0, urids.map(uri), 4, urids.map(type), value});
  }
  options_.push_back({}); // The end
  void* const data[] = {urids.mapFeature(), urids.unmapFeature(), options_.data(), worker.feature(), &log_,
                        files.mapPath(),    files.makePath(),     files.freePath(), &resize};
  static_assert(std::size(data) == std::size(FEATURES));
  for (std::size_t i = 0; i < std::size(FEATURES); ++i) features_.push_back({FEATURES[i], data[i]});
  for (const char* uri : PLAIN_FEATURES) features_.push_back({uri, nullptr});
  for (const LV2_Feature& feature : features_) list_.push_back(&feature);
  list_.push_back(nullptr);
}

bool Lv2Features::hasFeature(std::string_view uri)
{
  return isAmong(std::begin(FEATURES), std::end(FEATURES), uri) ||
    isAmong(std::begin(PLAIN_FEATURES), std::end(PLAIN_FEATURES), uri);
}

bool Lv2Features::hasOption(std::string_view uri)
{
  return std::any_of(std::begin(OPTIONS), std::end(OPTIONS), [&](const Option& option) { return option.uri == uri; });
}

} // namespace pluginary
