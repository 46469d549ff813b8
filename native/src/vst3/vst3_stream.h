// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_VST3_STREAM_H
#define PLUGINARY_VST3_STREAM_H

#include "vst3_counted.h"

#include <pluginterfaces/base/ibstream.h>

#include <string>

namespace pluginary {

/// A stream in memory that carries a state.  It refuses to grow beyond the largest
/// state, whatever a plugin writes.
class Vst3Stream final : public Vst3Counted<Steinberg::IBStream> {
public:
  explicit Vst3Stream(std::string bytes = {}) : bytes_(std::move(bytes)) {}

  const std::string& bytes() const { return bytes_; }

  /// Whether something did not fit.
  bool isFull() const { return isFull_; }

  Steinberg::tresult PLUGIN_API read(void* buffer, Steinberg::int32 size, Steinberg::int32* sizeRead) override;
  Steinberg::tresult PLUGIN_API write(void* buffer, Steinberg::int32 size, Steinberg::int32* sizeWritten) override;
  Steinberg::tresult PLUGIN_API seek(Steinberg::int64 position, Steinberg::int32 mode,
                                     Steinberg::int64* result) override;
  Steinberg::tresult PLUGIN_API tell(Steinberg::int64* position) override;

private:
  std::string bytes_;
  std::size_t position_ = 0;
  bool isFull_ = false;
};

} // namespace pluginary

#endif // PLUGINARY_VST3_STREAM_H
