/** Versions as https://semver.org orders them, as far as Deskbell uses them: three numbers, and what comes before a release. */

const VERSION = /^(\d{1,6})\.(\d{1,6})\.(\d{1,6})(?:-([0-9A-Za-z.-]{1,40}))?$/
const partsOf = (version: string) => {
  const found = VERSION.exec(version)
  return found && { numbers: found.slice(1, 4).map(Number), before: found[4] ?? null }
}

export const isVersion = (text: string): boolean => VERSION.test(text)

/** Is `offered` newer than `current`? False where one of them is no version. */
export const isNewer = (offered: string, current: string): boolean => {
  const [one, other] = [partsOf(offered), partsOf(current)]
  if (!one || !other) return false
  for (const [i, number] of one.numbers.entries()) {
    const difference = number - (other.numbers[i] ?? 0)
    if (difference !== 0) return difference > 0
  }
  if (one.before === null || other.before === null) return one.before === null && other.before !== null
  return one.before.localeCompare(other.before, 'en', { numeric: true }) > 0
}
