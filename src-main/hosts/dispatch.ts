/** One door for every call: known? may this role? does the input fit? Then it runs, and whatever happens becomes a reply. */
import { type Call, contract, type ErrorCode, IN_ARCHIVE, Refusal, type Reply } from '#contract'
import { type Phrase, type PlainKey, phrase, phraseOf } from '#shared/phrases/phrase'
import { isPlainKey } from '#shared/phrases/say'
import { ROLES } from '#shared/values'
import type { z } from 'zod'
import type { App } from '../app'
import { CarrierError } from '../services/ports'
import { errorSummary } from '../services/error-summary'

/**
 * Answers every call and never rejects. `signedIn` is false for a connection from before the last lock: it may only do
 * what anybody may who is not signed in.
 */
export type Dispatch = (name: unknown, input: unknown, signedIn?: boolean) => Promise<Reply>

const refuse = (code: ErrorCode, said: PlainKey | Phrase, field?: string): Reply => {
  const reason = phraseOf(said)
  return { ok: false, error: field === undefined ? { code, reason } : { code, reason, field } }
}

/** What the schema says itself; zod's own words are nobody's language. */
const reasonOf = (issue: z.core.$ZodIssue | undefined): PlainKey | Phrase => {
  if (issue && isPlainKey(issue.message)) return issue.message
  return issue?.code === 'too_big' && issue.origin === 'string'
    ? phrase('app.too-long', { most: Number(issue.maximum) })
    : 'app.not-understood'
}
const inputProblem = (error: z.ZodError): Reply => {
  const [issue] = error.issues
  return refuse('bad-input', reasonOf(issue), issue?.path.join('.') || undefined)
}

/** Values that only look like what they say make a schema throw: they fit none. */
const parse = (call: Call, input: unknown): { ok: true; value: unknown } | { ok: false; reply: Reply } => {
  try {
    const parsed = call.input.safeParse(input)
    return parsed.success
      ? { ok: true, value: parsed.data }
      : { ok: false, reply: inputProblem(parsed.error) }
  } catch {
    return { ok: false, reply: refuse('bad-input', 'app.not-understood') }
  }
}

/** What went wrong, whatever was thrown: also something that throws again when it is looked at. */
const replyTo = (error: unknown, logged: (trace: string) => void): Reply => {
  try {
    if (error instanceof Refusal) return refuse(error.code, error.reason, error.field)
    if (error instanceof CarrierError) return refuse('carrier', error.reason)
    logged(errorSummary(error))
    const code = String((error as { code?: unknown } | null)?.code ?? '')
    if (/SQLITE_FULL/.test(code)) return refuse('storage', 'app.disk-full')
    if (/SQLITE_(CORRUPT|NOTADB|IOERR)/.test(code)) return refuse('storage', 'app.database-failed')
  } catch {
    logged('a value that cannot be looked at')
  }
  return refuse('unexpected', 'app.unexpected')
}

/** @param log gets one line for what nobody expected: a name and a code, never an input. */
export const createDispatch = (
  app: Pick<App, 'handlers' | 'session' | 'archived'>,
  log: (line: string) => void,
): Dispatch => {
  const calls = new Map<string, { feature: string; verb: string; call: Call }>(
    Object.entries(contract).flatMap(([feature, verbs]) =>
      Object.entries(verbs).map(([verb, call]) => [`${feature}.${verb}`, { feature, verb, call }] as const),
    ),
  )

  const answer = async (name: unknown, input: unknown, signedIn: boolean): Promise<Reply> => {
    const known = typeof name === 'string' ? calls.get(name) : undefined
    if (!known) return refuse('bad-input', 'app.no-such-call')
    const { call, feature, verb } = known
    const caller = signedIn ? app.session.caller() : { user: null }
    if (call.access !== 'open') {
      if (!caller.user) return refuse('signed-out', 'app.sign-in-first')
      if (ROLES.indexOf(caller.user.role) > ROLES.indexOf(call.access)) {
        return refuse('forbidden', call.access === 'admin' ? 'app.for-admins' : 'app.for-managers')
      }
    }
    if (app.archived() && !IN_ARCHIVE.has(`${feature}.${verb}`))
      return refuse('refused', 'app.archive-is-read-only')
    const parsed = parse(call, input)
    if (!parsed.ok) return parsed.reply
    const handlers = app.handlers[feature as keyof App['handlers']] as Record<
      string,
      (input: unknown, caller: unknown) => unknown
    >
    return { ok: true, value: await handlers[verb]?.(parsed.value, caller) }
  }

  return async (name, input, signedIn = true) => {
    try {
      return await answer(name, input, signedIn)
    } catch (error) {
      return replyTo(error, (trace) => log(`${String(name)}: ${trace}`))
    }
  }
}
