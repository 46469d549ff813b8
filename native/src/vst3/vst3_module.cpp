// SPDX-License-Identifier: GPL-3.0-or-later

#include "vst3_module.h"

#include "failure.h"
#include "shared_library.h"

namespace pluginary {
namespace {

// The entry functions of a module, from the chapter "VST Module Architecture" of
// the SDK's documentation
#if defined(_WIN32)
using ModuleEntry = bool PLUGIN_API();
constexpr const char* ENTRY_NAME = "InitDll";
#elif defined(__APPLE__)
using ModuleEntry = bool(void*);
constexpr const char* ENTRY_NAME = "bundleEntry";
#else
using ModuleEntry = bool PLUGIN_API(void*);
constexpr const char* ENTRY_NAME = "ModuleEntry";
#endif

using GetPluginFactory = Steinberg::IPluginFactory* PLUGIN_API();

/// Optional on Windows; elsewhere the SDK requires it, but hosts and older plugins
/// do without.
void enter(const SharedLibrary& library, const ModuleRequest& module)
{
  auto* entry = library.function<ModuleEntry>(ENTRY_NAME);
  if (entry == nullptr) return;
#if defined(_WIN32)
  const bool isReady = entry();
#else
  const bool isReady = entry(library.handle());
#endif
  if (!isReady) {
    throw Failure(PLUGINARY_LOAD_ERROR,
                  "Cannot load \"" + module.location + "\": " + ENTRY_NAME + "() returned false");
  }
}

Steinberg::IPluginFactory* load(const ModuleRequest& module)
{
  const SharedLibrary library(module);
  auto* getPluginFactory = library.function<GetPluginFactory>("GetPluginFactory");
  if (getPluginFactory == nullptr) {
    throw Failure(PLUGINARY_NO_ENTRY_POINT,
                  "Cannot load \"" + module.location + "\": it has no function GetPluginFactory()");
  }
  enter(library, module);
  Steinberg::IPluginFactory* factory = getPluginFactory();
  if (factory == nullptr) {
    throw Failure(PLUGINARY_NO_ENTRY_POINT,
                  "Cannot load \"" + module.location + "\": GetPluginFactory() returned nothing");
  }
  return factory;
}

} // namespace

Vst3Module::Vst3Module(const ModuleRequest& module)
  : factory_(load(module))
{
}

} // namespace pluginary
