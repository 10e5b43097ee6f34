import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { contract, events } from '../src-preload/contract'

const schemas = Object.entries(contract).flatMap(([feature, verbs]) =>
  Object.entries(verbs).flatMap(([verb, call]) => [
    [`${feature}.${verb} input`, call.input as z.ZodType] as const,
    [`${feature}.${verb} output`, call.output as z.ZodType] as const,
  ]),
)

describe('everything that crosses the border is plain JSON', () => {
  // Dates, maps, undefined and functions have no JSON schema: zod refuses to write one.
  test.each([...schemas, ...Object.entries(events)])('%s', (_name, schema) => {
    expect(() =>
      z.toJSONSchema(schema as z.ZodType, { io: 'output', unrepresentable: 'throw' }),
    ).not.toThrow()
    expect(() => z.toJSONSchema(schema as z.ZodType, { io: 'input', unrepresentable: 'throw' })).not.toThrow()
  })

  test('calls that change what others may do are not for receptionists', () => {
    const least = (feature: keyof typeof contract, verb: string) =>
      (contract[feature] as Record<string, { access: string }>)[verb]?.access
    for (const verb of ['review', 'send', 'rows', 'export']) expect(least('bulk', verb)).toBe('manager')
    for (const verb of [
      'saveOffice',
      'saveSending',
      'testTwilio',
      'saveTwilio',
      'chooseSender',
      'switchMode',
    ])
      expect(least('settings', verb)).toBe('admin')
    for (const verb of ['list', 'save', 'archive']) expect(least('users', verb)).toBe('admin')
    expect(least('templates', 'save')).toBe('manager')
    expect(least('consent', 'record')).toBe('manager')
  })
})
