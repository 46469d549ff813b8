/**
 * The functions of `native/include/pluginary.h`, in its order.
 *
 * Only plain calls with caller-owned buffers: a process whose ffi right is
 * limited to one library can use neither pointers nor callbacks. A test
 * compares this table with the header and with the symbols of the library.
 */
export const SYMBOLS = {
  pluginary_abi_version: {
    parameters: [],
    result: "i32", // PLUGINARY_ABI_VERSION
  },
  pluginary_build_info: {
    parameters: [
      "buffer", // uint8_t* out
      "i64", // int64_t capacity
    ],
    result: "i64", // bytes needed, or a negative PluginaryStatus
  },
  pluginary_open_channel: {
    parameters: [],
    result: "i32", // PluginaryStatus
  },
  pluginary_send: {
    parameters: [
      "buffer", // const uint8_t* bytes
      "i64", // int64_t size
    ],
    result: "i32", // PluginaryStatus
  },
  pluginary_die_with_parent: {
    parameters: [
      "i64", // int64_t parent_pid
    ],
    result: "i32", // PluginaryStatus
  },
  pluginary_confine: {
    parameters: [
      "buffer", // const char* request  (UTF-8 JSON, NUL-terminated)
      "buffer", // uint8_t* out
      "i64", // int64_t capacity
    ],
    result: "i64", // bytes needed, or a negative PluginaryStatus
  },
  pluginary_open: {
    parameters: [
      "buffer", // const char* request  (UTF-8 JSON, NUL-terminated)
    ],
    result: "i32", // PluginaryStatus
  },
  pluginary_list: {
    parameters: [
      "buffer", // const char* request  (UTF-8 JSON, NUL-terminated)
      "buffer", // uint8_t* out
      "i64", // int64_t capacity
    ],
    result: "i64", // bytes needed, or a negative PluginaryStatus
  },
  pluginary_describe: {
    parameters: [
      "buffer", // const char* request  (UTF-8 JSON, NUL-terminated)
      "buffer", // uint8_t* out
      "i64", // int64_t capacity
    ],
    result: "i64", // bytes needed, or a negative PluginaryStatus
  },
  pluginary_presets: {
    parameters: [
      "buffer", // const char* request  (UTF-8 JSON, NUL-terminated)
      "buffer", // uint8_t* out
      "i64", // int64_t capacity
    ],
    result: "i64", // bytes needed, or a negative PluginaryStatus
  },
  pluginary_state: {
    parameters: [
      "buffer", // const char* request  (UTF-8 JSON, NUL-terminated)
      "buffer", // uint8_t* out
      "i64", // int64_t capacity
    ],
    result: "i64", // bytes needed, or a negative PluginaryStatus
  },
  pluginary_preset_files: {
    parameters: [
      "buffer", // const char* request  (UTF-8 JSON, NUL-terminated)
      "buffer", // uint8_t* out
      "i64", // int64_t capacity
    ],
    result: "i64", // bytes needed, or a negative PluginaryStatus
  },
  pluginary_release: {
    parameters: [],
    result: "i32", // PluginaryStatus
  },
  pluginary_last_error: {
    parameters: [
      "buffer", // uint8_t* out
      "i64", // int64_t capacity
    ],
    result: "i64", // bytes needed
  },
  pluginary_exit: {
    parameters: [
      "i32", // int32_t code
    ],
    result: "void",
  },
} as const satisfies Deno.ForeignLibraryInterface;
