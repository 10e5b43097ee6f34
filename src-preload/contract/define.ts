/** How the border is described: a call has an input, an output and the least role that may make it. */
import { z } from 'zod'
import { type Phrase, type PlainKey, phraseOf, type Worded } from '#shared/phrases/phrase'
import { say } from '#shared/phrases/say'
import type { Role } from '#shared/values'

/** `open`: also before anyone signed in. */
export type Access = 'open' | Role

export type Call<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> = {
  readonly access: Access
  readonly input: I
  readonly output: O
  /** Answered while an archive is open too. */
  readonly inArchive: boolean
}

/** Describes one call. Schemas must be plain JSON: the same bytes cross IPC and the WebSocket. */
export const call = <I extends z.ZodType, O extends z.ZodType>(
  access: Access,
  input: I,
  output: O,
): Call<I, O> => ({
  access,
  input,
  output,
  inArchive: false,
})
/** A call that changes nothing of a database: the only ones that are answered while an archive is open. */
export const archiveCall: typeof call = (...described) => ({ ...call(...described), inArchive: true })

export type Contract = Record<string, Record<string, Call>>

/** The typed interface that the screen sees: `api.people.page(input)`, with words where phrases crossed. */
export type ApiOf<C extends Contract> = {
  readonly [F in keyof C]: {
    readonly [V in keyof C[F]]: (
      input: z.input<C[F][V]['input']>,
    ) => Promise<Worded<z.output<C[F][V]['output']>>>
  }
}

/** What a service implements for its feature: parsed input, who asks, the answer. */
export type HandlersOf<C extends Record<string, Call>> = {
  readonly [V in keyof C]: (
    input: z.output<C[V]['input']>,
    caller: Caller,
  ) => z.output<C[V]['output']> | Promise<z.output<C[V]['output']>>
}

/** Who makes a call; null user only for `open` calls. */
export type Caller = {
  readonly user: { readonly id: number; readonly name: string; readonly role: Role } | null
}

export type ErrorCode =
  | 'bad-input'
  | 'not-found'
  | 'forbidden'
  | 'signed-out'
  | 'conflict'
  | 'refused'
  | 'carrier'
  | 'storage'
  | 'unexpected'

/** `code` says what a program does about it, `reason` what a person reads. */
export type Failure = { readonly code: ErrorCode; readonly reason: Phrase; readonly field?: string }
export type Reply<T = unknown> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: Failure }

/** What the preload (or the WebSocket client) offers the page. */
export type Bridge = {
  call(name: string, input: unknown): Promise<Reply>
  /** Subscribes to an event; the answer unsubscribes. */
  on(event: string, listener: (payload: unknown) => void): () => void
  /** What is around the page. */
  readonly host: 'electron' | 'browser'
}

/**
 * An expected failure with a reason for a person; everything else thrown becomes `unexpected`. Its message is English, for
 * whoever reads an error.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly reason: Phrase
  constructor(
    readonly code: ErrorCode,
    reason: PlainKey | Phrase,
    readonly field?: string,
  ) {
    const said = phraseOf(reason)
    super(say(said))
    this.reason = said
  }
}

/** What a schema says about an input that does not fit: a key in the place of zod's words. */
export const problem = (key: PlainKey): string => key

export const nothing = z.object({})
export const done = z.object({})
