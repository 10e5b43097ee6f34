/** Hostile payloads for a call: shapes near enough to its schema to get in, with values that are not what they should be. */
import { z } from 'zod'

export type Random = () => number
/** Mulberry32: the same payloads for the same seed. */
export const seeded = (seed: number): Random => {
  let a = seed
  return () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

type Shape = {
  type?: string
  properties?: Record<string, Shape>
  items?: Shape
  enum?: unknown[]
  const?: unknown
  anyOf?: Shape[]
  oneOf?: Shape[]
  maximum?: number
}

const TEXTS = [
  '',
  ' ',
  '0',
  'a',
  '\ud800',
  '\udfff\ud800',
  '\u0000',
  '\u202e\u2066abc',
  '😀'.repeat(500),
  'é'.normalize('NFD').repeat(300),
  'a'.repeat(100_000),
  ' '.repeat(50_000),
  '{{'.repeat(500),
  '{{ a }}'.repeat(200),
  "'; DROP TABLE recipient; --",
  '" OR 1=1 --',
  '%',
  '_%_',
  '\\',
  '../../../etc/passwd',
  '..\\..\\x',
  'backups/../../x.age',
  '__proto__',
  'constructor',
  'custom.__proto__',
  'custom.constructor',
  'toString',
  '=1+1',
  '+12025550142',
  '+1202555014200000000000000',
  '2026-11-24T15:00:00.000Z',
  '-271821-04-20T00:00:00.000Z',
  '9999-12-31',
  '00:00',
  '6ba7b810-9dad-41d1-80b4-00c04fd430c8',
  'admin',
  'practice',
  'NaN',
  '1e999',
  '<img src=x onerror=alert(1)>',
  '{"a":1}',
]
const NUMBERS = [
  0,
  -0,
  1,
  2,
  3,
  -1,
  0.1,
  1e21,
  1e308,
  -1e308,
  2 ** 31,
  2 ** 53,
  2 ** 53 + 2,
  -(2 ** 53),
  5e-324,
]
const deep = (depth: number): unknown => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`)
const deepObject = (depth: number): unknown => JSON.parse(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`)
/** Own properties of these names, as a parser makes them. */
const ODD = [
  '{"__proto__":{"role":"admin","isAdmin":true}}',
  '{"constructor":{"prototype":{"role":"admin"}}}',
  '{"length":{"toString":1}}',
  '{"length":-1}',
  '{"length":1e9,"0":1}',
  '{"toString":1,"valueOf":1}',
  '{"toJSON":1,"then":1}',
  '{"then":"x"}',
  '{"":""}',
]

const pick = <T>(random: Random, all: readonly T[]): T => all[Math.floor(random() * all.length)] as T

const anything = (random: Random, level = 0): unknown => {
  const roll = random()
  if (roll < 0.3) return pick(random, TEXTS)
  if (roll < 0.5) return pick(random, NUMBERS)
  if (roll < 0.6) return pick(random, [null, true, false])
  if (roll < 0.75) return JSON.parse(pick(random, ODD))
  if (roll < 0.79) return deep(pick(random, [2, 50, 2_000]))
  if (roll < 0.83) return deepObject(pick(random, [2, 50, 2_000]))
  if (roll < 0.85) return Array.from({ length: 5_000 }, (_, i) => i)
  if (level > 2) return []
  if (roll < 0.93) return Array.from({ length: Math.floor(random() * 4) }, () => anything(random, level + 1))
  return Object.fromEntries(
    Array.from({ length: Math.floor(random() * 4) }, () => [
      pick(random, TEXTS).slice(0, 60),
      anything(random, level + 1),
    ]),
  )
}

/** Near to what the schema wants; each part of it may be something else. */
const near = (random: Random, shape: Shape, odds: number): unknown => {
  if (random() < odds) return anything(random)
  const choices = shape.anyOf ?? shape.oneOf
  if (choices) return near(random, pick(random, choices), odds)
  if (shape.const !== undefined) return shape.const
  if (shape.enum) return pick(random, shape.enum)
  switch (shape.type) {
    case 'object': {
      const entries = Object.entries(shape.properties ?? {})
        .filter(() => random() > odds / 4)
        .map(([key, part]) => [key, near(random, part, odds)])
      return Object.fromEntries(entries)
    }
    case 'array':
      return Array.from({ length: Math.floor(random() * 3) }, () => near(random, shape.items ?? {}, odds))
    case 'integer':
    case 'number':
      return pick(random, [0, 1, 2, 3, 7, 1000])
    case 'boolean':
      return random() < 0.5
    case 'null':
      return null
    case 'string':
      return pick(random, TEXTS)
    default:
      return anything(random)
  }
}

/** Makes payloads for a call with this input. */
export const hostileTo = (input: z.ZodType): ((random: Random) => unknown) => {
  const shape = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as Shape
  return (random) => (random() < 0.25 ? anything(random) : near(random, shape, random() * 0.5))
}
