/** The C ABI that this program speaks; the same number stands in pluginary.h. */
export const ABI_VERSION = 1;
