// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef PLUGINARY_VST3_MESSAGE_H
#define PLUGINARY_VST3_MESSAGE_H

#include "vst3_counted.h"

#include <pluginterfaces/base/smartpointer.h>
#include <pluginterfaces/vst/ivstattributes.h>
#include <pluginterfaces/vst/ivstmessage.h>

#include <map>
#include <string>
#include <variant>
#include <vector>

namespace pluginary {

/// The values of a message, each with the type that it was given.
class Vst3Attributes final : public Vst3Counted<Steinberg::Vst::IAttributeList> {
public:
  using tresult = Steinberg::tresult;

  tresult PLUGIN_API setInt(AttrID id, Steinberg::int64 value) override;
  tresult PLUGIN_API getInt(AttrID id, Steinberg::int64& value) override;
  tresult PLUGIN_API setFloat(AttrID id, double value) override;
  tresult PLUGIN_API getFloat(AttrID id, double& value) override;
  tresult PLUGIN_API setString(AttrID id, const Steinberg::Vst::TChar* text) override;
  tresult PLUGIN_API getString(AttrID id, Steinberg::Vst::TChar* text, Steinberg::uint32 sizeInBytes) override;
  tresult PLUGIN_API setBinary(AttrID id, const void* data, Steinberg::uint32 sizeInBytes) override;
  tresult PLUGIN_API getBinary(AttrID id, const void*& data, Steinberg::uint32& sizeInBytes) override;

private:
  using Text = std::vector<Steinberg::Vst::TChar>; ///< With its NUL
  using Binary = std::vector<char>;
  using Value = std::variant<Steinberg::int64, double, Text, Binary>;

  tresult set(AttrID id, Value value);

  /// Null if there is no value of this type.
  template <typename Type>
  const Type* find(AttrID id) const;

  std::map<std::string, Value> values_;
};

/// A message between the component and the controller of a plugin.  Only hosts
/// make messages, so that they can carry them between two processes.
class Vst3Message final : public Vst3Counted<Steinberg::Vst::IMessage> {
public:
  Steinberg::FIDString PLUGIN_API getMessageID() override { return id_.c_str(); }
  void PLUGIN_API setMessageID(Steinberg::FIDString id) override { id_ = id != nullptr ? id : ""; }
  Steinberg::Vst::IAttributeList* PLUGIN_API getAttributes() override { return attributes_; }

private:
  std::string id_;
  Steinberg::IPtr<Steinberg::Vst::IAttributeList> attributes_ = Steinberg::owned(new Vst3Attributes);
};

} // namespace pluginary

#endif // PLUGINARY_VST3_MESSAGE_H
