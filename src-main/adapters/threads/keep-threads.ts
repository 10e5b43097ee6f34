/**
 * Threads that answer one question after the other. To begin one and load its packages costs a tenth of a second of a processor and
 * more, so one that is done waits a moment for whoever wants it next.
 */
import type { Worker } from 'node:worker_threads'

/** What a thread is sent, and what it posts for it. */
export type Question<Given> = { id: number; given: Given }
export type Answer<Value> = { id: number; value: Value } | { id: number; message: string; code?: string }

export type Thread<Given, Value> = {
  /** While it works the process goes on, where `holds` does not say otherwise. Rejects when it fails or the thread ends. */
  ask(given: Given, holds?: boolean): Promise<Value>
  /** It ended, and will answer nothing any more. */
  readonly lost: boolean
  end(): void
}
export type KeptThreads<Given, Value> = {
  /** A thread that nobody else has. Whoever is done with it gives it back. */
  take(): Thread<Given, Value>
  giveBack(thread: Thread<Given, Value>): void
}

let unanswered = 0
/** For tests whose clock stands still while a thread works. */
export const askedOfThreads = (): number => unanswered

const begin = <Given, Value>(worker: Worker): Thread<Given, Value> => {
  type Waiting = { holds: boolean; resolve(value: Value): void; reject(error: Error): void }
  const waiting = new Map<number, Waiting>()
  let lost = false
  let next = 0
  const lose = (error: Error) => {
    lost = true
    unanswered -= waiting.size
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }
  worker.on('message', (answer: Answer<Value>) => {
    const asked = waiting.get(answer.id)
    if (waiting.delete(answer.id)) unanswered -= 1
    // Nothing is asked: the thread keeps no process alive.
    if (![...waiting.values()].some(({ holds }) => holds)) worker.unref()
    if ('value' in answer) asked?.resolve(answer.value)
    else asked?.reject(Object.assign(new Error(answer.message), { code: answer.code }))
  })
  worker.once('error', lose)
  worker.once('exit', () => lose(new Error('The thread ended.')))
  worker.unref()
  return {
    ask: (given, holds = true) =>
      new Promise((resolve, reject) => {
        if (lost) return reject(new Error('The thread ended.'))
        next += 1
        unanswered += 1
        waiting.set(next, { holds, resolve, reject })
        if (holds) worker.ref()
        worker.postMessage({ id: next, given } satisfies Question<Given>)
      }),
    get lost() {
      return lost
    },
    end: () => void worker.terminate(),
  }
}

const IDLE_MS = 5000

/** @param most so many wait for the next question at once; more of them end */
export const keepThreads = <Given, Value>(make: () => Worker, most: number): KeptThreads<Given, Value> => {
  const idle: { thread: Thread<Given, Value>; ending: NodeJS.Timeout }[] = []
  const take = (): Thread<Given, Value> => {
    const kept = idle.pop()
    if (!kept) return begin(make())
    clearTimeout(kept.ending)
    return kept.thread.lost ? take() : kept.thread
  }
  return {
    take,
    giveBack(thread) {
      if (thread.lost) return
      if (idle.length >= most) return thread.end()
      const ending = setTimeout(() => {
        idle.splice(
          idle.findIndex((one) => one.thread === thread),
          1,
        )
        thread.end()
      }, IDLE_MS)
      ending.unref()
      idle.push({ thread, ending })
    },
  }
}
