// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_CHANNEL_H
#define PLUGINARY_CHANNEL_H

#include <cstddef>
#include <cstdint>

namespace pluginary {

/// The protocol's output, after openChannel() has moved it off standard output.
/// Both functions throw Failure.
void openChannel();
void sendOnChannel(const std::uint8_t* bytes, std::size_t size);

/// Restores the standard streams that a module has closed or replaced: standard
/// input and standard error as they were at openChannel(), and standard output
/// as a copy of standard error.
void restoreStandardStreams() noexcept;

/// The channel's descriptor, negative before openChannel() and on Windows.
int channelDescriptor() noexcept;

} // namespace pluginary

#endif // PLUGINARY_CHANNEL_H
