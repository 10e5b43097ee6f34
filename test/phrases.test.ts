/** What is said is a phrase of the catalogue: no sentence crosses a layer, and no message is left that nobody says. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { IntlMessageFormat } from 'intl-messageformat'
import { parseAst } from 'rolldown/parseAst'
import { describe, expect, test } from 'vitest'
import { en } from '#shared/phrases/en/index'
import { keepPhrase, keptPhrase } from '#shared/phrases/kept'
import { type Key, phrase } from '#shared/phrases/phrase'
import { inWords, isPlainKey, say } from '#shared/phrases/say'

const CATALOGUE = 'src-preload/shared/phrases/'
const filesUnder = (...folders: string[]) =>
  folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => path.posix.join(folder, name.replaceAll(path.sep, '/'))),
  )

type Node = { type: string; start: number; end: number } & Record<string, unknown>
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'
/** Every node of a file, each with what it stands in. */
const visit = (node: unknown, see: (node: Node) => void): void => {
  if (Array.isArray(node)) for (const one of node) visit(one, see)
  else if (isNode(node)) {
    see(node)
    for (const [name, inner] of Object.entries(node)) if (name !== 'type') visit(inner, see)
  }
}
const astOf = (file: string, source: string): unknown =>
  parseAst(source, { lang: file.endsWith('x') ? 'tsx' : 'ts' })

/** Two words and more with a space between: what no key, name of a file or piece of SQL in these places has. */
const isSentence = (text: string) => /\p{L}{2,}[^\n]* \p{L}/u.test(text)
/** The texts that an expression may come to: of both branches, of what stands after `??`, of a template. */
const textsOf = (node: unknown): string[] => {
  if (!isNode(node)) return []
  if (node.type === 'Literal') return typeof node.value === 'string' ? [node.value] : []
  if (node.type === 'TemplateLiteral')
    return [(node.quasis as { value: { raw: string } }[]).map(({ value }) => value.raw).join('… ')]
  return [node.consequent, node.alternate, node.left, node.right, node.expression].flatMap(textsOf)
}
/** What takes a reason, by the place of the reason among its arguments. */
const TAKES_REASON = new Map<string, number[]>(
  Object.entries({
    Refusal: [1],
    MailError: [0],
    CannotOpen: [1],
    refuse: [1],
    unreadable: [0],
    notSent: [0, 2],
    notFound: [0],
    postpone: [2],
    putOff: [2],
    giveUp: [1],
    cancelQueued: [1],
    leaveOut: [1],
    expire: [2],
    skip: [3],
  }),
)
/** Fields that hold a phrase wherever they are made. */
const HOLDS_REASON = new Set(['reason', 'why', 'say', 'title', 'next', 'blocked', 'fewerWhy', 'lastResult'])
const nameOf = (node: unknown): string => {
  if (!isNode(node)) return ''
  if (node.type === 'MemberExpression') return nameOf(node.property)
  return typeof node.name === 'string' ? node.name : String(node.value ?? '')
}

/** Sentences in the places of reasons. */
const sentencesIn = (file: string, source: string): string[] => {
  const found: string[] = []
  const refuse = (node: unknown) => {
    for (const text of textsOf(node)) if (isSentence(text)) found.push(`${file}: ${text}`)
  }
  visit(astOf(file, source), (node) => {
    if (node.type === 'NewExpression' || node.type === 'CallExpression')
      for (const at of TAKES_REASON.get(nameOf(node.callee)) ?? []) refuse((node.arguments as unknown[])[at])
    if (node.type === 'Property' && HOLDS_REASON.has(nameOf(node.key))) refuse(node.value)
  })
  return found
}

describe('no sentence in the place of a reason', () => {
  // The practice carrier speaks as Twilio does; what the way to Twilio says is for the log.
  const files = filesUnder('src-main', 'src-preload').filter(
    (file) => !/\/adapters\/(practice|twilio)\//.test(file) && !file.startsWith(CATALOGUE),
  )
  test.each(files)('%s', (file) => expect(sentencesIn(file, readFileSync(file, 'utf8'))).toEqual([]))

  test('one that is put there is found', () => {
    const found = (source: string) => sentencesIn('a.ts', source).length
    expect(found("throw new Refusal('refused', 'It is full.')")).toBe(1)
    expect(found("throw new Refusal('refused', many ? `${n} are full` : 'lists.gone')")).toBe(1)
    expect(found("const reply = { code: 'refused', reason: broken ?? 'It is full.' }")).toBe(1)
    expect(found("outbox.postpone(id, at, 'Quiet hours')")).toBe(1)
    expect(found("throw new Refusal('refused', 'lists.gone', 'a field')")).toBe(0)
  })
  test('a schema says a key too', () => {
    const found: string[] = []
    for (const file of filesUnder('src-preload/contract')) {
      const source = readFileSync(file, 'utf8')
      visit(astOf(file, source), (node) => {
        if (node.type === 'Literal' && typeof node.value === 'string' && isSentence(node.value))
          found.push(`${file}: ${node.value}`)
      })
    }
    expect(found).toEqual([])
  })
})

