// SPDX-License-Identifier: GPL-3.0-or-later

// In assembly, since a filter knows a caller by the address after its instruction.

#include "observed_call.h"

extern "C" {

long pluginaryObservedCall(long number, const std::uint64_t* arguments) noexcept;
extern const char pluginaryObservedCaller[];

} // extern "C"

#if defined(__x86_64__)
asm(R"(
  .pushsection .text.pluginaryObservedCall, "ax", @progbits
  .globl pluginaryObservedCall, pluginaryObservedCaller
  .hidden pluginaryObservedCall, pluginaryObservedCaller
  .type pluginaryObservedCall, @function
pluginaryObservedCall:
  mov %rdi, %rax
  mov %rsi, %rcx
  mov (%rcx), %rdi
  mov 8(%rcx), %rsi
  mov 16(%rcx), %rdx
  mov 24(%rcx), %r10
  mov 32(%rcx), %r8
  mov 40(%rcx), %r9
  syscall
pluginaryObservedCaller:
  ret
  .size pluginaryObservedCall, . - pluginaryObservedCall
  .popsection
)");
#elif defined(__aarch64__)
asm(R"(
  .pushsection .text.pluginaryObservedCall, "ax", @progbits
  .globl pluginaryObservedCall
  .globl pluginaryObservedCaller
  .hidden pluginaryObservedCall
  .hidden pluginaryObservedCaller
  .type pluginaryObservedCall, @function
pluginaryObservedCall:
  mov x8, x0
  mov x9, x1
  ldp x0, x1, [x9]
  ldp x2, x3, [x9, 16]
  ldp x4, x5, [x9, 32]
  svc 0
pluginaryObservedCaller:
  ret
  .size pluginaryObservedCall, . - pluginaryObservedCall
  .popsection
)");
#endif

namespace pluginary {

long makeObservedCall(const SystemCallAttempt& attempt) noexcept
{
  return pluginaryObservedCall(attempt.number, attempt.arguments.data());
}

const void* observedCaller() noexcept
{
  return pluginaryObservedCaller;
}

} // namespace pluginary
