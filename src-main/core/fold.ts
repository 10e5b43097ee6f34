/** As names are sorted and looked for: lower case, no diacritics. */
export const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