type Element = { type: number; value?: string; options?: Record<string, { value: Element[] }> }
/** Text, and the number of a plural: neither is a parameter. */
const NO_PARAMETER = [0, 7]
/** The parameters of a message, as the library reads it. */
const namesIn = (text: string): string[] => {
  const names = new Set<string>()
  const look = (elements: readonly Element[]) => {
    for (const { type, value, options } of elements) {
      if (!NO_PARAMETER.includes(type) && value !== undefined) names.add(value)
      for (const option of Object.values(options ?? {})) look(option.value)
    }
  }
  look(new IntlMessageFormat(text, 'en', undefined, { ignoreTag: true }).getAst() as Element[])
  return [...names].toSorted()
}
/** The same as the type of a key reads it: `NamesIn` in `phrase.ts`. */
const namesOfType = (text: string): string[] => {
  const names = text
    .split('{')
    .slice(1)
    .map((rest) => (rest.split('}')[0] ?? '').split(',')[0] ?? '')
  return [...new Set(names.filter((name) => name !== '' && !name.includes(' ')))].toSorted()
}

describe('the catalogue', () => {
  const messages = Object.entries(en) as [Key, string][]
  test('each message can be read, and its parameters are those that TypeScript asks for', () => {
    for (const [key, text] of messages) expect([key, ...namesOfType(text)]).toEqual([key, ...namesIn(text)])
  })
  test('a key says its subject and what it says, and stands once', () => {
    for (const [key] of messages) expect(key).toMatch(/^[a-z-]+(\.[a-z0-9_-]+)+$/)
    const defined = filesUnder(`${CATALOGUE}en`).flatMap((file): string[] =>
      [...readFileSync(file, 'utf8').matchAll(/^ {2}'([^']+)':/gm)].map(([, key = '']) => key),
    )
    expect(defined.toSorted()).toEqual(messages.map(([key]) => key).toSorted())
  })
  test('every message is said somewhere', () => {
    const literals = new Set<string>()
    const patterns = new Set<string>()
    for (const file of filesUnder('src-main', 'src-preload', 'src-renderer').filter(
      (one) => !one.startsWith(`${CATALOGUE}en`),
    ))
      visit(astOf(file, readFileSync(file, 'utf8')), (node) => {
        if (node.type === 'Literal' && typeof node.value === 'string') literals.add(node.value)
        if (node.type === 'TemplateLiteral') {
          const parts = (node.quasis as { value: { cooked: string } }[]).map(({ value }) => value.cooked)
          // A key that is put together begins with its subject.
          if (/^[a-z-]+\./.test(parts[0] ?? '') && parts.every((part) => /^[a-z0-9._-]*$/.test(part)))
            patterns.add(`^${parts.map((part) => part.replaceAll('.', '\\.')).join('[a-z0-9_-]+')}$`)
        }
      })
    const made = [...patterns].map((pattern) => new RegExp(pattern))
    const unsaid = messages.filter(([key]) => !literals.has(key) && !made.some((one) => one.test(key)))
    expect(unsaid.map(([key]) => key)).toEqual([])
  })
})

describe('words of a phrase', () => {
  test('parameters, plurals, and phrases within phrases', () => {
    expect(say('lists.gone')).toBe('This list does not exist any more.')
    expect(say(phrase('check.numbers', { n: 1 }))).toBe('1 number can send texts.')
    expect(say(phrase('check.numbers', { n: 1200 }))).toBe('1200 numbers can send texts.')
    expect(say(phrase('daily.not-sent', { why: phrase('daily.fault') }))).toBe(
      'Not sent: something went wrong inside Deskbell.',
    )
  })
  test('what a person wrote is not read as a message', () =>
    expect(say(phrase('said.as-it-stands', { words: "{n} <b>it's</b> '{'" }))).toBe("{n} <b>it's</b> '{'"))
  test('a language that is not spoken yet falls back to English', () =>
    expect(say('lists.gone', 'fr')).toBe(say('lists.gone')))
  test('an answer gets words wherever a phrase stands in it, and nothing else of it changes', () =>
    expect(
      inWords({ rows: [{ why: phrase('lists.gone'), n: 1 }], custom: { key: 'lists.gone', params: 'x' } }),
    ).toEqual({
      rows: [{ why: 'This list does not exist any more.', n: 1 }],
      custom: { key: 'lists.gone', params: 'x' },
    }))
  test('a key with parameters is no plain key', () =>
    expect(['lists.gone', 'check.numbers', 'nonsense'].map(isPlainKey)).toEqual([true, false, false]))
  test('kept in a database it is read again, and words that an older Deskbell kept stay readable', () => {
    const why = phrase('text.made-for-another-day', { day: '2026-11-25' })
    expect(keptPhrase(keepPhrase(why))).toEqual(why)
    expect(say(keptPhrase('Quiet hours') ?? 'lists.gone')).toBe('Quiet hours')
    expect(say(keptPhrase('{"key":"of.another-version","params":{}}') ?? 'lists.gone')).toContain(
      'of.another',
    )
    expect([keptPhrase(''), keptPhrase(null)]).toEqual([null, null])
  })
})
