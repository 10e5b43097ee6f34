/** As names are sorted and looked for: lower case, no diacritics. */
export const searchKey = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** A person's place in a list by last name; who has none, and an account, stands under the name there is. */
export const searchKeyLastFirst = (firstName: string, lastName: string): string =>
  searchKey(`${lastName} ${firstName}`.trim())
