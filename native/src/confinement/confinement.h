// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_CONFINEMENT_H
#define PLUGINARY_CONFINEMENT_H

#include <cstdint>
#include <string>
#include <vector>

namespace pluginary {

/// The requested level of confinement.
enum class ConfinementLevel {
  automatic, ///< Every layer that this system supports
  require,   ///< All layers, or a Failure
  off        ///< None
};

/// Rights of a worker beyond reading its plugins; each lowers the level.
struct ConfinementOverrides {
  bool exec = false;    ///< Start programs
  bool net = false;     ///< Use sockets
  bool display = false; ///< Reach the display: local sockets and shared memory
  bool paths = false;   ///< The lists of paths hold more than the plugins need
  std::uint64_t memory = 0; ///< Bytes of private memory; 0 for the usual limit

  bool any() const { return exec || net || display || paths || memory != 0; }
};

/// The request of pluginary_confine().
struct ConfinementRequest {
  ConfinementLevel level = ConfinementLevel::automatic;
  std::vector<std::string> readable; ///< Folders and files, in addition to those of the system
  std::vector<std::string> writable; ///< Folders in which everything but execution is allowed
  ConfinementOverrides overrides;

  /// A file to which denied system calls are appended; empty for none.  Such a
  /// worker may die of a denied call, so it only serves to explain a failure.
  std::string denialsPath;

  /// Also append files and memory that the kernel refuses to calls which the filter
  /// allows.  The worker may then die of such a call where signals are blocked.
  bool recordsRefusals = false;

  /// For tests of the layers: an older Landlock than the kernel's, layers to leave
  /// out, and layers to leave out but treat as applied, which the self-check must
  /// notice.  No worker passes any of these on.
  int maximumLandlockAbi = 1000;
  std::vector<std::string> without;
  std::vector<std::string> pretended;

  bool applies(const char* layer) const;
  bool pretends(const char* layer) const;
};

/// Confines this process with all its threads, and reports the result as JSON.
/// Throws Failure when "require" cannot be met, and when an applied layer turns
/// out to have no effect: plugin code must not run then.
std::string confine(const ConfinementRequest& request);

} // namespace pluginary

#endif // PLUGINARY_CONFINEMENT_H
