/** Null for what is no UTF-8. */
export const readUtf8 = (bytes: Uint8Array): string | null => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}
/** With U+FFFD for what is no UTF-8. */
export const mendUtf8 = (bytes: Uint8Array): string => new TextDecoder('utf-8').decode(bytes)
