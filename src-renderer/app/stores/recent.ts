/** The records, lists and templates opened last: addresses only, so that nothing personal stays behind on the PC. */
const KEY = 'deskbell.recent'
const MOST = 8

const read = (): string[] => {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]')
    return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string') : []
  } catch {
    return []
  }
}

export const recent = read
/** Notes that this address was opened, when it is one of a thing. */
export const opened = (path: string): void => {
  if (!/^\/[a-z]+\/\d+$/.test(path)) return
  localStorage.setItem(KEY, JSON.stringify([path, ...read().filter((one) => one !== path)].slice(0, MOST)))
}
