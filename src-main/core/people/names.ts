/** Names of people: whether two are the same person's, and how a whole name divides into first and last. */

export type PersonName = { readonly first: string; readonly last: string }

/** Letters that Unicode does not decompose, in plain letters. */
const PLAIN: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  þ: 'th',
  ı: 'i',
}
/** How letters with an umlaut or a ring are written without them (DIN 5007-2, and Danish and Norwegian use). */
const EXPANDED: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', å: 'aa', ø: 'oe', æ: 'ae' }

const letters = (text: string) =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[ßæœøđðłþı]/g, (letter) => PLAIN[letter] ?? letter)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')

/** A word of a name as it may be spelled: without marks, and with `ue` for `ü`. */
const spellings = (word: string): [string, string] => [
  letters(word),
  letters(
    word
      .normalize('NFC')
      .toLowerCase()
      .replace(/[äöüåøæ]/g, (letter) => EXPANDED[letter] ?? letter),
  ),
]
const sameWord = (a: string, b: string): boolean => {
  if (a === b) return true
  const [plainA, longA] = spellings(a)
  const [plainB, longB] = spellings(b)
  return plainA === plainB || longA === plainB || plainA === longB || longA === longB
}
const sameWords = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((word, i) => sameWord(word, b[i] ?? ''))
/** `J` beside `John`. */
const initialOf = (a: string, b: string) =>
  (a.length === 1 || b.length === 1) && letters(a)[0] === letters(b)[0]

const TITLES = new Set(
  'mr mrs ms miss mx mister sir dame dr doctor prof professor rev reverend fr father hon capt captain herr frau hr fr dipl ing mag m mme mlle mesdames me monsieur madame mademoiselle maitre sr sra srta señor señora señorita don doña d dª shri sri smt kumari sig signor signora dott dottssa mevr mevrouw dhr pan pani'.split(
    ' ',
  ),
)
/** What makes a son another person than his father. */
const GENERATIONS = new Map([
  ['jr', 'jr'],
  ['junior', 'jr'],
  ['jun', 'jr'],
  ['sr', 'sr'],
  ['senior', 'sr'],
  ['sen', 'sr'],
  ['ii', '2'],
  ['iii', '3'],
  ['iv', '4'],
  ['2nd', '2'],
  ['3rd', '3'],
  ['fils', 'jr'],
  ['père', 'sr'],
])
const DEGREES = new Set(
  'phd md dds dmd dvm esq esquire mba msc ma ba bsc rn np dphil jd cpa mp kc qc obe mbe cbe od do frcs mrcp'.split(
    ' ',
  ),
)

