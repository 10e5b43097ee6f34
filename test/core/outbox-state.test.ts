/** The life of a message: which state may follow which, and Twilio's words for them. */
import { describe, expect, test } from 'vitest'
import {
  AT_CARRIER,
  canMove,
  comesFrom,
  FINAL,
  type MessageState,
  STATES,
  stateOfCarrier,
} from '../../src-preload/shared/outbox-state'

describe('the states', () => {
  test('a delivered text stays delivered', () =>
    expect(STATES.filter((to) => canMove('delivered', to))).toEqual([]))
  test('only what waits is claimed', () => expect(comesFrom('claimed')).toEqual(['queued']))
  test('a text waits again only from a claim that left nothing, from nobody knowing, or by a person', () =>
    expect(comesFrom('queued').toSorted()).toEqual(
      ['canceled', 'claimed', 'draft', 'expired', 'failed', 'rejected', 'undelivered', 'unknown'].toSorted(),
    ))
  test('what was accepted never waits again by itself', () => {
    for (const state of AT_CARRIER) expect(canMove(state, 'queued')).toBe(false)
  })
  test('every state but the first is reached from another', () => {
    for (const state of STATES)
      if (state !== 'draft') expect(comesFrom(state).length, state).toBeGreaterThan(0)
  })
  test('every state that is not final leads to a final one', () => {
    const ends = (from: MessageState, seen = new Set<MessageState>()): boolean => {
      if (FINAL.includes(from)) return true
      if (seen.has(from)) return false
      seen.add(from)
      return STATES.some((to) => canMove(from, to) && ends(to, seen))
    }
    for (const state of STATES) expect(ends(state), state).toBe(true)
  })
  test('a receipt that comes after a failure or a cancellation is believed', () => {
    expect(canMove('failed', 'delivered')).toBe(true)
    expect(canMove('undelivered', 'delivered')).toBe(true)
    expect(canMove('canceled', 'delivered')).toBe(true)
  })
})

describe('Twilio’s words', () => {
  test.each([
    ['accepted', 'accepted'],
    ['queued', 'accepted'],
    ['scheduled', 'scheduled'],
    ['sending', 'sending'],
    ['sent', 'sent'],
    ['delivered', 'delivered'],
    ['read', 'delivered'],
    ['partially_delivered', 'sent'],
    ['undelivered', 'undelivered'],
    ['failed', 'failed'],
    ['canceled', 'canceled'],
    ['receiving', null],
    ['received', null],
    ['a word of tomorrow', null],
  ])('%s', (word, state) => expect(stateOfCarrier(word)).toBe(state))
})
