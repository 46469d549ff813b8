// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_CHANNEL_H
#define PLUGINARY_CHANNEL_H

#include <cstddef>
#include <cstdint>

namespace pluginary {

/// The protocol's way out, once openChannel() has moved it off standard output.
/// Both throw Failure.
void openChannel();
void sendOnChannel(const std::uint8_t* bytes, std::size_t size);

/// Lets standard input and standard error, and standard output with it, lead to
/// where they did at openChannel() again, where a module has closed or replaced
/// them.
void restoreStandardStreams() noexcept;

/// The channel's descriptor, negative before openChannel() and on Windows.
int channelDescriptor() noexcept;

} // namespace pluginary

#endif // PLUGINARY_CHANNEL_H