const wordsOf = (text: string): string[] =>
  text
    .normalize('NFC')
    .replace(/['’‘`´]/g, '')
    .split(/[\s,.\-‐‑–]+/)
    .filter((word) => word !== '')

type Known = { given: string[]; family: string[]; all: string[]; generation: string }

/** A name without its titles and degrees. A generation counts: John Smith Jr. is not John Smith Sr. */
const known = ({ first, last }: PersonName): Known => {
  let generation = ''
  const part = (words: string[], leads: boolean) => {
    const kept = [...words]
    while (leads && kept.length > 1 && TITLES.has(kept[0]!.toLowerCase())) kept.shift()
    for (;;) {
      const word = kept.at(-1)?.toLowerCase() ?? ''
      const which = GENERATIONS.get(word)
      if (kept.length < 2 && (leads || which === undefined)) return kept
      if (which !== undefined) generation = which
      else if (!DEGREES.has(word)) return kept
      kept.pop()
    }
  }
  const family = part(wordsOf(last), false)
  const given = part(wordsOf(first), true)
  return { given, family, all: [...given, ...family], generation }
}

/** First names that are the same person's: a second one may be missing, or an initial. */
const givenAgree = (a: readonly string[], b: readonly string[]): boolean => {
  if (a.length === 0 || b.length === 0 || !sameWord(a[0] ?? '', b[0] ?? '')) return false
  for (let i = 1; i < Math.min(a.length, b.length); i += 1) {
    const [one = '', other = ''] = [a[i], b[i]]
    if (!sameWord(one, other) && !initialOf(one, other)) return false
  }
  return true
}

/**
 * Are these two ways to write one person's name? Case, marks, `ue` for `ü`, titles, a middle name and the order of first
 * and last name make no difference; a nickname and a generation (Jr.) do.
 */
export const namesAgree = (one: PersonName, other: PersonName): boolean => {
  if (one.first === other.first && one.last === other.last) return one.first !== '' || one.last !== ''
  const a = known(one)
  const b = known(other)
  if (a.all.length === 0 || b.all.length === 0 || a.generation !== b.generation) return false
  if (sameWords(a.all, b.all)) return true
  if (a.family.length === 0 || b.family.length === 0) {
    // A whole name in one field: "Webb Ann" beside Ann, Webb.
    return a.all.length === 2 && b.all.length === 2 && sameWords(a.all, b.all.toReversed())
  }
  if (sameWords(a.family, b.family) && givenAgree(a.given, b.given)) return true
  return sameWords(a.family, b.given) && sameWords(a.given, b.family)
}

const oneLetterApart = (a: string, b: string): boolean => {
  if (Math.abs(a.length - b.length) > 1) return false
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1
  const [restA, restB] = [a.slice(start), b.slice(start)]
  return (
    restA.slice(1) === restB.slice(1) ||
    restA === restB.slice(1) ||
    restA.slice(1) === restB ||
    (restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2))
  )
}

/**
 * Might a no of one be the other's? Wider than `namesAgree`: the same first name, an initial of it or a typing error in it
 * is enough, whatever the last name; an unknown name may be anybody's.
 */
export const mayBeSame = (one: PersonName, other: PersonName): boolean => {
  const a = known(one)
  const b = known(other)
  if (a.all.length === 0 || b.all.length === 0) return true
  if (a.generation !== '' && b.generation !== '' && a.generation !== b.generation) return false
  const close = (x: string, y: string) =>
    sameWord(x, y) ||
    initialOf(x, y) ||
    (x.length > 3 && y.length > 3 && oneLetterApart(letters(x), letters(y)))
  const [x = '', y = ''] = [a.all[0], b.all[0]]
  return close(x, y) || close(x, b.family[0] ?? y) || close(a.family[0] ?? x, y)
}

/** Words that belong to a last name of several words: "van der Berg", "de la Cruz", "bin Ali", "Mac Dougall". */
const PARTICLES = new Set(
  "van von vom der den ter ten te 't het op zu zum zur de del della delle dello dei degli di da das do dos du des d' d’ la le les lo los las l' y e i af av bin ibn bint al el abu st st. saint san santa santo mac mc o' ó ní nic ap zur".split(
    ' ',
  ),
)
const isSuffix = (word: string) => {
  const bare = word.toLowerCase().replace(/[.,]/g, '')
  return (
    GENERATIONS.has(bare) ||
    (DEGREES.has(bare) && (word.includes('.') || word === word.toUpperCase() || bare === 'phd'))
  )
}
const isTitle = (word: string) =>
  TITLES.has(
    word
      .toLowerCase()
      .replace(/\./g, '')
      .replace(/^dipl-ing$/, 'dipl'),
  )
const spaced = (text: string) => text.replace(/\s+/g, ' ').trim()

/**
 * A whole name as first and last name: "Webb, Ann", "van der Berg, Jan", "Smith, John, Jr.", "Dr. Ann Webb", "Ludwig van
 * Beethoven", "Ana García López" in an office of Spain. Titles stay with the first name, suffixes with the last.
 */
export const splitName = (whole: string, country = ''): PersonName => {
  const aside = /^(.{2,}?)\s*(\([^()]{1,40}\))$/.exec(spaced(whole).replace(/^["“„](.*)["”]$/, '$1'))
  const text = aside?.[1] ?? spaced(whole).replace(/^["“„](.*)["”]$/, '$1')
  const { first, last } = COMPANY.test(text) ? { first: text, last: '' } : divide(text, country)
  // Words in brackets after a name are no last name.
  const after = aside?.[2] ?? ''
  if (after === '') return { first, last }
  return last === '' ? { first: `${first} ${after}`.trim(), last } : { first, last: `${last} ${after}` }
}

/** A firm has no first name. */
const COMPANY =
  /(?:^|[\s,])(?:inc|ltd|limited|llc|llp|plc|corp|gmbh|ag|kg|ohg|e\. ?v|s\.?a\.?r\.?l|s\.?p\.?a|s\.?r\.?l|s\.l|b\.?v|pty|sp\. z o\.? ?o)\.?$/i
const isParticles = (words: string): boolean =>
  words !== '' && words.split(' ').every((word) => PARTICLES.has(word))
const isCapitals = (word: string): boolean =>
  /^\p{Lu}[\p{Lu}'’-]+$/u.test(word) && !isSuffix(word) && !isTitle(word)
const TWO_LAST_NAMES = new Set('ES MX AR CO CL PE VE EC GT CU BO DO HN PY SV NI CR PA UY PR'.split(' '))

/** Where the last name begins in words without titles and suffixes. */
const lastNameAt = (core: readonly string[], country: string): number => {
  const two = TWO_LAST_NAMES.has(country)
  // The first particle after the first name begins the last name.
  const particle = core.findIndex(
    (word, index) => index > 0 && index < core.length - 1 && PARTICLES.has(word.toLowerCase()),
  )
  if (particle <= 0) return two && core.length > 2 ? core.length - 2 : core.length - 1
  const names = core.slice(particle).filter((word) => !PARTICLES.has(word.toLowerCase())).length
  if (two && names > 2) {
    // María del Carmen García López: the particle is the first name's.
    let at = core.length
    for (let left = 2; left > 0; ) {
      at -= 1
      if (!PARTICLES.has((core[at] ?? '').toLowerCase())) left -= 1
    }
    while (at > 1 && PARTICLES.has((core[at - 1] ?? '').toLowerCase())) at -= 1
    return at
  }
  return particle - (two && particle > 1 && /^y$/i.test(core[particle] ?? '') ? 1 : 0)
}

const divide = (text: string, country: string): PersonName => {
  const [before = '', ...after] = text.split(text.includes(',') ? ',' : ';').map(spaced)
  const rest = after.filter((part) => part !== '')
  const suffixes = rest.filter((part) => part.split(' ').every(isSuffix))
  const particles = rest.filter(isParticles)
  const names = rest.filter((part) => !suffixes.includes(part) && !particles.includes(part))
  const withSuffix = (last: string) => [last, ...suffixes].filter(Boolean).join(', ')
  if (names.length > 0 && before !== '') {
    // "Berg, Jan van der" is how lists of names put what stands before a last name.
    const words = names.join(' ').split(' ')
    let end = words.length
    while (end > 1 && PARTICLES.has(words[end - 1] ?? '')) end -= 1
    const family = [...words.slice(end), ...particles, before].join(' ')
    return { first: words.slice(0, end).join(' '), last: withSuffix(family) }
  }
  const words = (before || names.join(' ')).split(' ').filter((word) => word !== '')
  let end = words.length
  while (end > 1 && isSuffix(words[end - 1] ?? '')) end -= 1
  let start = 0
  while (start < end - 1 && isTitle(words[start] ?? '')) start += 1
  const trailing = words.slice(end).join(' ')
  const last = (family: string) => withSuffix([family, trailing].filter(Boolean).join(' '))
  const core = words.slice(start, end)
  const titles = words.slice(0, start)
  if (core.length === 1) {
    // A title and one name: Mrs Webb.
    return start > 0
      ? { first: titles.join(' '), last: last(core[0] ?? '') }
      : { first: core[0] ?? '', last: last('') }
  }
  // "DUPONT Jean" and "van der Berg Jan": the last name comes first.
  let lead = 0
  while (lead < core.length && isCapitals(core[lead] ?? '')) lead += 1
  if (lead === 0 && core.length > 2 && PARTICLES.has(core[0] ?? '')) {
    while (PARTICLES.has(core[lead] ?? '')) lead += 1
    lead += 1
  }
  if (lead > 0 && lead < core.length && !core.slice(lead).some(isCapitals))
    return { first: [...titles, ...core.slice(lead)].join(' '), last: last(core.slice(0, lead).join(' ')) }
  const at = lastNameAt(core, country)
  return { first: [...titles, ...core.slice(0, at)].join(' '), last: last(core.slice(at).join(' ')) }
}
