/** Recipients picked in a table, on their way to the send wizard: too many for an address. */
const KEY = 'send.recipients'

export const pickRecipients = (ids: readonly number[]): void =>
  sessionStorage.setItem(KEY, JSON.stringify(ids))
