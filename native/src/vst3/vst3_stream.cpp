// SPDX-License-Identifier: GPL-3.0-or-later

#include "vst3_stream.h"

#include "plugin_state.h"

#include <algorithm>
#include <cstring>

namespace pluginary {

using Steinberg::int32;
using Steinberg::int64;
using Steinberg::kInvalidArgument;
using Steinberg::kResultOk;
using Steinberg::tresult;

tresult PLUGIN_API Vst3Stream::read(void* buffer, int32 size, int32* sizeRead)
{
  if (sizeRead != nullptr) *sizeRead = 0;
  if (buffer == nullptr || size < 0) return kInvalidArgument;
  const std::size_t left = bytes_.size() - std::min(position_, bytes_.size());
  const std::size_t given = std::min(left, static_cast<std::size_t>(size));
  if (given > 0) std::memcpy(buffer, bytes_.data() + position_, given);
  position_ += given;
  if (sizeRead != nullptr) *sizeRead = static_cast<int32>(given);
  return kResultOk;
}

tresult PLUGIN_API Vst3Stream::write(void* buffer, int32 size, int32* sizeWritten)
{
  if (sizeWritten != nullptr) *sizeWritten = 0;
  if (buffer == nullptr || size < 0) return kInvalidArgument;
  const std::size_t end = position_ + static_cast<std::size_t>(size);
  if (end > MAXIMUM_STATE_BYTES) {
    isFull_ = true;
    return Steinberg::kOutOfMemory;
  }
  if (end > bytes_.size()) bytes_.resize(end);
  if (size > 0) std::memcpy(bytes_.data() + position_, buffer, static_cast<std::size_t>(size));
  position_ = end;
  if (sizeWritten != nullptr) *sizeWritten = size;
  return kResultOk;
}

tresult PLUGIN_API Vst3Stream::seek(int64 position, int32 mode, int64* result)
{
  int64 start = 0;
  if (mode == kIBSeekCur) start = static_cast<int64>(position_);
  else if (mode == kIBSeekEnd) start = static_cast<int64>(bytes_.size());
  else if (mode != kIBSeekSet) return kInvalidArgument;
  const auto most = static_cast<int64>(MAXIMUM_STATE_BYTES);
  if (position < -most || position > most || start + position < 0 || start + position > most) return kInvalidArgument;
  position_ = static_cast<std::size_t>(start + position);
  if (result != nullptr) *result = start + position;
  return kResultOk;
}

tresult PLUGIN_API Vst3Stream::tell(int64* position)
{
  if (position == nullptr) return kInvalidArgument;
  *position = static_cast<int64>(position_);
  return kResultOk;
}

} // namespace pluginary
