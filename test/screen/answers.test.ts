import { QueryObserver } from '@tanstack/react-query'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { Bridge, Reply, Topic } from '#contract'
import { connect } from '../../src-renderer/app/client/api'
import { followChanges, forgetAnswers, queryClient } from '../../src-renderer/app/client/query'
import { answerQuery } from '../../src-renderer/app/client/use-answer'

/** The main process: it answers when a test says so, in the order in which it was asked. */
const asked: ((value: unknown) => void)[] = []
const heard = new Map<string, (payload: unknown) => void>()
const bridge = {
  host: 'electron',
  call: () =>
    new Promise<Reply>((resolve) => {
      asked.push((value) => resolve({ ok: true, value }))
    }),
  on: (event: string, listener: (payload: unknown) => void) => {
    heard.set(event, listener)
    return () => heard.delete(event)
  },
} as unknown as Bridge
const changed = (...topics: Topic[]) => heard.get('changed')?.({ topics })
const answered = (value: unknown) => asked.shift()?.(value)

/** A part of the screen that shows an answer. */
const shown = () => new QueryObserver(queryClient, answerQuery('daily.list', {}))
const on = (part: ReturnType<typeof shown>) => part.subscribe(() => undefined)
const words = (part: ReturnType<typeof shown>): unknown => part.getCurrentResult().data

describe('answers on the screen', () => {
  beforeEach(() => {
    asked.length = 0
    forgetAnswers()
    connect(bridge)
    return followChanges()
  })

  test('a change that comes before the first answer is asked for after it', async () => {
    const part = shown()
    const off = on(part)
    changed('campaigns')
    expect(asked).toHaveLength(1)
    answered(['before'])
    await vi.waitFor(() => expect(words(part)).toEqual(['before']))
    expect(asked).toHaveLength(1)
    answered(['after'])
    await vi.waitFor(() => expect(words(part)).toEqual(['after']))
    expect(asked).toHaveLength(0)
    off()
  })

  test('an answer comes to the screen however many changes come meanwhile, and one more is asked for', async () => {
    const part = shown()
    const off = on(part)
    answered(['first'])
    await vi.waitFor(() => expect(words(part)).toEqual(['first']))
    for (let change = 0; change < 5; change += 1) changed('campaigns')
    expect(asked).toHaveLength(1)
    answered(['second'])
    await vi.waitFor(() => expect(words(part)).toEqual(['second']))
    expect(asked).toHaveLength(1)
    answered(['third'])
    await vi.waitFor(() => expect(words(part)).toEqual(['third']))
    expect(asked).toHaveLength(0)
    off()
  })

  test('an answer that nobody waits for any more is asked for again when it is shown', async () => {
    const part = shown()
    on(part)()
    changed('campaigns')
    answered(['before'])
    await vi.waitFor(() => expect(words(shown())).toEqual(['before']))
    expect(asked).toHaveLength(0)
    const off = on(part)
    expect(asked).toHaveLength(1)
    answered(['after'])
    await vi.waitFor(() => expect(words(part)).toEqual(['after']))
    off()
  })

  test('a change of something else asks for nothing', async () => {
    const part = shown()
    const off = on(part)
    changed('people')
    answered(['all'])
    await vi.waitFor(() => expect(words(part)).toEqual(['all']))
    changed('people')
    expect(asked).toHaveLength(0)
    off()
  })
})
