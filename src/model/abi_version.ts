/** Version of the C ABI that this program uses; pluginary.h has the same number. */
export const ABI_VERSION = 2;
