// SPDX-License-Identifier: GPL-3.0-or-later

// The order of the layers on Linux.  A layer must not take away anything that a
// later one needs, and the self-check comes last.

#include "linux_layers.h"

#include "all_threads.h"
#include "capabilities.h"
#include "denials.h"
#include "descriptors.h"
#include "landlock.h"
#include "resource_limits.h"
#include "seccomp_filter.h"
#include "self_check.h"

#include <optional>

namespace pluginary {
namespace {

/// The layers that every thread applies to itself, since the kernel keeps them per
/// thread.  Static, because a signal handler cannot reach them otherwise.
struct ThreadPlan {
  bool dropsCapabilities = false;
  const LandlockRuleset* ruleset = nullptr;
};

ThreadPlan threadPlan;

/// Async-signal-safe.  Returns 0 or an errno.
int restrictThisThread() noexcept
{
  if (threadPlan.dropsCapabilities) {
    if (const int error = dropCapabilities(); error != 0) return error;
  }
  if (const int error = renouncePrivileges(); error != 0) return error;
  return threadPlan.ruleset == nullptr ? 0 : threadPlan.ruleset->restrictThisThread();
}

/// Repeated when a thread of the runtime has opened another file meanwhile: from
/// now on it can only be one in the private folder.
void closeAll(const ForeignDescriptors& descriptors, const AllThreads& threads)
{
  constexpr int MAXIMUM_ROUNDS = 10;
  for (int round = 0; round < MAXIMUM_ROUNDS; round++) {
    descriptors.close({threads.descriptor()});
    if (!descriptors.areLeft()) return;
  }
}

/// For the test that a layer without any effect is noticed.
void pretend(AppliedLayers& applied, const ConfinementRequest& request)
{
  if (request.pretends("landlock")) applied.landlockAbi = landlockAbi(request.maximumLandlockAbi);
  if (request.pretends("seccomp")) applied.seccomp = true;
  if (request.pretends("capabilities")) applied.capabilities = true;
  if (request.pretends("limits")) applied.limits = true;
  if (request.pretends("descriptors")) applied.descriptors = true;
}

} // namespace

const std::vector<std::string>& layersOfFull()
{
  static const std::vector<std::string> names{"landlock", "seccomp", "capabilities", "limits", "descriptors"};
  return names;
}

std::vector<std::string> applyLayers(const ConfinementRequest& request)
{
  AppliedLayers applied = {};
  applied.descriptors = request.applies("descriptors");
  applied.limits = request.applies("limits");
  applied.capabilities = request.applies("capabilities");
  applied.seccomp = request.applies("seccomp") && isSeccompAvailable();
  applied.landlockAbi = request.applies("landlock") ? landlockAbi(request.maximumLandlockAbi) : 0;

  const AllThreads threads; // While /proc can be opened, like the next one
  const ForeignDescriptors descriptors;
  if (applied.limits) applyResourceLimits(request.overrides.memory);
  if (!request.denialsPath.empty()) recordDenials(request.denialsPath);

  std::optional<LandlockRuleset> ruleset;
  if (applied.landlockAbi > 0) ruleset.emplace(request, applied.landlockAbi);
  threadPlan = {applied.capabilities, ruleset ? &*ruleset : nullptr};
  threads.run("restrict", restrictThisThread);
  if (applied.seccomp) installSeccompFilter(request);
  if (applied.descriptors) closeAll(descriptors, threads);

  pretend(applied, request);
  checkConfinement(threads, descriptors, applied, request);
  if (!request.denialsPath.empty()) forgetDenials(); // Those of the self-check
  return applied.names();
}

} // namespace pluginary
