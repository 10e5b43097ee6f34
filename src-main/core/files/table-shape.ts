/** Where the headings of a table of people are, and what its columns hold where no heading tells. */
import { type ColumnGuess, guessColumns, splitCell } from '#shared/files/import-map'

/** Titles, dates and group headings stand above the headings; they are looked for in so many lines. */
const FIRST_LINES = 12
const EMAIL = /^[^\s@]{1,64}@[^\s@.]{1,190}\.[^\s@]{2,20}$/
/** Digits as a phone number has them, whichever country's. */
const isPhoneLike = (cell: string): boolean => {
  if (cell.length > 60) return false
  const digits = cell.replace(/\D/g, '').length
  return (
    digits >= 7 &&
    digits <= 15 &&
    /^[+(\d][\d\s().\-/+,;:x]*$/i.test(cell) &&
    !/^\d{1,4}[./-]\d{1,2}[./-]\d{1,4}$/.test(cell)
  )
}
const isEmailLike = (cell: string) => cell.length < 200 && EMAIL.test(cell)

const known = (cells: readonly string[]): number =>
  guessColumns(cells).filter(({ target }, index) => target !== 'ignore' && (cells[index] ?? '').trim() !== '')
    .length
/** A line of somebody, not of headings. */
const holdsSomebody = (cells: readonly string[]): boolean =>
  cells.some((cell) => isPhoneLike(cell.trim()) || splitCell(cell.slice(0, 400)).some(isEmailLike))

/**
 * Which of these lines holds the headings: the one whose words are known best, the first of several; null where none does and
 * the first line is somebody already.
 */
export const findHeadings = (rows: readonly (readonly string[])[]): number | null => {
  let best = -1
  let most = 0
  for (const [index, cells] of rows.slice(0, FIRST_LINES).entries()) {
    if (holdsSomebody(cells)) break
    const count = known(cells)
    if (count > most) {
      most = count
      best = index
    }
  }
  if (best >= 0) return best
  const [first] = rows
  if (first === undefined || holdsSomebody(first)) return null
  // A single cell over a wider table is its title.
  const filled = (cells: readonly string[]) => cells.filter((cell) => cell.trim() !== '').length
  const next = rows[1]
  return filled(first) === 1 && next !== undefined && filled(next) > 2 && !holdsSomebody(next) ? 1 : 0
}

/** How much these first lines of a sheet look like a list of people: headings that are known, and numbers or addresses. */
export const likenessToPeople = (rows: readonly (readonly string[])[]): number => {
  const at = findHeadings(rows)
  const headings = at === null ? 0 : known(rows[at] ?? [])
  const somebody = rows.slice((at ?? -1) + 1, FIRST_LINES).some(holdsSomebody)
  return Math.min(headings, 8) * 2 + (somebody ? 20 : 0)
}

/**
 * Headings of a line, with those of the line above where one cell there stands over several: "Phones" over "1" and "2" is
 * "Phones 1" and "Phones 2". `width` is how many columns the table has.
 */
export const headingsOf = (
  rows: readonly (readonly string[])[],
  at: number | null,
  width: number,
): string[] => {
  const plain = (cell: string | undefined) => (cell ?? '').replace(/\s+/g, ' ').trim()
  const own = at === null ? [] : (rows[at] ?? [])
  const above = at === null || at === 0 ? [] : (rows[at - 1] ?? [])
  const groups = above.filter((cell) => plain(cell) !== '').length > 1
  let group = ''
  return Array.from({ length: width }, (_, i) => {
    group = plain(above[i]) || group
    const heading = plain(own[i])
    if (!groups || group === '' || group === heading) return heading || `Column ${i + 1}`
    if (heading === '') return plain(above[i]) || `Column ${i + 1}`
    const [alone] = guessColumns([heading])
    const [together] = guessColumns([`${group} ${heading}`])
    return alone?.target === 'ignore' && together?.target !== 'ignore' ? `${group} ${heading}` : heading
  })
}

/** How many of the cells that hold something must be of a kind for their column to be. */
const MOSTLY = 0.6

/** Adds to what the headings tell what the cells do: numbers, e-mail addresses, names, where no heading names any. */
export const guessByContent = (
  guesses: readonly ColumnGuess[],
  samples: readonly (readonly string[])[],
): ColumnGuess[] => {
  const mostly = (index: number, is: (cell: string) => boolean): boolean => {
    const cells = samples.map((cells) => (cells[index] ?? '').trim()).filter((cell) => cell !== '')
    return cells.length > 0 && cells.filter(is).length >= MOSTLY * cells.length
  }
  const next = guesses.map((guess) => ({ ...guess }))
  const has = (...targets: string[]) => next.some(({ target }) => targets.includes(target))
  const take = (target: string, is: (cell: string) => boolean, all = false) => {
    for (const [index, guess] of next.entries()) {
      if (guess.target !== 'ignore' || !mostly(index, is)) continue
      next[index] = { target, label: '' }
      if (!all) return
    }
  }
  if (!has('phone')) take('phone', isPhoneLike, true)
  if (!has('email')) take('email', isEmailLike)
  if (!has('first_name', 'last_name', 'full_name', 'account')) {
    const isWord = (cell: string) => /^\p{L}[\p{L}\p{M}\s.,'’-]{0,79}$/u.test(cell)
    const columns = next.flatMap(({ target }, index) =>
      target === 'ignore' && mostly(index, isWord) ? [index] : [],
    )
    const single = (index: number) => mostly(index, (cell) => isWord(cell) && !/[\s,]/.test(cell))
    const [one, other] = columns
    if (one !== undefined && other === one + 1 && single(one) && single(other)) {
      next[one] = { target: 'first_name', label: '' }
      next[other] = { target: 'last_name', label: '' }
    } else if (one !== undefined) next[one] = { target: 'full_name', label: '' }
  }
  return next
}
